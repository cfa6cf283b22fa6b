/**
 * Durations as people write them in the configuration and in services: `200ms`, `5m`, `1h 30m`, `2days`.
 *
 * A duration is a number of milliseconds, with a fraction below one. Counting is exact to the nanosecond. A number
 * without a unit is an error: nobody can know whether it meant seconds or milliseconds.
 */

import { nearest } from '../../lang/diagnostics/spelling.ts';
import { notRead, type TextResult } from './text-result.ts';

const MICROSECOND = 1_000n;
const MILLISECOND = 1_000_000n;
const SECOND = 1_000n * MILLISECOND;

/** Unit words by their length in nanoseconds. A month is 30.44 days, a year 365.25 days. */
const UNITS: readonly (readonly [nanoseconds: bigint, ...words: readonly string[]])[] = [
	[1n, 'ns', 'nsec', 'nanosecond', 'nanoseconds', 'nanos'],
	[MICROSECOND, 'us', 'µs', 'usec', 'microsecond', 'microseconds', 'micros'],
	[MILLISECOND, 'ms', 'msec', 'millisecond', 'milliseconds', 'millis'],
	[SECOND, 's', 'sec', 'secs', 'second', 'seconds'],
	[60n * SECOND, 'm', 'min', 'mins', 'minute', 'minutes'],
	[3_600n * SECOND, 'h', 'hr', 'hrs', 'hour', 'hours'],
	[86_400n * SECOND, 'd', 'day', 'days'],
	[604_800n * SECOND, 'w', 'wk', 'wks', 'week', 'weeks'],
	[2_630_016n * SECOND, 'M', 'month', 'months'],
	[31_557_600n * SECOND, 'y', 'yr', 'yrs', 'year', 'years'],
];

const BY_WORD: ReadonlyMap<string, bigint> = new Map(
	UNITS.flatMap(([length, ...words]) => words.map((word) => [word, length] as const)),
);

/** What `formatDuration` writes, longest first; a count of one drops the plural. */
const WRITTEN: readonly (readonly [nanoseconds: bigint, one: string, many: string])[] = [
	[31_557_600n * SECOND, 'year', 'years'],
	[2_630_016n * SECOND, 'month', 'months'],
	[86_400n * SECOND, 'day', 'days'],
	[3_600n * SECOND, 'h', 'h'],
	[60n * SECOND, 'm', 'm'],
	[SECOND, 's', 's'],
	[MILLISECOND, 'ms', 'ms'],
	[MICROSECOND, 'us', 'us'],
	[1n, 'ns', 'ns'],
];

/** The longest text that is looked at. */
const MAX_TEXT = 200;

/** Milliseconds beyond this are not exact as a number (285,000 years). */
const MAX_NANOSECONDS = BigInt(Number.MAX_SAFE_INTEGER) * MILLISECOND;

const BLANK = /\s*/y;
const DIGITS = /[0-9]*/y;
const WORD = /[\p{L}]*/uy;

function match(pattern: RegExp, text: string, at: number): string {
	pattern.lastIndex = at;
	return pattern.exec(text)?.[0] ?? '';
}

function unknownUnit(word: string): TextResult<number> {
	const near = nearest(word, BY_WORD.keys());
	const units = 'the units are ns, us, ms, s, m (minutes), h, d, w, M (months) and y';
	return notRead(`\`${word}\` is no unit of time`, near === undefined ? units : `did you mean \`${near}\`? ${units}`);
}

/**
 * Reads a duration: one or more numbers with units, with or without blanks between them.
 * @returns its milliseconds, or what is wrong with it
 */
export function parseDuration(text: string): TextResult<number> {
	if (text.length > MAX_TEXT) return notRead('the text is too long for a duration');
	let total = 0n;
	let at = match(BLANK, text, 0).length;
	if (at === text.length) return notRead('the duration is empty', 'for example "5m" or "1h 30m"');
	while (at < text.length) {
		const digits = match(DIGITS, text, at);
		const found = String.fromCodePoint(text.codePointAt(at + digits.length) ?? 0x20);
		if (digits === '') return notRead(`a number was expected at \`${text.slice(at, at + 20)}\``, helpFor(found));
		at += digits.length;
		at += match(BLANK, text, at).length;
		const word = match(WORD, text, at);
		if (word === '' && '.,'.includes(found)) return notRead('a duration has no fractions', helpFor(found));
		if (word === '')
			return notRead(
				`the number ${digits} has no unit`,
				`write "${digits}s" for seconds, "${digits}ms" for milliseconds`,
			);
		const length = BY_WORD.get(word);
		if (length === undefined) return unknownUnit(word);
		total += BigInt(digits) * length;
		if (total > MAX_NANOSECONDS) return notRead('the duration is too long');
		at += word.length;
		at += match(BLANK, text, at).length;
	}
	return { ok: true, value: Number(total / MILLISECOND) + Number(total % MILLISECOND) / 1e6 };
}

function helpFor(found: string): string | undefined {
	if (found === '-') return 'a duration cannot be negative';
	return '.,'.includes(found) ? 'use a smaller unit, "1500ms" instead of "1.5s"' : undefined;
}

/**
 * A duration as text that `parseDuration` reads back, e.g. `5m`, `1h 30m`, `2days`.
 * @param milliseconds not negative
 */
export function formatDuration(milliseconds: number): string {
	const whole = Math.floor(milliseconds);
	let rest = BigInt(whole) * MILLISECOND + BigInt(Math.round((milliseconds - whole) * 1e6));
	const parts: string[] = [];
	for (const [length, one, many] of WRITTEN) {
		const count = rest / length;
		rest %= length;
		if (count > 0n) parts.push(`${count}${count === 1n ? one : many}`);
	}
	return parts.length === 0 ? '0s' : parts.join(' ');
}
