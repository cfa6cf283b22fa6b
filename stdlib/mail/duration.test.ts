import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatDuration, parseDuration } from './duration.ts';

const S = 1000;
const DAY = 86_400 * S;

const GOOD: [text: string, milliseconds: number, written: string][] = [
	['0s', 0, '0s'],
	['1ns', 0.000001, '1ns'],
	['7us', 0.007, '7us'],
	['7µs', 0.007, '7us'],
	['200ms', 200, '200ms'],
	['5s', 5 * S, '5s'],
	['5m', 300 * S, '5m'],
	['1h 30m', 5400 * S, '1h 30m'],
	['1h30m', 5400 * S, '1h 30m'],
	['  1 h   30 m ', 5400 * S, '1h 30m'],
	['90m', 5400 * S, '1h 30m'],
	['1m 1m', 120 * S, '2m'],
	['2days', 2 * DAY, '2days'],
	['1d', DAY, '1day'],
	['1w', 7 * DAY, '7days'],
	['1M', 30.44 * DAY, '1month'],
	['2months', 60.88 * DAY, '2months'],
	['1y', 365.25 * DAY, '1year'],
	['3 years 2 months', 99_932_832_000, '3years 2months'],
	['1s 500ms 250us 125ns', 1500.250125, '1s 500ms 250us 125ns'],
	['9007199254740991ms', Number.MAX_SAFE_INTEGER, '285420years 11months 1day 12h 49m 24s 991ms'],
];

const WORDS = {
	1e-6: 'ns nsec nanosecond nanoseconds nanos',
	1e-3: 'us usec microsecond microseconds micros',
	1: 'ms msec millisecond milliseconds millis',
	[S]: 's sec secs second seconds',
	[60 * S]: 'm min mins minute minutes',
	[3600 * S]: 'h hr hrs hour hours',
	[DAY]: 'd day days',
	[7 * DAY]: 'w wk wks week weeks',
	[30.44 * DAY]: 'M month months',
	[365.25 * DAY]: 'y yr yrs year years',
};

const BAD: [text: string, message: string, help?: string][] = [
	['', 'the duration is empty'],
	['   ', 'the duration is empty'],
	['5', 'the number 5 has no unit', 'write "5s" for seconds'],
	['1h 30', 'the number 30 has no unit'],
	['5q', '`q` is no unit of time', 'the units are'],
	['5S', '`S` is no unit of time', 'did you mean `s`?'],
	['5 minuts', '`minuts` is no unit of time', 'did you mean `minute'],
	['1.5s', 'a duration has no fractions', '"1500ms" instead of "1.5s"'],
	['-5s', 'a number was expected at `-5s`', 'a duration cannot be negative'],
	['s', 'a number was expected at `s`'],
	['5s,', 'a number was expected at `,`'],
	['5s m', 'a number was expected at `m`'],
	['99999999999999y', 'the duration is too long'],
	['9007199254740992ms', 'the duration is too long'],
	['1s '.repeat(100), 'the text is too long for a duration'],
];

describe('durations', () => {
	test.each(GOOD)('%j is %d ms, written %j', (text, milliseconds, written) => {
		expect(parseDuration(text)).toEqual({ ok: true, value: milliseconds });
		expect(formatDuration(milliseconds)).toBe(written);
	});
	for (const [milliseconds, words] of Object.entries(WORDS)) {
		test.each(words.split(' '))(`1%s is ${milliseconds} ms`, (word) => {
			expect(parseDuration(`1${word}`)).toEqual({ ok: true, value: Number(milliseconds) });
		});
	}
	test.each(BAD)('%j: %s', (text, message, help = '') => {
		const result = parseDuration(text);
		expect(result).toMatchObject({ ok: false, message });
		expect(result.ok ? '' : (result.help ?? '')).toContain(help);
	});

	test('what is written is read back', () => {
		fc.assert(
			fc.property(fc.nat({ max: Number.MAX_SAFE_INTEGER }), (milliseconds) => {
				expect(parseDuration(formatDuration(milliseconds))).toEqual({ ok: true, value: milliseconds });
			}),
		);
	});
	test('to the nanosecond, up to a day', () => {
		fc.assert(
			fc.property(fc.nat({ max: DAY * 1e6 }), (nanoseconds) => {
				const milliseconds = nanoseconds / 1e6;
				expect(parseDuration(formatDuration(milliseconds))).toEqual({ ok: true, value: milliseconds });
			}),
		);
	});
	test('any text gives an answer', () => {
		const piece = fc.constantFrom('1', '0', '99', 's', 'm', 'ms', 'h', ' ', '.', '-', 'µ', 'day', 'é', '\u{1f600}');
		fc.assert(
			fc.property(fc.array(piece, { maxLength: 12 }), (parts) => {
				const result = parseDuration(parts.join(''));
				expect(result.ok ? result.value >= 0 : result.message !== '').toBe(true);
			}),
		);
	});
});
