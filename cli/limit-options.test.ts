import { Command } from 'commander';
import { describe, expect, it } from 'vitest';
import { addLimitOptions, duration, limitsFrom, wholeNumber } from './limit-options.ts';

describe('duration', () => {
	it.each([
		['5', 5000],
		['2.5s', 2500],
		['500ms', 500],
		['1m', 60_000],
		['0', 0],
		['0.0001', 1],
	])('%s is %d ms', (text, milliseconds) => {
		expect(duration(text)).toBe(milliseconds);
	});

	it.each(['', '-1', '5 s', '1h', '1e3', 'soon', '99999999999999999999'])('%j is refused', (text) => {
		expect(() => duration(text)).toThrow('expected');
	});
});

describe('wholeNumber', () => {
	it.each([
		['0', 0],
		['42', 42],
		['1_000_000', 1_000_000],
	])('%s', (text, value) => {
		expect(wholeNumber(text)).toBe(value);
	});

	it.each(['', '-1', '1.5', '0x10', '_1', '9007199254740993'])('%j is refused', (text) => {
		expect(() => wholeNumber(text)).toThrow('expected');
	});
});

describe('limitsFrom', () => {
	const parsed = (...args: string[]) => {
		const command = addLimitOptions(new Command().exitOverride(), {});
		return command.parse(args, { from: 'user' }).opts();
	};

	it('takes only what was given', () => {
		expect(limitsFrom(parsed('--max-ops', '5', '--max-function-expr-depth', '9'), {})).toEqual({
			operations: 5,
			functionExpressionDepth: 9,
		});
	});

	it('puts it over the defaults', () => {
		expect(limitsFrom(parsed('--timeout', '2'), { operations: 7, wallTime: 100 })).toEqual({
			operations: 7,
			wallTime: 2000,
		});
	});

	it('knows that there is always a call level', () => {
		const command = addLimitOptions(new Command(), {})
			.exitOverride()
			.configureOutput({ writeErr: () => {} });
		expect(() => command.parse(['--max-call-levels', '0'], { from: 'user' })).toThrow('A number from 1');
	});
});
