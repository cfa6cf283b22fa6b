/** Strings: what is in them, parts of them, and replacing (language spec 11.6). */

import {
	declare,
	type FunctionDeclaration,
	type NativeCall,
	type Overload,
	plain,
} from '../../lang/modules/native-module.ts';
import type { Char } from '../../lang/values/char.ts';
import type { IntValue } from '../../lang/values/int.ts';
import { charCount, charIndex, sliceChars, utf8Length, utf16Index } from '../../lang/values/text.ts';
import { findText } from '../../lang/values/text-search.ts';
import type { Value } from '../../lang/values/value.ts';
import { occurrences } from './occurrences.ts';
import { type Part, partOverloads, saturate, startAt, tailOverload } from './positions.ts';
import { checkText } from './sizes.ts';
import { needleOverloads, replaceText } from './strings.ts';

/** The receiver of part functions. */
const TEXT_RECEIVER = { param: 'text: string', length: charCount };

/** Pieces collected before they are joined: keeps millions of replacements from needing memory for each. */
const PIECES = 1 << 14;

function indexOf(_call: NativeCall, text: string, needle: string, start: IntValue = 0): number {
	const length = charCount(text);
	const from = startAt(length, start);
	// Past the end nothing is found, not even the empty text; and the empty string contains nothing at all.
	if (from === length) return -1;
	const at = findText(text, needle, utf16Index(text, from));
	return at < 0 ? -1 : charIndex(text, at);
}

function crop(call: NativeCall, text: string, part: Part): Value {
	return replaceText(call, text, sliceChars(text, part.from, part.to));
}

/** Units of a text in which JavaScript may search by its own means. */
const SHORT = 4096;

/** @throws ScriptError ErrorDataTooLarge before the result gets out of hand */
function replaceAll(call: NativeCall, text: string, find: string, replacement: string): string {
	if (text.length <= SHORT && find.length > 0 && replacement.length <= find.length) {
		let result = '';
		let from = 0;
		for (let at = text.indexOf(find); at >= 0; at = text.indexOf(find, from)) {
			result += text.slice(from, at) + replacement;
			from = at + find.length;
		}
		return from === 0 ? text : result + text.slice(from);
	}
	let units = text.length;
	let pieces: string[] = [];
	let done = '';
	let last = 0;
	for (const at of occurrences(text, find)) {
		units += replacement.length - find.length;
		if (replacement.length > find.length) checkText(call, units);
		pieces.push(text.slice(last, at));
		last = at + find.length;
		if (pieces.length === PIECES) {
			pieces.push('');
			done += pieces.join(replacement);
			pieces = [];
		}
	}
	pieces.push(text.slice(last));
	return done + pieces.join(replacement);
}

function replaceOverload(findType: string, withType: string): Overload {
	const words = (value: string | Char) => (typeof value === 'string' ? value : value.text);
	const run = (call: NativeCall, text: string, find: string | Char, replacement: string | Char) =>
		replaceText(call, text, replaceAll(call, text, words(find), words(replacement)));
	return plain(['text: string', `find: ${findType}`, `replacement: ${withType}`] as string[], '()', run as never);
}

function pad(call: NativeCall, text: string, length: IntValue, padding: string): Value {
	const missing = saturate(length) - charCount(text);
	const width = charCount(padding);
	if (missing <= 0 || width === 0) return undefined;
	checkText(call, text.length + missing);
	const rest = sliceChars(padding, 0, missing % width);
	const times = Math.floor(missing / width);
	checkText(call, text.length + times * padding.length + rest.length);
	if (call.limits.stringLength > 0) {
		call.checkStringLength(utf8Length(text) + times * utf8Length(padding) + utf8Length(rest));
	}
	return replaceText(call, text, text + padding.repeat(times) + rest);
}

