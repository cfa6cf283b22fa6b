import { setImmediate } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { Output } from './output.ts';

function recorder(): { writes: string[]; output: Output } {
	const writes: string[] = [];
	return { writes, output: new Output({ write: (text) => writes.push(text) }) };
}

describe('Output', () => {
	it('gathers what is written in one turn of the event loop', async () => {
		const { writes, output } = recorder();
		output.write('a');
		output.line('b');
		expect(writes).toEqual([]);
		await setImmediate();
		expect(writes).toEqual(['ab\n']);
		output.line('c');
		await setImmediate();
		expect(writes).toEqual(['ab\n', 'c\n']);
	});

	it('writes at once when told to, and only once', async () => {
		const { writes, output } = recorder();
		output.write('a');
		output.flush();
		output.flush();
		await setImmediate();
		expect(writes).toEqual(['a']);
	});

	it('does not gather without bound', () => {
		const { writes, output } = recorder();
		for (let count = 0; count < 1000; count++) output.write('x'.repeat(1000));
		expect(writes.length).toBeGreaterThan(10);
		output.flush();
		expect(writes.join('')).toBe('x'.repeat(1_000_000));
	});
});
