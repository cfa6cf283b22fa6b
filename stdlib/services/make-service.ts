/** The value of `service NAME type = #{ … }` (directive spec 5.1). */

import { resolve } from 'node:path';
import { nearest } from '../../lang/diagnostics/spelling.ts';
import { MapValue } from '../../lang/values/container.ts';
import { untag } from '../../lang/values/tagged.ts';
import { typeName } from '../../lang/values/type-of.ts';
import type { Value } from '../../lang/values/value.ts';
import { mismatchedType, runtimeError } from '../../lang/vm/errors.ts';
import type { HostPorts } from '../host.ts';
import { makeCommandService } from './cmd.ts';
import { makeCsvService } from './csv.ts';
import { comesLater, DATABASE_KINDS, isLaterKind, LATER_KINDS } from './plugins.ts';
import { makeSmtpService } from './smtp.ts';
import { makeSqliteService } from './sqlite.ts';

export interface ServiceContext {
	/** Folder of the script that the declaration stands in. */
	readonly folder: string;
	/** Folder of the main script; relative paths of data bases start here. */
	readonly base: string;
	readonly ports: HostPorts;
}

/** Type words; `shell` is what vSL 1.0 called commands. */
const TYPES = ['cmd', 'shell', 'smtp', 'db'] as const;

/**
 * @param type the word behind the name
 * @param kind what follows the colon: `csv` in `db:csv`; `null` when there is none
 * @param value the right side
 * @param name of the service, for messages
 * @throws ScriptError with the texts of directive spec 5
 */
export function makeService(
	type: string,
	kind: string | null,
	value: Value,
	name: string,
	context: ServiceContext,
): Value {
	const known = TYPES.find((word) => word === type);
	if (known === undefined) throw runtimeError(`Improper service type '${type}'.${typeHint(type)}`);
	const options = untag(value);
	if (known === 'db') return makeDatabase(kind, options, name, context);
	if (kind !== null) {
		throw runtimeError(`Improper symbol when parsing service: a ${known} service has no kind, drop \`:${kind}\``);
	}
	if (known === 'smtp') {
		if (!(options instanceof MapValue)) throw runtimeError('smtp service options must be a map');
		return makeSmtpService(options, name);
	}
	if (!(options instanceof MapValue)) throw runtimeError('cmd service options must be a map');
	return makeCommandService(options, name);
}

function typeHint(type: string): string {
	if ([...DATABASE_KINDS, ...LATER_KINDS].some((kind) => kind === type)) return ` Did you mean \`db:${type}\`?`;
	const near = nearest(type, TYPES);
	return near === undefined ? ' The types are `cmd`, `smtp`, `db:csv` and `db:sqlite`.' : ` Did you mean \`${near}\`?`;
}

function makeDatabase(kind: string | null, options: Value, name: string, { base, ports }: ServiceContext): Value {
	if (kind === null) throw runtimeError('Improper symbol when parsing service: write `db:csv` or `db:sqlite`');
	if (isLaterKind(kind)) throw comesLater(`\`db:${kind}\``);
	const known = DATABASE_KINDS.find((word) => word === kind);
	if (known === undefined) {
		const near = nearest(kind, DATABASE_KINDS);
		const hint = near === undefined ? 'the types are `csv` and `sqlite`' : `did you mean \`${near}\`?`;
		throw runtimeError(`unknown database type '${kind}' (${hint})`);
	}
	if (!(options instanceof MapValue)) throw mismatchedType('map', typeName(options));
	const make = known === 'csv' ? makeCsvService : makeSqliteService;
	return make(options, name, ports.services, (path) => resolve(base, path));
}