export const STRING_SEARCH_FUNCTIONS: readonly FunctionDeclaration[] = [
	declare(
		'contains',
		{
			doc: 'Whether a string or char occurs in a string; the same as `in`.',
			example: '"mail".contains("ai") ⇒ true\n\'x\' in "mail" ⇒ false',
		},
		...needleOverloads('find', [], 'bool', (_call, text, find) => findText(text, find) >= 0),
	),
	declare(
		'starts_with',
		{ doc: 'Whether a string begins with a string or char.', example: '"mail".starts_with("ma") ⇒ true' },
		...needleOverloads('start', [], 'bool', (_call, text, start) => text.startsWith(start)),
	),
	declare(
		'ends_with',
		{ doc: 'Whether a string ends with a string or char.', example: '"mail".ends_with(\'m\') ⇒ false' },
		...needleOverloads('end', [], 'bool', (_call, text, end) => text.endsWith(end)),
	),
	declare(
		'index_of',
		{
			doc: 'The position of the first occurrence of a string or char, counted in characters, or −1. With a position the search starts there; a negative one counts from the end, and past the end nothing is found.',
			example: '"resume".index_of("e") ⇒ 1\n"resume".index_of("e", -2) ⇒ 5\n"abc".index_of(\'x\') ⇒ -1',
		},
		...needleOverloads('find', [], 'int', indexOf),
		...needleOverloads('find', ['start: int'], 'int', indexOf),
	),
	declare(
		'sub_string',
		{
			doc: 'A part of a string: from a position to the end, so many characters, or a range. A negative position counts from the end; what lies outside is left out.',
			example: '"resume".sub_string(-4, 3) ⇒ "sum"\n"abcdef".sub_string(4) ⇒ "ef"\n"abcdef".sub_string(1..=2) ⇒ "bc"',
		},
		tailOverload<string>(TEXT_RECEIVER, 'string', (_call, text, part) => sliceChars(text, part.from, part.to)),
		...partOverloads<string>(TEXT_RECEIVER, 'string', (_call, text, part) => sliceChars(text, part.from, part.to)),
	),
	declare(
		'crop',
		{
			effect: 'mutates',
			doc: 'Cuts a string variable down to a part, named as for `sub_string`. A position past the end leaves nothing.',
			example: 'let s = "abcdef"; s.crop(1, 3); s ⇒ "bcd"\nlet s = "abcdef"; s.crop(-2); s ⇒ "ef"',
		},
		tailOverload<string>(TEXT_RECEIVER, '()', crop),
		...partOverloads<string>(TEXT_RECEIVER, '()', crop),
	),
	declare(
		'remove',
		{
			effect: 'mutates',
			doc: 'Removes all occurrences of a string or char, as `-=` does.',
			example: 'let s = "banana"; s.remove("an"); s ⇒ "ba"',
		},
		...needleOverloads('find', [], '()', (call, text, find) =>
			replaceText(call, text, replaceAll(call, text, find, '')),
		),
	),
	declare(
		'replace',
		{
			effect: 'mutates',
			doc: 'Replaces all occurrences of a string or char by another. The string is changed in place and nothing is returned. The empty string occurs before each character and at the end.',
			example: 'let s = "a-b-c"; s.replace("-", "+"); s ⇒ "a+b+c"',
		},
		replaceOverload('string', 'string'),
		replaceOverload('string', 'char'),
		replaceOverload('char', 'string'),
		replaceOverload('char', 'char'),
	),
	declare(
		'pad',
		{
			effect: 'mutates',
			doc: 'Appends a char, or a string over and over, until the string has so many characters. A string that is long enough, or an empty padding, changes nothing; too large a number raises ErrorDataTooLarge.',
			example: 'let s = "a"; s.pad(4, \'.\'); s ⇒ "a..."\nlet s = "a"; s.pad(6, "xy"); s ⇒ "axyxyx"',
		},
		plain(['text: string', 'len: int', 'padding: char'], '()', (call, text, len, char) =>
			pad(call, text, len, char.text),
		),
		plain(['text: string', 'len: int', 'padding: string'], '()', pad),
	),
];
