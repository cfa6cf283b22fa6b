import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Fix } from '../diagnostics/diagnostic.ts';
import { parse } from '../parser/index.ts';
import { SourceFile } from '../source/source-file.ts';
import { applyFixes, safeFixes } from './apply-fixes.ts';
import { checkSource } from './index.ts';
import { testLibrary } from './test-library.ts';

function fix(safe: boolean, ...edits: [start: number, end: number, text: string][]): Fix {
	return { title: 'fix', safe, edits: edits.map(([start, end, text]) => ({ start, end, text })) };
}

const cases: [name: string, fixes: Fix[], text: string, applied: number][] = [
	['nothing', [], 'abcdef', 0],
	['one', [fix(true, [1, 3, 'X'])], 'aXdef', 1],
	['an insertion and a deletion', [fix(true, [0, 0, '>']), fix(true, [5, 6, ''])], '>abcde', 2],
	['in any order', [fix(true, [4, 5, 'E']), fix(true, [0, 1, 'A'])], 'AbcdEf', 2],
	['several edits of one fix', [fix(true, [4, 5, 'E'], [0, 1, 'A'])], 'AbcdEf', 1],
	['not the unsafe', [fix(false, [0, 1, 'A'])], 'abcdef', 0],
	['not over another', [fix(true, [0, 3, 'A']), fix(true, [2, 4, 'B'])], 'Adef', 1],
	['side by side', [fix(true, [0, 2, 'A']), fix(true, [2, 4, 'B'])], 'ABef', 2],
	['not twice at one place', [fix(true, [2, 2, 'A']), fix(true, [2, 2, 'B'])], 'abAcdef', 1],
	['as a whole or not at all', [fix(true, [0, 1, 'A']), fix(true, [0, 1, 'B'], [4, 5, 'E'])], 'Abcdef', 1],
	['not outside the text', [fix(true, [5, 9, 'A']), fix(true, [-1, 0, 'B']), fix(true)], 'abcdef', 0],
];

describe('fixes', () => {
	for (const [name, fixes, text, applied] of cases) {
		test(name, () => {
			const result = applyFixes('abcdef', fixes);
			expect(result.text).toBe(text);
			expect(result.applied).toBe(applied);
		});
	}

	test('never collide, whatever they are', () => {
		const edit = fc.tuple(fc.nat(20), fc.nat(5), fc.string({ maxLength: 3 }));
		const list = fc.array(fc.array(edit, { minLength: 1, maxLength: 3 }), { maxLength: 8 });
		fc.assert(
			fc.property(fc.string({ minLength: 20, maxLength: 30 }), list, (text, fixes) => {
				const made = fixes.map((edits) =>
					fix(true, ...edits.map(([at, size, add]) => [at, at + size, add] as [number, number, string])),
				);
				const result = applyFixes(text, made);
				expect(result.applied + result.skipped).toBeLessThanOrEqual(made.length);
				if (result.applied === 0) expect(result.text).toBe(text);
			}),
		);
	});
});

describe('fixes of lints', () => {
	const fixed: [before: string, after: string][] = [
		['let size = 1;\nprint("x");', 'let _size = 1;\nprint("x");'],
		['let a = 1;\na = 2;\na += 1;\nprint("x");', 'let _a = 1;\n_a = 2;\n_a += 1;\nprint("x");'],
		['fn f(a, b) { a }\nf(1, 2)', 'fn f(a, _b) { a }\nf(1, 2)'],
		['let a = 1;\n  a = a; // why\nprint(a);', 'let a = 1;\n   // why\nprint(a);'],
		['let a = 1;\n\ta = a;\nprint(a);', 'let a = 1;\nprint(a);'],
		['print(1); // vsl-ignore V207: gone\nprint(2);', 'print(1);\nprint(2);'],
		['// vsl-ignore V207: gone\r\nprint(2);', 'print(2);'],
	];
	for (const [before, after] of fixed) {
		test(JSON.stringify(before), () => {
			const check = (text: string) => checkSource(parse(new SourceFile('x.vsl', text)), { modules: [testLibrary] });
			expect(applyFixes(before, safeFixes(check(before))).text).toBe(after);
			expect(check(after)).toEqual([]);
		});
	}

	const left: [why: string, text: string][] = [
		['the comparison was never true', 'fn f(x) { type_of(x) == "int" }\nf(1)'],
		['the assignment is an error', 'missing = missing;\nprint(1);'],
		['so is one to a constant', 'const K = 1;\nK = K;\nprint(K);'],
		['an asked name must stay', 'let option = 5;\nprint(is_def_var("opt" + "ion"));'],
	];
	for (const [why, text] of left) {
		test(`that would change the run: ${why}`, () => {
			const found = checkSource(parse(new SourceFile('x.vsl', text)), { modules: [testLibrary] });
			expect(safeFixes(found)).toEqual([]);
		});
	}
});
