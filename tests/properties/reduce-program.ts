/**
 * Makes a failing program small: takes out statements and puts parts of expressions in place of the whole, as long as
 * the failure stays. Random programs are long, and nobody can see in fifty lines what went wrong.
 */

import type { Node } from '../../lang/ast/nodes.ts';
import { children } from '../../lang/ast/visit.ts';
import { parse, SourceFile } from '../../lang/index.ts';

interface Edit {
	readonly start: number;
	readonly end: number;
	readonly text: string;
}

const STATEMENTS: ReadonlySet<Node['kind']> = new Set<Node['kind']>([
	'Empty',
	'ExpressionStatement',
	'Let',
	'Assign',
	'Break',
	'Continue',
	'Return',
	'Throw',
	'Try',
	'Function',
]);

const CONSTRUCTS: ReadonlySet<Node['kind']> = new Set<Node['kind']>([
	'Block',
	'If',
	'Switch',
	'While',
	'Loop',
	'Do',
	'For',
]);

const EXPRESSIONS: ReadonlySet<Node['kind']> = new Set<Node['kind']>([
	'Template',
	'Array',
	'Map',
	'Call',
	'Chain',
	'Unary',
	'Binary',
	'Range',
	'Paren',
	'Closure',
	'Variable',
	'This',
	'Int',
	'String',
	...CONSTRUCTS,
]);

/** All nodes, the large ones first. */
function nodesOf(text: string): Node[] {
	const found: Node[] = [parse(new SourceFile('', text)).script];
	for (let at = 0; at < found.length; at++) found.push(...children(found[at] as Node));
	return found;
}

/** The inside of a block. */
function inside(text: string, block: Node): string {
	return text.slice(block.start + 1, block.end - 1);
}

function* edits(text: string): Generator<Edit> {
	const nodes = nodesOf(text);
	for (const { kind, start, end } of nodes) if (STATEMENTS.has(kind)) yield { start, end, text: '' };
	for (const node of nodes) {
		const { kind, start, end } = node;
		const parts = children(node);
		if (kind === 'Try' || CONSTRUCTS.has(kind)) {
			const branches =
				kind === 'If' ? parts.flatMap((part) => (part.kind === 'IfBranch' ? children(part) : [part])) : parts;
			for (const block of branches) if (block.kind === 'Block') yield { start, end, text: inside(text, block) };
			if (kind === 'If' && parts.length > 1)
				yield { start, end: parts[0]?.end ?? end, text: text.slice(start, parts[0]?.end) };
		}
		// What stands between two neighbours goes with the first, between brackets alone.
		if (kind === 'Array' || kind === 'Map' || kind === 'Call' || kind === 'MethodStep' || kind === 'Function') {
			for (const [index, part] of parts.entries()) {
				const next = parts[index + 1];
				yield { start: part.start, end: next?.start ?? part.end, text: '' };
			}
		}
		if (kind === 'Chain') {
			for (const step of parts.slice(1)) yield { start: step.start, end: step.end, text: '' };
		}
		if (kind === 'SwitchCase') yield { start, end, text: '' };
		if (!EXPRESSIONS.has(kind)) continue;
		const inner = [...parts, ...parts.flatMap(children)].filter((part) => EXPRESSIONS.has(part.kind));
		for (const part of inner) yield { start, end, text: text.slice(part.start, part.end) };
		for (const simple of ['0', '[]', '[1]', 'x']) if (end - start > simple.length) yield { start, end, text: simple };
	}
}

function tidy(text: string): string {
	return text
		.split('\n')
		.map((line) => line.replace(/[ \t;]+$/, (tail) => (tail.includes(';') ? ';' : '')))
		.filter((line) => line !== '' && line !== ';')
		.join('\n');
}

/**
 * @param fails whether a program still fails in the way that matters; false for one that is no program
 * @returns a program that fails and from which no single part can be taken
 */
export function reduceProgram(program: string, fails: (text: string) => boolean): string {
	let text = program;
	let reduced: boolean;
	do {
		reduced = false;
		let at = 0;
		// After a success the edits of the new text go on where those of the old one stopped: what failed before will
		// mostly fail again.
		for (let list = [...edits(text)]; at < list.length; at++) {
			const { start, end, text: replacement } = list[at] as Edit;
			const shorter = text.slice(0, start) + replacement + text.slice(end);
			if (shorter.length >= text.length || !fails(shorter)) continue;
			text = shorter;
			reduced = true;
			list = [...edits(text)];
			at--;
		}
	} while (reduced);
	const tidied = tidy(text);
	return fails(tidied) ? tidied : text;
}
