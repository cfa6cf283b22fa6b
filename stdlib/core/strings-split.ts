/** Strings: taking them apart (language spec 11.6). */

import { declare, type FunctionDeclaration, type NativeCall, plain } from '../../lang/modules/native-module.ts';
import { type Char, charOf } from '../../lang/values/char.ts';
import { ArrayValue, BlobValue } from '../../lang/values/container.ts';
import type { IntValue } from '../../lang/values/int.ts';
import { charCount, codePoints, isWhiteSpace, utf16Index } from '../../lang/values/text.ts';
import { encodeUtf8 } from '../../lang/values/utf8.ts';
import type { Value } from '../../lang/values/value.ts';
import { occurrences, occurrencesReversed } from './occurrences.ts';
import { saturate, startAt } from './positions.ts';
import { checkBytes, checkItems } from './sizes.ts';
import { needleOverloads } from './strings.ts';

function splitWhiteSpace(call: NativeCall, text: string): Value {
	if (text === '') return new ArrayValue(['']);
	const parts: string[] = [];
	let start = -1;
	// White space is never a surrogate, so units will do.
	for (let at = 0; at <= text.length; at++) {
		const gap = at === text.length || isWhiteSpace(text.charCodeAt(at));
		if (!gap) {
			if (start < 0) start = at;
		} else if (start >= 0) {
			checkItems(call, parts.length + 1);
			parts.push(text.slice(start, at));
			start = -1;
		}
	}
	return new ArrayValue(parts);
}

/** Units of a text that JavaScript may split by its own means. */
const SHORT = 4096;

function split(call: NativeCall, text: string, separator: string, most?: IntValue): Value {
	const limit = most === undefined ? Number.MAX_SAFE_INTEGER : saturate(most);
	if (text === '' || limit <= 1) return new ArrayValue([text]);
	if (most === undefined && text.length <= SHORT && separator !== '') {
		const found: string[] = [];
		let from = 0;
		for (let at = text.indexOf(separator); at >= 0; at = text.indexOf(separator, from)) {
			found.push(text.slice(from, at));
			from = at + separator.length;
		}
		found.push(text.slice(from));
		if (found.length > 1) checkItems(call, found.length);
		return new ArrayValue(found);
	}
	const parts: string[] = [];
	let last = 0;
	for (const at of occurrences(text, separator)) {
		if (parts.length === limit - 1) break;
		checkItems(call, parts.length + 2);
		parts.push(text.slice(last, at));
		last = at + separator.length;
	}
	parts.push(text.slice(last));
	return new ArrayValue(parts);
}

function splitReversed(call: NativeCall, text: string, separator: string, most?: IntValue): Value {
	const limit = most === undefined ? Number.MAX_SAFE_INTEGER : saturate(most);
	if (text === '' || limit <= 1) return new ArrayValue([text]);
	const parts: string[] = [];
	let end = text.length;
	for (const at of occurrencesReversed(text, separator)) {
		if (parts.length === limit - 1) break;
		checkItems(call, parts.length + 2);
		parts.push(text.slice(at + separator.length, end));
		end = at;
	}
	parts.push(text.slice(0, end));
	return new ArrayValue(parts);
}

function splitAt(_call: NativeCall, text: string, position: IntValue): Value {
	// Position 0 keeps everything in the first part; so does one past the end.
	if (position === 0) return new ArrayValue([text, '']);
	const at = utf16Index(text, startAt(charCount(text), position));
	return new ArrayValue([text.slice(0, at), text.slice(at)]);
}

function toChars(call: NativeCall, text: string): Value {
	checkItems(call, charCount(text));
	const chars: Char[] = [];
	for (const code of codePoints(text)) chars.push(charOf(code));
	return new ArrayValue(chars);
}

export const STRING_SPLIT_FUNCTIONS: readonly FunctionDeclaration[] = [
	declare(
		'split',
		{
			doc: 'The parts of a string as an array: between runs of white space, between the occurrences of a separator, or before and after a position. With a number, at most so many parts, the last with everything left. Between separators parts may be empty, between white space never; the empty separator gives the characters with an empty string at each end. A negative position counts from the end, and position 0 puts everything into the first part.',
			example:
				'"a--b".split("-") ⇒ ["a", "", "b"]\n" a  b ".split() ⇒ ["a", "b"]\n"x,y,z".split(\',\', 2) ⇒ ["x", "y,z"]\n"abcd".split(-1) ⇒ ["abc", "d"]',
		},
		plain(['text: string'], 'array', splitWhiteSpace),
		...needleOverloads('separator', [], 'array', split),
		...needleOverloads('separator', ['parts: int'], 'array', split),
		plain(['text: string', 'index: int'], 'array', splitAt),
	),
	declare(
		'split_rev',
		{
			doc: 'The parts of a string between the occurrences of a separator, from the right end to the left. With a number, at most so many parts, the last with everything left.',
			example: '"x,y,z".split_rev(",") ⇒ ["z", "y", "x"]\n"x,y,z".split_rev(",", 2) ⇒ ["z", "x,y"]',
		},
		...needleOverloads('separator', [], 'array', splitReversed),
		...needleOverloads('separator', ['parts: int'], 'array', splitReversed),
	),
	declare(
		'to_chars',
		{ doc: 'The characters of a string as an array.', example: '"abc".to_chars() ⇒ [a, b, c]' },
		plain(['text: string'], 'array', toChars),
	),
	declare(
		'to_blob',
		{ doc: 'The bytes of a string in UTF-8.', example: '"aé".to_blob() ⇒ [61c3a9]' },
		plain(['text: string'], 'blob', (call, text) => {
			checkBytes(call, text.length);
			return new BlobValue(encodeUtf8(text));
		}),
	),
];
