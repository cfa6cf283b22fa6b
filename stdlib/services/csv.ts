/**
 * `db:csv` services: lists in a file, one record per line, found by their first field (directive spec 5.4). Options and
 * values are here; reading and writing the file safely is up to the host.
 */

import { Char } from '../../lang/values/char.ts';
import { type ArrayValue, Container, type MapValue } from '../../lang/values/container.ts';
import { display } from '../../lang/values/display.ts';
import { FunctionPointer } from '../../lang/values/function-pointer.ts';
import { HostObject, type TypeDescriptor } from '../../lang/values/host-object.ts';
import { untag } from '../../lang/values/tagged.ts';
import { runtimeError } from '../../lang/vm/errors.ts';
import type { CsvOptions, CsvStore, ServicePort } from '../host/services.ts';
import { Options } from './options.ts';

export class CsvService extends HostObject {
	readonly settings: CsvOptions;
	readonly store: CsvStore;

	constructor(settings: CsvOptions, store: CsvStore) {
		super();
		this.settings = settings;
		this.store = store;
	}

	get descriptor(): TypeDescriptor {
		return CSV_TYPE;
	}
}

export const CSV_TYPE = {
	name: 'csv service',
	doc: 'A data base in a CSV file.',
	equals: (self, other) => (other instanceof CsvService ? self === other : undefined),
	display: () => 'csv',
	debug: ({ settings }) => `csv:${settings.path}`,
} satisfies TypeDescriptor<CsvService> as TypeDescriptor;

const ACCESS = ['O_RDONLY', 'O_WRONLY', 'O_RDWR'] as const;
const REFRESH = ['always', 'no'] as const;

/** What records are made of cannot separate their fields. */
const NO_DELIMITERS = ['"', '\r', '\n', '\0'];

/**
 * Opens a data base.
 * @param name of the service, for messages
 * @param resolvePath makes the path of the option absolute, if the caller knows how
 * @throws ScriptError with the texts of directive spec 5.4
 */
export function makeCsvService(
	map: MapValue,
	name: string,
	services: ServicePort,
	resolvePath: (path: string) => string,
): CsvService {
	const options = new Options(map, `database ${name}`, (key) => `database ${name} is missing the '${key}' option.`);
	const connector = options.text('connector');
	const access = options.optionalText('access') ?? 'O_RDWR';
	const refresh = options.optionalText('refresh') ?? 'always';
	const knownAccess = ACCESS.find((known) => known === access);
	if (knownAccess === undefined) throw runtimeError(`${access} is not a correct database access mode`);
	const knownRefresh = REFRESH.find((known) => known === refresh);
	if (knownRefresh === undefined) throw runtimeError(`${refresh} is not a correct database refresh rate`);
	const settings: CsvOptions = {
		path: resolvePath(connector),
		access: knownAccess,
		refresh: knownRefresh,
		delimiter: delimiterOf(options),
	};
	return new CsvService(
		settings,
		opened(() => services.openCsv(settings)),
	);
}

function delimiterOf(options: Options): string {
	const value = options.value('delimiter') ?? ',';
	const text = value instanceof Char ? value.text : value;
	if (typeof text !== 'string' || [...text].length !== 1 || NO_DELIMITERS.includes(text)) {
		throw runtimeError('the delimiter of a csv database must be a single char');
	}
	return text;
}

/** What the host says about a data base that it cannot open is an error of the script. */
export function opened<T>(open: () => T): T {
	try {
		return open();
	} catch (error) {
		throw runtimeError(error instanceof Error ? error.message : String(error));
	}
}

/**
 * The fields of a record. What has a text of its own is written as that text; for a list in a field there is no rule.
 * @throws ScriptError
 */
export function recordOf(list: ArrayValue): string[] {
	return list.items.map((item) => {
		const value = untag(item);
		const hasText = value !== undefined && !(value instanceof Container) && !(value instanceof FunctionPointer);
		if (!hasText) throw runtimeError('all fields in a record must be strings');
		return display(value);
	});
}
