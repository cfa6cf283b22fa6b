import { expect, test } from 'vitest';
import { SourceFile } from '../source/source-file.ts';
import { parse } from './parse.ts';
import { VslParser } from './parser.ts';

test('chevrotain accepts the grammar: no ambiguity, no left recursion, nothing unreachable', () => {
	expect(() => new VslParser(true)).not.toThrow();
});

test('calls do not influence each other', () => {
	const tree = () => JSON.stringify(parse(new SourceFile('test', 'let x = [1, |a| a.b];')).script);
	const before = tree();
	for (const text of ['((((', '`${', 'let s = `', '{'.repeat(500), '#"', '/*']) parse(new SourceFile('test', text));
	expect(tree()).toBe(before);
});

test('a caller with little stack left gets a diagnostic', () => {
	const text = `${'['.repeat(100)}${']'.repeat(100)}`;
	const recurse = (): (string | undefined)[] => {
		try {
			return recurse();
		} catch {
			// Somewhere on the way out of the exhausted stack the parser has enough room to begin, but not to finish.
			return parse(new SourceFile('test', text), { expressionDepth: 0 }).problems.map(({ parseKind }) => parseKind);
		}
	};
	expect([[], ['ExprTooDeep']]).toContainEqual(recurse());
	expect(parse(new SourceFile('test', text), { expressionDepth: 0 }).problems).toEqual([]);
});
