/** The instruction loop switches over literal numbers; this keeps them in step with the opcode table. */

import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { OPCODES } from '../compiler/opcodes.ts';
import { RUN_OPCODES } from './instructions.ts';

const loop = readFileSync(new URL('./interpreter.ts', import.meta.url), 'utf8');
const cases = [...loop.matchAll(/case (\d+):\s*(?:\{\s*)?\/\/ ([A-Z]+)\n/g)].map(([, number, name]) => ({
	number: Number(number),
	name: name as string,
}));

describe('the instruction loop', () => {
	test.each(cases)('case $number is $name', ({ number, name }) => {
		expect(RUN_OPCODES[number]).toBe(name);
	});

	test('has a case for every instruction', () => {
		const handled = new Set(cases.map(({ name }) => name));
		expect(RUN_OPCODES.filter((name) => !handled.has(name))).toEqual([]);
	});

	test('has no instruction that does not fit beside a cost', () => {
		expect(OPCODES.length).toBeLessThan(256);
	});
});
