/** Types of keys that every configuration has: text, numbers, words, lists. */

import { nearest } from '../../../lang/diagnostics/spelling.ts';
import type { TextResult } from '../../../stdlib/mail/text-result.ts';
import type { Reading, ValueType } from '../nodes.ts';
import { isList, type Plain, quoted } from '../plain.ts';

/** Texts of keys are names and paths; more is a mistake, and messages would have to print it. */
const MAX_TEXT = 4096;

export const boolean: ValueType<boolean> = {
	name: 'bool',
	expected: '`true` or `false`',
	read: (value, at) => {
		if (typeof value === 'boolean') return value;
		const quoted = value === 'true' || value === 'false';
		return at.mismatch(boolean.expected, value, quoted ? 'write it without quotes' : undefined);
	},
	show: (value) => value,
};

/** What is wrong with a text, or `undefined`. */
type TextProblem = (text: string) => { readonly message: string; readonly help?: string } | undefined;

/**
 * A text that is not empty.
 * @param name in the reference
 */
export function text(name: string, expected: string, problem: TextProblem = () => undefined): ValueType<string> {
	return {
		name,
		expected,
		read: (value, at) => {
			if (typeof value !== 'string' || value === '') return at.mismatch(expected, value);
			if (value.length > MAX_TEXT) return at.wrong(`the text is longer than ${MAX_TEXT} characters`);
			if (value.includes('\0')) return at.wrong('the text contains the character U+0000');
			const found = problem(value);
			return found === undefined ? value : at.wrong(found.message, found.help);
		},
		show: (value) => value,
	};
}

/** A text that a reader of `stdlib/mail` takes. */
export function parsedText<T>(
	type: Pick<ValueType<T>, 'name' | 'expected' | 'show'>,
	parse: (text: string) => TextResult<T>,
): ValueType<T> {
	return {
		...type,
		read: (value, at) => {
			if (typeof value !== 'string') return at.mismatch(type.expected, value);
			const result = parse(value);
			return result.ok ? result.value : at.wrong(`${quoted(value)}: ${result.message}`, result.help);
		},
	};
}

export const path: ValueType<string> = text('path', 'the path of a file or folder');

interface IntegerOptions {
	readonly min: number;
	readonly max?: number;
	/** In place of the usual message, when the value is below the minimum. */
	readonly tooSmall?: string;
}

export function integer({ min, max = Number.MAX_SAFE_INTEGER, tooSmall }: IntegerOptions): ValueType<number> {
	const range = max === Number.MAX_SAFE_INTEGER ? `a whole number from ${min}` : `a whole number from ${min} to ${max}`;
	return {
		name: 'int',
		expected: range,
		read: (value, at) => {
			if (typeof value !== 'bigint') {
				const quoted = typeof value === 'string' && /^-?\d+$/.test(value);
				return at.mismatch(range, value, quoted ? 'write it without quotes' : undefined);
			}
			if (value < min && tooSmall !== undefined) return at.wrong(tooSmall);
			return value < min || value > max ? at.mismatch(range, value) : Number(value);
		},
		show: (value) => value,
	};
}

/** One of a few words. @param hints what to say about words that are not among them */
export function word<const W extends string>(
	words: readonly W[],
	hints: ReadonlyMap<string, string> = new Map(),
): ValueType<W> {
	const list = words.map((one) => `"${one}"`);
	const expected = list.length === 1 ? (list[0] as string) : `${list.slice(0, -1).join(', ')} or ${list.at(-1)}`;
	return {
		name: words.map((one) => `\`"${one}"\``).join(', '),
		expected,
		read: (value, at) => {
			const known = words.find((one) => one === value);
			if (known !== undefined) return known;
			const near = typeof value === 'string' ? (hints.get(value) ?? hintFor(value, words)) : undefined;
			return at.mismatch(expected, value, near);
		},
		show: (value) => value,
	};
}

export function hintFor(found: string, words: readonly string[]): string | undefined {
	const near = nearest(found, words);
	return near === undefined ? undefined : `did you mean "${near}"?`;
}

export function list<T>(type: ValueType<T>): ValueType<readonly T[]> {
	const expected = `an array, each item ${type.expected}`;
	return {
		name: `array of ${type.name}`,
		expected,
		read: (value, at) =>
			isList(value) ? readItems(value, type, at) : at.mismatch(expected, value, bracketHint(value)),
		show: (items) => items.map((item) => type.show(item)),
	};
}

/** A list, or a single item without brackets. */
export function oneOrMore<T>(type: ValueType<T>): ValueType<readonly T[]> {
	return {
		name: `${type.name}, or array of them`,
		expected: `${type.expected}, or an array of them`,
		read: (value, at) => {
			if (isList(value)) return readItems(value, type, at);
			const item = type.read(value, at);
			return item === undefined ? undefined : [item];
		},
		show: (items) => items.map((item) => type.show(item)),
	};
}

function bracketHint(value: Plain): string | undefined {
	return typeof value === 'string' ? `put it into brackets: [${JSON.stringify(value)}]` : undefined;
}

/** All items are read, so that all that are wrong are reported. */
function readItems<T>(values: readonly Plain[], type: ValueType<T>, at: Reading): readonly T[] | undefined {
	const items = values.map((value, index) => type.read(value, at.part(index)));
	return items.every((item) => item !== undefined) ? (items as T[]) : undefined;
}

/** A fixed word, or what another type takes; the word stays as it is. */
export function wordOr<const W extends string, T>(literal: W, type: ValueType<T>): ValueType<T | W> {
	const expected = `${type.expected}, or "${literal}"`;
	return {
		name: `${type.name}, or \`"${literal}"\``,
		expected,
		read: (value, at) => {
			if (value === literal) return literal;
			const near = typeof value === 'string' ? hintFor(value, [literal]) : undefined;
			return near === undefined ? type.read(value, at) : at.mismatch(expected, value, near);
		},
		show: (value) => (value === literal ? literal : type.show(value as T)),
	};
}
