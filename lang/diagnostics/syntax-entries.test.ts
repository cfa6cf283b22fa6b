import { describe, expect, test } from 'vitest';
import { parse } from '../parser/parse.ts';
import type { ParseOptions } from '../parser/parse-options.ts';
import { SourceFile } from '../source/source-file.ts';
import { SYNTAX_ENTRIES } from './syntax-entries.ts';

/** Kinds that only appear when the host asks for them. */
const OPTIONS: Readonly<Record<string, ParseOptions>> = {
	WrongDocComment: { metadata: true },
	TooManyFunctions: { functions: 1 },
	LiteralTooLarge: { stringLength: 5 },
};

/** What needs names to be resolved is found by the resolver, not by the parser. */
const BY_NAME = new Set(['VariableUndefined', 'VariableExists', 'ModuleUndefined', 'ForbiddenVariable']);

test('ids and names are unique, ids in their range', () => {
	const ids = SYNTAX_ENTRIES.map((entry) => entry.id);
	expect(new Set(ids).size).toBe(ids.length);
	expect(new Set(SYNTAX_ENTRIES.map((entry) => entry.name)).size).toBe(ids.length);
	for (const id of ids) expect(id).toMatch(/^V[45]\d\d$/);
});

describe('the examples of the pages', () => {
	test.each(SYNTAX_ENTRIES.map((entry) => [entry.name, entry.id, entry.page] as const))('%s', (name, id, page) => {
		const [bad, good] = [...page.matchAll(/```vsl\n([\s\S]*?)\n```/g)].map((match) => match[1] as string);
		const ids = (text: string) =>
			parse(new SourceFile('page', text), OPTIONS[name]).problems.map((problem) => problem.id);
		expect(ids(good as string)).toEqual([]);
		expect(ids(bad as string)).toEqual(BY_NAME.has(name) ? [] : [id]);
	});
});
