import { describe, expect, test } from 'vitest';
import type { ErrorKind } from '../vm/errors.ts';
import { CATALOGUE, createCatalogue, explain, isLint, nearestId } from './catalogue.ts';
import { LINT_ENTRIES } from './lint-entries.ts';
import { LOAD_ENTRIES } from './load-entries.ts';
import { RUNTIME_ENTRIES } from './runtime-entries.ts';
import { SYNTAX_ENTRIES } from './syntax-entries.ts';

/** All kinds; the type makes sure that none is forgotten. */
const KINDS: Record<ErrorKind, true> = {
	ErrorRuntime: true,
	ErrorFunctionNotFound: true,
	ErrorVariableNotFound: true,
	ErrorPropertyNotFound: true,
	ErrorModuleNotFound: true,
	ErrorInModule: true,
	ErrorUnboundThis: true,
	ErrorMismatchDataType: true,
	ErrorMismatchOutputType: true,
	ErrorIndexingType: true,
	ErrorArrayBounds: true,
	ErrorStringBounds: true,
	ErrorBitFieldBounds: true,
	ErrorIndexNotFound: true,
	ErrorFor: true,
	ErrorDotExpr: true,
	ErrorArithmetic: true,
	ErrorAssignmentToConstant: true,
	ErrorNonPureMethodCallOnConstant: true,
	ErrorDataRace: true,
	ErrorVariableExists: true,
	ErrorForbiddenVariable: true,
	ErrorParsing: true,
	ErrorTooManyOperations: true,
	ErrorTooManyVariables: true,
	ErrorTooManyModules: true,
	ErrorStackOverflow: true,
	ErrorDataTooLarge: true,
	ErrorTerminated: true,
	ErrorTimeout: true,
	ErrorAsyncInSync: true,
	ErrorSystem: true,
};

describe('the tables', () => {
	const tables = [
		['lints', LINT_ENTRIES, 'V200', 'V399'],
		['syntax errors', SYNTAX_ENTRIES, 'V400', 'V599'],
		['load errors', LOAD_ENTRIES, 'V600', 'V799'],
		['run-time errors', RUNTIME_ENTRIES, 'V800', 'V999'],
	] as const;
	for (const [name, entries, first, last] of tables) {
		test(`ids of ${name} are in their range and order`, () => {
			const ids = entries.map(({ id }) => id as string);
			expect(ids).toEqual([...ids].sort());
			for (const id of ids) expect(id >= first && id <= last, id).toBe(true);
		});
	}

	test('no id or name has two meanings', () => {
		const all = tables.flatMap(([, entries]) => [...entries]);
		expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
		expect(new Set(all.map(({ name }) => name)).size).toBe(all.length);
		expect(CATALOGUE.entries).toHaveLength(all.length);
	});

	test('there is an entry for each kind of run-time error', () => {
		expect(RUNTIME_ENTRIES.map(({ name }) => name).sort()).toEqual(Object.keys(KINDS).sort());
	});

	for (const { id, title, page } of CATALOGUE.entries) {
		test(`${id} is explained`, () => {
			expect(title).not.toMatch(/[.\n]|^[A-Z]\w* [a-z]+ed$/);
			expect(page.trim().length).toBeGreaterThan(40);
		});
	}
});

describe('explain', () => {
	test('by id, in any case, and by name', () => {
		expect(explain('V207')).toContain('# V207: a variable is never read');
		expect(explain('v207')).toBe(explain('V207'));
		expect(explain('unused-variable')).toBe(explain('V207'));
	});
	test('of nothing known', () => expect(explain('V299')).toBeUndefined());
	test('the nearest id', () => {
		expect(nearestId('unused-varable')).toBe('unused-variable');
		expect(nearestId('V2O7')).toBe('V207');
	});
});

describe('catalogues of later layers', () => {
	const mine = { id: 'V007', name: 'open-relay', severity: 'warning', title: 'mail', page: 'Mail.' } as const;
	const joined = createCatalogue(CATALOGUE.entries, [mine]);
	test('hold both tables, ordered', () => {
		expect(joined.find('V007')).toBe(mine);
		expect(joined.entries[0]).toBe(mine);
		expect(joined.find('V207')).toBe(CATALOGUE.find('V207'));
	});
	test('lints are those below V400', () => {
		expect(['V007', 'V207', 'V399'].every(isLint)).toBe(true);
		expect(['V400', 'V601', 'V801', 'V1234', 'x'].some(isLint)).toBe(false);
	});
});
