/**
 * `db:sqlite` services (library spec 12): options and values. Running statements away from the event loop is up to the
 * host.
 */

import type { ArrayValue, MapValue } from '../../lang/values/container.ts';
import { HostObject, type TypeDescriptor } from '../../lang/values/host-object.ts';
import type { IntValue } from '../../lang/values/int.ts';
import { runtimeError } from '../../lang/vm/errors.ts';
import type { ServicePort, SqlOptions, SqlStore } from '../host/services.ts';
import { opened } from './csv.ts';
import { Options } from './options.ts';
import { rowsValue, sqlParameters } from './sql-values.ts';

const DEFAULT_TIMEOUT = 30_000;
const DEFAULT_CONNECTIONS = 4;

/** Each is a process. */
const MOST_CONNECTIONS = 32;

export const MEMORY = ':memory:';

export class SqliteService extends HostObject {
	readonly settings: SqlOptions;
	/** Results are SQL literals, as vSMTP gave them. */
	readonly literal: boolean;
	readonly store: SqlStore;

	constructor(settings: SqlOptions, literal: boolean, store: SqlStore) {
		super();
		this.settings = settings;
		this.literal = literal;
		this.store = store;
	}

	get descriptor(): TypeDescriptor {
		return SQLITE_TYPE;
	}

	/** @throws Error with the text of the data base */
	async query(text: string, params: ArrayValue | undefined, signal: AbortSignal): Promise<ArrayValue> {
		const rows = await this.store.query(text, params === undefined ? [] : sqlParameters(params), signal);
		return rowsValue(rows, this.literal);
	}

	/** @returns the number of rows that changed */
	async execute(text: string, params: ArrayValue | undefined, signal: AbortSignal): Promise<IntValue> {
		return this.store.execute(text, params === undefined ? [] : sqlParameters(params), signal);
	}
}

export const SQLITE_TYPE = {
	name: 'sqlite service',
	doc: 'An SQLite data base.',
	equals: (self, other) => (other instanceof SqliteService ? self === other : undefined),
	display: () => 'sqlite',
	debug: ({ settings }) => `sqlite:${settings.path}`,
} satisfies TypeDescriptor<SqliteService> as TypeDescriptor;

/**
 * Opens a data base.
 * @param name of the service, for messages
 * @param resolvePath makes the path of the option absolute, if the caller knows how
 * @throws ScriptError
 */
export function makeSqliteService(
	map: MapValue,
	name: string,
	services: ServicePort,
	resolvePath: (path: string) => string,
): SqliteService {
	const options = new Options(map, `database ${name}`, (key) => `database ${name} is missing the '${key}' option.`);
	if (options.has('path') && options.has('url'))
		throw options.wrong('path', 'and `url` say the same, give one of them');
	const given = options.has('path') ? options.text('path') : pathOfUrl(options.text('url'), options);
	const access = options.optionalText('access') ?? 'O_RDWR';
	if (access !== 'O_RDONLY' && access !== 'O_RDWR') {
		throw runtimeError(`${access} is not a correct database access mode`);
	}
	const settings: SqlOptions = {
		path: given === MEMORY ? MEMORY : resolvePath(given),
		timeout: options.duration('timeout', DEFAULT_TIMEOUT),
		connections: options.count('connections', DEFAULT_CONNECTIONS, MOST_CONNECTIONS),
		readOnly: access === 'O_RDONLY',
	};
	if (given === MEMORY && settings.readOnly) throw options.wrong('access', 'makes no sense for a data base in memory');
	const store = opened(() => services.openSqlite(settings));
	return new SqliteService(settings, options.flag('literal'), store);
}

/** `sqlite:lists.db`, `sqlite:///var/lib/lists.db`, `sqlite::memory:`, or a path alone. */
function pathOfUrl(url: string, options: Options): string {
	const scheme = ['sqlite:', 'sqlite3:', 'file:'].find((known) => url.startsWith(known));
	if (scheme === undefined) {
		if (/^[a-z][a-z0-9+.-]*:\/\//i.test(url)) throw options.wrong('url', 'must begin with `sqlite:`, or be a path');
		return url;
	}
	const rest = url.slice(scheme.length);
	const path = rest.startsWith('//') ? rest.slice(2) : rest;
	if (path === '') throw options.wrong('url', 'names no file');
	return path;
}
