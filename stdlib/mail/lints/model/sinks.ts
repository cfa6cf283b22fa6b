/** Places where a text from the network is dangerous, and which argument goes there. */

import type { Expression, MapLiteral, Node } from '../../../../lang/ast/nodes.ts';
import { bare } from '../../../../lang/checker/scopes.ts';
import { declarationOf, entryOf, literalText, writtenValue } from './literals.ts';
import type { MailFile, Use } from './mail-file.ts';

export type SinkKind = 'program' | 'shell' | 'path' | 'host' | 'header name' | 'query' | 'pattern' | 'reply';

export interface Sink {
	readonly kind: SinkKind;
	readonly argument: Expression;
}

/** By key of the function: which argument is what. */
const ARGUMENTS: Readonly<Record<string, readonly (readonly [number, SinkKind])[]>> = {
	write: [[0, 'path']],
	dump: [[0, 'path']],
	file: [[0, 'path']],
	forward: [[1, 'host']],
	forward_all: [[0, 'host']],
	append_header: [[0, 'header name']],
	prepend_header: [[0, 'header name']],
	set_header: [[0, 'header name']],
	rename_header: [[1, 'header name']],
	send_mail: [
		[2, 'path'],
		[3, 'host'],
	],
	'sqlite.query': [[0, 'query']],
	'sqlite.exec': [[0, 'query']],
	regex: [[0, 'pattern']],
	accept: [[0, 'reply']],
	faccept: [[0, 'reply']],
	deny: [[0, 'reply']],
	info: [[0, 'reply']],
};

/** Options of services, by the function that makes one. */
const OPTIONS: Readonly<Record<string, readonly (readonly [string, SinkKind])[]>> = {
	cmd: [['command', 'program']],
	csv: [['connector', 'path']],
	sqlite: [
		['url', 'path'],
		['path', 'path'],
	],
};

const CONSTRUCTORS: Readonly<Record<string, string>> = {
	'cmd::build': 'cmd',
	csv: 'csv',
	'sqlite::connect': 'sqlite',
};

const SHELLS: ReadonlySet<string> = new Set(['sh', 'bash', 'dash', 'ash', 'ksh', 'zsh', 'csh', 'tcsh', 'fish']);

/** All dangerous places of a file. */
export function* sinksOf(file: MailFile): Generator<Sink> {
	for (const use of file.uses) yield* sinksOfUse(file, use);
	for (const node of file.tree.ofKind('Service')) {
		const kind = file.kindOf(node);
		const options = bare(node.value);
		if (kind !== undefined && options.kind === 'Map') yield* sinksOfOptions(file, kind, options);
	}
	for (const node of file.tree.ofKind('Object')) {
		const kind = file.kindOf(node);
		const value = writtenValue(node.value);
		if (kind === 'file') yield { kind: 'path', argument: value };
		else if (kind === 'regex') yield { kind: 'pattern', argument: value };
		else if (kind === 'code') {
			const map = bare(node.value);
			const text = map.kind === 'Map' ? entryOf(map, 'text') : node.value;
			if (text !== undefined) yield { kind: 'reply', argument: text };
		}
	}
}

function* sinksOfUse(file: MailFile, { operation, args }: Use): Generator<Sink> {
	for (const [at, kind] of ARGUMENTS[operation.key] ?? []) {
		const argument = args[at];
		if (argument !== undefined) yield { kind, argument };
	}
	const service = CONSTRUCTORS[operation.key];
	const options = args[0] === undefined ? undefined : bare(args[0]);
	if (service !== undefined && options?.kind === 'Map') yield* sinksOfOptions(file, service, options);
	if (operation.key === 'code') {
		const text = args.at(-1);
		if (text !== undefined) yield { kind: 'reply', argument: text };
	}
}

function* sinksOfOptions(file: MailFile, kind: string, options: MapLiteral): Generator<Sink> {
	for (const [key, sink] of OPTIONS[kind] ?? []) {
		const argument = entryOf(options, key);
		if (argument !== undefined) yield { kind: sink, argument };
	}
	if (kind === 'cmd' && isShell(file, options)) yield* shellTexts(file, entryOf(options, 'args'));
}

/** A shell reads its argument behind `-c` as a program. */
function isShell(file: MailFile, options: MapLiteral): boolean {
	const command = entryOf(options, 'command');
	const text = command === undefined ? undefined : literalText(file, command);
	return text !== undefined && SHELLS.has(text.slice(text.lastIndexOf('/') + 1));
}

function* shellTexts(file: MailFile, list: Expression | undefined): Generator<Sink> {
	const node = list === undefined ? undefined : bare(list);
	if (node?.kind !== 'Array') return;
	const option = node.elements.findIndex((element) => isCommandOption(literalText(file, element)));
	const program = option === -1 ? undefined : node.elements[option + 1];
	if (program !== undefined) yield { kind: 'shell', argument: program };
}

function isCommandOption(text = ''): boolean {
	return text.startsWith('-') && !text.startsWith('--') && text.includes('c');
}

/** The texts that a call of a service hands to a shell. */
export function* shellSinks(file: MailFile, use: Use, receiver: Node | undefined): Generator<Sink> {
	if (use.operation.key !== 'cmd.run' || receiver === undefined) return;
	const declared = declarationOf(file, receiver as Expression);
	const value = declared?.node;
	const options = value?.kind === 'Service' ? bare(value.value) : value?.kind === 'Call' ? value.args[0] : undefined;
	if (declared === undefined || options?.kind !== 'Map' || !isShell(declared.file, options)) return;
	yield* shellTexts(file, use.args[0]);
}

/** What a sink is, in messages. */
export const SINK_NAMES: Readonly<Record<SinkKind, string>> = {
	program: 'the program that a command runs',
	shell: 'a program that a shell runs',
	path: 'the path of a file',
	host: 'the host that mail goes to',
	'header name': 'the name of a header',
	query: 'the text of a query',
	pattern: 'a pattern',
	reply: 'a reply',
};

export const SINK_ADVICE: Readonly<Record<SinkKind, string>> = {
	program: 'name the program in the script, and hand the value over as an argument',
	shell: 'run the program itself, and hand the value over as an argument of its own',
	path: 'use a name of your own, or compare the value with those that you allow first',
	host: 'choose the host from a list of your own',
	'header name': 'write the name of the header in the script',
	query: 'write `?` in the query and hand the value over as a parameter: `query("… = ?", [value])`',
	pattern: 'compare the value with `==` or `in`, or use a pattern of your own',
	reply: 'say the same to every client',
};
