/** What the tab key offers in `vsl repl`: commands, names that exist, and what a value has after a dot. */

import type { FunctionDeclaration } from '../lang/modules/native-module.ts';
import { MapValue } from '../lang/values/container.ts';
import { HostObject } from '../lang/values/host-object.ts';
import { untag } from '../lang/values/tagged.ts';
import { typeName } from '../lang/values/type-of.ts';
import type { Value } from '../lang/values/value.ts';
import { coreModule } from '../stdlib/core/index.ts';
import { REPL_COMMANDS } from './repl-commands.ts';
import type { ReplSession } from './repl-session.ts';

const KEYWORDS = [
	...['true', 'false', 'let', 'const', 'if', 'else', 'switch', 'do', 'while', 'until', 'loop', 'for', 'in', 'continue'],
	...['break', 'return', 'throw', 'try', 'catch', 'fn', 'private', 'import', 'export', 'as', 'is', 'not', 'this'],
];

const IDENTIFIER = /^[A-Za-z_][A-Za-z0-9_]*$/;

/** Signatures say `int` and `float` where `type_of` says `i64` and `f64`. */
const SIGNATURE_WORDS: Readonly<Record<string, string>> = { i64: 'int', f64: 'float' };

function functionNames(style: 'function' | 'method', fits: (declaration: FunctionDeclaration) => boolean): string[] {
	return coreModule.functions
		.filter((declaration) => (declaration.style === 'both' || declaration.style === style) && fits(declaration))
		.flatMap((declaration) => declaration.names);
}

/** Whether some overload takes a value of this type first; of an unknown type anything fits. */
function takes(declaration: FunctionDeclaration, type: string | undefined): boolean {
	return declaration.overloads.some(({ params: [first] }) => {
		if (first === undefined) return false;
		return type === undefined || first.type === 'any' || first.type === type;
	});
}

/** What `path`, names with dots between them, stands for; nothing is evaluated. */
function valueAt(session: ReplSession, path: readonly string[]): { readonly value: Value } | undefined {
	const [root = '', ...keys] = path;
	if (!session.scope.has(root)) return undefined;
	let value: Value = session.get(root);
	for (const key of keys) {
		const inner = untag(value);
		if (!(inner instanceof MapValue) || !inner.has(key)) return undefined;
		value = inner.get(key);
	}
	return { value: untag(value) };
}

function memberNames(session: ReplSession, path: readonly string[]): string[] {
	const found = valueAt(session, path);
	if (found === undefined) return functionNames('method', (declaration) => takes(declaration, undefined));
	const { value } = found;
	const type = typeName(value);
	const own = value instanceof MapValue ? value.sortedKeys() : [];
	const host = value instanceof HostObject ? [...(value.descriptor.properties?.keys() ?? [])] : [];
	return [
		...own,
		...host,
		...functionNames('method', (declaration) => takes(declaration, SIGNATURE_WORDS[type] ?? type)),
	];
}

/**
 * @param line the text before the cursor
 * @returns the possible words and the part of the line that they replace
 */
export function complete(line: string, session: ReplSession): [words: string[], replaced: string] {
	if (/^:\w*$/.test(line)) return [matching(Object.keys(REPL_COMMANDS), line), line];
	const [word = ''] = /[A-Za-z0-9_]*$/.exec(line) ?? [];
	const before = line.slice(0, line.length - word.length);
	const path = /((?:[A-Za-z_][A-Za-z0-9_]*\.)*[A-Za-z_][A-Za-z0-9_]*)\??\.$/.exec(before)?.[1];
	const names = path !== undefined ? memberNames(session, path.split('.')) : globalNames(session, before);
	return [matching(names, word), word];
}

function globalNames(session: ReplSession, before: string): string[] {
	// After the dot of something that is no plain path: any method may fit.
	if (before.endsWith('.')) return functionNames('method', (declaration) => takes(declaration, undefined));
	return [...KEYWORDS, ...session.scope.names(), ...session.names, ...functionNames('function', () => true)];
}

function matching(names: readonly string[], word: string): string[] {
	return [...new Set(names)]
		.filter((name) => name.startsWith(word) && (name[0] === ':' || IDENTIFIER.test(name)))
		.sort();
}
