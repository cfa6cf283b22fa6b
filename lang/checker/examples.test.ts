/** Every page of a lint shows a script with exactly that finding, and the repaired script without any. */

import { describe, expect, test } from 'vitest';
import { LINT_ENTRIES } from '../diagnostics/lint-entries.ts';
import { declare, type NativeModule, plain } from '../modules/native-module.ts';
import { parse } from '../parser/index.ts';
import { SourceFile } from '../source/source-file.ts';
import { type CheckContext, checkSource } from './index.ts';
import { testLibrary } from './test-library.ts';

/** The one example that needs a host: a function on its way out. */
const hostFunctions: NativeModule = {
	name: 'host',
	namespace: undefined,
	doc: 'Functions for the examples.',
	functions: [
		declare(
			'old_name',
			{ effect: 'external', deprecated: 'use `new_name`', doc: 'Old.', example: '' },
			plain(['x: string'], '()', () => undefined),
		),
		declare(
			'new_name',
			{ effect: 'external', doc: 'New.', example: '' },
			plain(['x: string'], '()', () => undefined),
		),
	],
	constants: [],
	types: [],
};

const lists = parse(new SourceFile('lists.vsl', 'fn blocked(name) { name == "example.com" }'));
const context: CheckContext = {
	modules: [testLibrary, hostFunctions],
	loadModule: (path) => (path === 'lists' ? lists : undefined),
};

function found(text: string): string[] {
	return checkSource(parse(new SourceFile('example.vsl', text)), context).map(({ id, message }) => `${id} ${message}`);
}

describe('examples of lint pages', () => {
	for (const { id, name, bad, good } of LINT_ENTRIES) {
		test(`${id} ${name}: the bad example has exactly this finding`, () => {
			const ids = found(bad);
			expect(ids, bad).toHaveLength(1);
			expect(ids[0]).toContain(id);
		});
		test(`${id} ${name}: the good example has none`, () => {
			expect(found(good), good).toEqual([]);
		});
	}
});
