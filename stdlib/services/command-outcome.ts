/**
 * How a command has ended: an object with properties in vSL 1.x, a map in 2.x. This value can be read as both,
 * `r.code` and `r["code"]`.
 */

import { constants } from 'node:os';
import { MapValue } from '../../lang/values/container.ts';
import { debugText } from '../../lang/values/display.ts';
import { HostObject, type PropertyDescriptor, type TypeDescriptor } from '../../lang/values/host-object.ts';
import { untag } from '../../lang/values/tagged.ts';
import type { Value } from '../../lang/values/value.ts';
import type { CommandResult } from '../host/services.ts';

export class CommandOutcome extends HostObject {
	readonly result: CommandResult;

	constructor(result: CommandResult) {
		super();
		this.result = result;
	}

	get descriptor(): TypeDescriptor {
		return CMD_RESULT_TYPE;
	}
}

const FIELDS: readonly (readonly [name: string, type: string, doc: string, read: (result: CommandResult) => Value])[] =
	[
		['has_code', 'bool', 'Whether the program has ended by itself.', ({ code }) => code !== undefined],
		['code', 'int?', 'Its exit status; `()` when a signal has ended it.', ({ code }) => code],
		['has_signal', 'bool', 'Whether a signal has ended the program.', ({ signal }) => signal !== undefined],
		[
			'signal',
			'int?',
			'The number of that signal, 9 after a time-out; `()` when there was none.',
			({ signal }) => signal,
		],
		[
			'stdout',
			'string',
			'What the program has written to its standard output, at most 64 KiB.',
			({ stdout }) => stdout,
		],
		['stderr', 'string', 'What it has written to its standard error, at most 64 KiB.', ({ stderr }) => stderr],
	];

const READERS = new Map(FIELDS.map(([name, , , read]) => [name, read]));

function field({ result }: CommandOutcome, key: Value): Value {
	const name = untag(key);
	return typeof name === 'string' ? READERS.get(name)?.(result) : undefined;
}

function signalName(number: number): string {
	const found = Object.entries(constants.signals).find(([, value]) => value === number);
	return found === undefined ? String(number) : `${number} (${found[0]})`;
}

/** The words of the system, as vSL 1.x showed them. */
function text({ result: { code, signal } }: CommandOutcome): string {
	return signal === undefined ? `exit status: ${code}` : `signal: ${signalName(signal)}`;
}

export const CMD_RESULT_TYPE = {
	name: 'cmd result',
	doc: 'How a command has ended.',
	properties: new Map(
		FIELDS.map(([name, type, doc, read]): [string, PropertyDescriptor<CommandOutcome>] => [
			name,
			{ type, doc, get: ({ result }) => read(result) },
		]),
	),
	getIndex: field,
	contains: (_self, item) => {
		const name = untag(item);
		return typeof name === 'string' ? READERS.has(name) : undefined;
	},
	display: text,
	debug: ({ result }) => debugText(new MapValue(new Map(FIELDS.map(([name, , , read]) => [name, read(result)])))),
} satisfies TypeDescriptor<CommandOutcome> as TypeDescriptor;
