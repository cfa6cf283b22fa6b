import { describe, expect, test } from 'vitest';
import { readSpecFile } from './spec-file.ts';

describe('marks', () => {
	const table: [line: string, kind: string, name: string, text: string, code: string][] = [
		['1 + 2; //= 3', 'value', '', '3', '1 + 2;'],
		['"a b"  //= "a b"  ', 'value', '', '"a b"', '"a b"'],
		['print(1); //> 1', 'print', '', '1', 'print(1);'],
		['print("  x"); //>   x', 'print', '', '  x', 'print("  x");'],
		['print(); //>', 'print', '', '', 'print();'],
		['let 1; //~ VariableExpected', 'diagnostic', 'VariableExpected', '', 'let 1;'],
		["a b //~ MissingToken Expecting ';'", 'diagnostic', 'MissingToken', "Expecting ';'", 'a b'],
		['x //~ V412 some text', 'diagnostic', 'V412', 'some text', 'x'],
		['1 / 0 //~! ErrorArithmetic Division by zero', 'error', 'ErrorArithmetic', 'Division by zero', '1 / 0'],
		['throw; //~! ErrorRuntime', 'error', 'ErrorRuntime', '', 'throw;'],
		['"open //~ BadInput Open string', 'diagnostic', 'BadInput', 'Open string', '"open'],
		['7 /* rest //= 7', 'value', '', '7', '7 /* rest'],
	];
	test.each(table)('%s', (line, kind, name, text, code) => {
		const { cases, problems } = readSpecFile(line);
		expect(problems).toEqual([]);
		expect(cases).toHaveLength(1);
		expect(cases[0]?.program).toBe(code);
		expect(cases[0]?.expectations).toEqual([{ kind, line: 1, codeLine: 1, name, text }]);
	});

	test('a column', () => {
		expect(readSpecFile('a b //~ MissingToken@3 text').cases[0]?.expectations).toEqual([
			{ kind: 'diagnostic', line: 1, codeLine: 1, name: 'MissingToken', column: 3, text: 'text' },
		]);
		expect(readSpecFile('1 / 0 //~! *@3').cases[0]?.expectations).toEqual([
			{ kind: 'error', line: 1, codeLine: 1, name: '*', column: 3, text: '' },
		]);
	});

	const plain = ['"http://=x"', 'a //- b', 'x ///= 3', '1 //comment', 'x //==1', '//! docs'];
	test.each(plain)('no mark: %s', (line) => {
		expect(readSpecFile(`${line}\n1 //= 1`).cases[0]?.expectations).toHaveLength(1);
		expect(readSpecFile(`${line}\n1 //= 1`).cases[0]?.program).toBe(`${line}\n1`);
	});

	test('several on one line', () => {
		const { cases } = readSpecFile('print(1); print("b c"); //> 1  //> b c //= ()');
		expect(cases[0]?.expectations.map(({ kind, text }) => [kind, text])).toEqual([
			['print', '1'],
			['print', 'b c'],
			['value', '()'],
		]);
	});

	test('a mark alone belongs to the code above', () => {
		const { cases } = readSpecFile('// note\nf(1);\n\n// more\n    //> one\n    //= 2\n3; //= 3');
		expect(cases[0]?.program).toBe('// note\nf(1);\n\n// more\n\n\n3;');
		expect(cases[0]?.expectations.map(({ line, codeLine }) => [line, codeLine])).toEqual([
			[5, 2],
			[6, 2],
			[7, 7],
		]);
	});
});

describe('cases', () => {
	test('lines stay those of the file', () => {
		const { cases, problems } = readSpecFile(
			'//# name: first\n1; //= 1\n//---\n\n//# name: second\n//# limits: operations=9\n2; //= 2\n\n//---\n',
		);
		expect(problems).toEqual([]);
		expect(cases.map(({ name, line, program }) => [name, line, program])).toEqual([
			['first', 1, '\n1;'],
			['second', 5, '\n\n\n\n\n\n2;'],
		]);
		expect(cases[1]?.expectations[0]?.line).toBe(7);
		expect(cases[1]?.headers.get('limits')).toEqual(['operations=9']);
	});

	test('a case without a name is called by its line', () => {
		expect(readSpecFile('\n\n1 //= 1').cases[0]?.name).toBe('line 3');
	});

	test('repeated headers', () => {
		const { cases } = readSpecFile('//# debug: a\n//# debug: b: c\n1 //= 1');
		expect(cases[0]?.headers.get('debug')).toEqual(['a', 'b: c']);
	});

	test('a comment before the first separator is no case', () => {
		expect(readSpecFile('// About this file.\n//---\n1 //= 1')).toMatchObject({ cases: [{ line: 3 }], problems: [] });
	});
});

test('each marked line as a case', () => {
	const { cases, problems } = readSpecFile(
		'//# name: t\n//# each: line\nlet a = 1;\na + 1 //= 2\na /  //~ UnexpectedEOF\na + 2\n    //= 3\nfn f() {}',
	);
	expect(problems).toEqual([]);
	expect(cases.map(({ name, line, program, expectations }) => [name, line, program, expectations.length])).toEqual([
		['t: a + 1', 4, '\n\nlet a = 1;\na + 1\n\n\n\nfn f() {}', 1],
		['t: a /', 5, '\n\nlet a = 1;\n\na /\n\n\nfn f() {}', 1],
		['t: a + 2', 6, '\n\nlet a = 1;\n\n\na + 2\n\nfn f() {}', 1],
	]);
});

describe('problems', () => {
	const table: [text: string, line: number, message: string][] = [
		['1;\n//---\n2 //= 2', 1, 'this case expects nothing'],
		['1 //= 1\n//# name: late', 2, 'a header must stand before the code of its case'],
		['1 //=', 1, 'the mark //= expects nothing'],
		['1 //~ X@y', 1, 'no column: y'],
		['1;\n2 //~', 2, 'the mark //~ expects nothing'],
	];
	test.each(table)('%j', (text, line, message) => {
		expect(readSpecFile(text).problems).toContainEqual({ line, message });
	});

	test('an empty file', () => {
		expect(readSpecFile('')).toEqual({ cases: [], problems: [] });
	});
});
