import { describe, expect, test } from 'vitest';
import { SourceFile } from './source-file.ts';

describe('positions', () => {
	const text = 'ab\n\nc😀d\r\n\tx';
	const cases: [offset: number, line: number, column: number][] = [
		[0, 1, 1],
		[2, 1, 3],
		[3, 2, 1],
		[4, 3, 1],
		[5, 3, 2],
		[7, 3, 3],
		[8, 3, 4],
		[11, 4, 2],
		[12, 4, 3],
		[99, 4, 3],
		[-5, 1, 1],
	];
	for (const [offset, line, column] of cases) {
		test(`offset ${offset} is ${line}:${column}`, () => {
			expect(new SourceFile('', text).positionAt(offset)).toEqual({ line, column });
		});
	}

	test('columns of a long line count scalar values, wherever they are asked for', () => {
		const source = new SourceFile('', `x\n${'😀é'.repeat(3000)}end`);
		for (const scalars of [0, 1, 511, 1023, 1024, 1025, 4000, 6000]) {
			const offset = 2 + Math.floor(scalars / 2) * 3 + (scalars % 2) * 2;
			expect(source.positionAt(offset)).toEqual({ line: 2, column: scalars + 1 });
			expect(source.offsetAt({ line: 2, column: scalars + 1 })).toBe(offset);
		}
	});

	test('lines are cut at line feeds only, and lose a carriage return before one', () => {
		const source = new SourceFile('', 'a\rb\r\nc');
		expect(source.lineCount).toBe(2);
		expect(source.lineText(1)).toBe('a\rb');
		expect(source.lineText(2)).toBe('c');
	});
});
