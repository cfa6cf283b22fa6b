/** Properties and methods of the values that the mail library gives. */

import type { ChainStep } from '../../../../lang/ast/nodes.ts';
import type { Kind } from './kinds.ts';
import { type Operation, operationNamed } from './operations.ts';

/** Methods of services: the function that each is. */
const SERVICE_METHODS: Readonly<Record<string, ReadonlyMap<string, string>>> = {
	cmd: new Map(['run', 'cmd_run', 'run_cmd'].map((name) => [name, 'cmd.run'])),
	csv: new Map([
		['get', 'csv.get'],
		['db_query', 'csv.get'],
		['set', 'csv.set'],
		['db_add', 'csv.set'],
		['rm', 'csv.rm'],
		['db_rm', 'csv.rm'],
	]),
	sqlite: new Map([
		['query', 'sqlite.query'],
		['db_query', 'sqlite.query'],
		['exec', 'sqlite.exec'],
	]),
};

/** Global functions that are written as methods of strings: no other type has a method of that name. */
const OF_STRINGS: ReadonlySet<string> = new Set(['lookup', 'rlookup', 'in_domain', 'user_exist', 'get_root_domain']);

/** The function of the mail library that a step of a chain calls, by the kind of the value before it. */
export function operationOfMember(kind: Kind | undefined, step: ChainStep): Operation | undefined {
	if (step.kind === 'IndexStep' || kind === undefined) return undefined;
	const { name } = step.name;
	const isMethod = step.kind === 'MethodStep';
	switch (kind) {
		case 'context':
			return known(operationNamed(name)) ?? known(operationNamed(`msg::${name}`));
		case 'message':
			return known(operationNamed(`msg::${name}`)) ?? known(operationNamed(name));
		case 'cmd':
		case 'csv':
		case 'sqlite': {
			const key = isMethod ? SERVICE_METHODS[kind]?.get(name) : undefined;
			return key === undefined ? undefined : operationNamed(key);
		}
		case 'string':
		case 'address':
		case 'fqdn':
			return isMethod && OF_STRINGS.has(name) ? operationNamed(name) : undefined;
		default:
			return undefined;
	}
}

function known(operation: Operation | undefined): Operation | undefined {
	return operation?.constant === true ? undefined : operation;
}

const STRING_METHODS: ReadonlySet<string> = new Set(['to_string', 'to_debug', 'type_of']);

/** Kinds of the properties, by kind of their owner. */
const PROPERTIES: Readonly<Partial<Record<Kind, ReadonlyMap<string, Kind>>>> = {
	address: new Map<string, Kind>([
		['local_part', 'string'],
		['domain', 'string'],
		['is_null', 'bool'],
	]),
	recipients: new Map<string, Kind>([
		['local_parts', 'array'],
		['domains', 'array'],
		['len', 'int'],
	]),
	credentials: new Map<string, Kind>([
		['type', 'string'],
		['authid', 'string'],
		['authpass', 'string'],
		['anonymous_token', 'string'],
	]),
	'date-time': new Map<string, Kind>([['iso', 'string']]),
	'command-result': new Map<string, Kind>([
		['has_code', 'bool'],
		['has_signal', 'bool'],
		['stdout', 'string'],
		['stderr', 'string'],
	]),
	part: new Map<string, Kind>([
		['type', 'string'],
		['filename', 'string'],
		['charset', 'string'],
		['size', 'int'],
		['path', 'string'],
		['is_attachment', 'bool'],
	]),
	smtp: new Map<string, Kind>([['receiver_address', 'string']]),
};

/** The kind of what a step of a chain gives, where that is the same for all values of the kind before it. */
export function kindOfMember(kind: Kind | undefined, step: ChainStep): Kind | undefined {
	if (step.kind === 'IndexStep' || kind === undefined) return undefined;
	const { name } = step.name;
	if (step.kind === 'MethodStep') return STRING_METHODS.has(name) ? 'string' : undefined;
	return PROPERTIES[kind]?.get(name);
}
