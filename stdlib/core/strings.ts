/**
 * Strings: size, single characters, ends and case (language spec 11.6). Strings are values of JavaScript, so functions
 * that modify their receiver hand the new string to the caller.
 */

import {
	declare,
	type FunctionDeclaration,
	type NativeCall,
	type Overload,
	plain,
} from '../../lang/modules/native-module.ts';
import { type Char, charOf } from '../../lang/values/char.ts';
import { BlobValue } from '../../lang/values/container.ts';
import { display } from '../../lang/values/display.ts';
import type { IntValue } from '../../lang/values/int.ts';
import { untag } from '../../lang/values/tagged.ts';
import { charAtIndex, charCount, sliceChars, trimWhiteSpace, utf8Length, utf16Index } from '../../lang/values/text.ts';
import { widthAt } from '../../lang/values/text-index.ts';
import { decodeUtf8 } from '../../lang/values/utf8.ts';
import type { Value } from '../../lang/values/value.ts';
import { dataTooLarge } from '../../lang/vm/errors.ts';
import { saturate, strictIndex } from './positions.ts';
import { checkText } from './sizes.ts';

/** Gives a mutating function's receiver its new value. */
export function replaceText(call: NativeCall, before: string, after: string): undefined {
	if (after !== before) call.setReceiver(after);
	return undefined;
}

/**
 * The overloads of a function whose second parameter is a string or a char.
 * @param more further parameters
 */
export function needleOverloads<X extends Value[]>(
	name: string,
	more: readonly string[],
	returns: string,
	run: (call: NativeCall, text: string, needle: string, ...more: X) => Value,
): Overload[] {
	const withChar = (call: NativeCall, text: string, needle: Char, ...rest: X) => run(call, text, needle.text, ...rest);
	return [
		plain(['text: string', `${name}: string`, ...more] as string[], returns, run as never),
		plain(['text: string', `${name}: char`, ...more] as string[], returns, withChar as never),
	];
}

function get(_call: NativeCall, text: string, position: IntValue): Value {
	const index = strictIndex(charCount(text), position);
	return index === undefined ? undefined : charAtIndex(text, index);
}

function set(call: NativeCall, text: string, position: IntValue, char: Char): Value {
	const index = strictIndex(charCount(text), position);
	if (index === undefined) return undefined;
	const at = utf16Index(text, index);
	return replaceText(call, text, text.slice(0, at) + char.text + text.slice(at + widthAt(text, at)));
}

function append(call: NativeCall, text: string, value: Value): Value {
	const bare = untag(value);
	const more = bare instanceof BlobValue ? decodeUtf8(bare.view()) : display(bare);
	checkText(call, text.length + more.length);
	return replaceText(call, text, text + more);
}

function truncate(call: NativeCall, text: string, length: IntValue): Value {
	return replaceText(call, text, text.slice(0, utf16Index(text, saturate(length))));
}

function pop(call: NativeCall, text: string): Value {
	if (text === '') return undefined;
	const at = text.length - (text.length > 1 && widthAt(text, text.length - 2) === 2 ? 2 : 1);
	replaceText(call, text, text.slice(0, at));
	return charOf(text.codePointAt(at) as number);
}

function popMany(call: NativeCall, text: string, howMany: IntValue): Value {
	const length = charCount(text);
	const from = length - Math.min(Math.max(0, saturate(howMany)), length);
	replaceText(call, text, sliceChars(text, 0, from));
	return sliceChars(text, from, length);
}

type CaseMapping = (text: string) => string;

const upper: CaseMapping = (text) => text.toUpperCase();
const lower: CaseMapping = (text) => text.toLowerCase();

/** A char whose counterpart is more than one character stays as it is. */
function mapChar(char: Char, mapping: CaseMapping): Char {
	const mapped = mapping(char.text);
	const code = mapped.codePointAt(0) as number;
	return mapped.length === (code > 0xffff ? 2 : 1) ? charOf(code) : char;
}

/** One character can become three: long texts may outgrow what a string can be. */
function mapText(call: NativeCall, text: string, mapping: CaseMapping): string {
	let mapped: string;
	try {
		mapped = mapping(text);
	} catch (error) {
		throw error instanceof RangeError ? dataTooLarge('Length of string') : error;
	}
	checkText(call, mapped.length);
	return mapped;
}

function caseCopy(name: string, word: string, mapping: CaseMapping, example: string): FunctionDeclaration {
	return declare(
		name,
		{
			doc: `A copy of a string or char in ${word} case. A char whose counterpart would be several characters stays as it is.`,
			example,
		},
		plain(['text: string'], 'string', (call, text) => mapText(call, text, mapping)),
		plain(['char: char'], 'char', (_call, char) => mapChar(char, mapping)),
	);
}

function caseInPlace(name: string, word: string, mapping: CaseMapping, example: string): FunctionDeclaration {
	return declare(
		name,
		{ effect: 'mutates', doc: `Turns a string or char variable into ${word} case.`, example },
		plain(['text: string'], '()', (call, text) => replaceText(call, text, mapText(call, text, mapping))),
		plain(['char: char'], '()', (call, char) => {
			call.setReceiver(mapChar(char, mapping));
			return undefined;
		}),
	);
}

export const STRING_FUNCTIONS: readonly FunctionDeclaration[] = [
	declare(
		'len',
		{ property: true, doc: 'The number of characters of a string.', example: '"héllo".len ⇒ 5' },
		plain(['text: string'], 'int', (_call, text) => charCount(text)),
	),
	declare(
		'bytes',
		{ property: true, doc: 'The number of bytes of a string in UTF-8.', example: '"héllo".bytes ⇒ 6' },
		plain(['text: string'], 'int', (_call, text) => utf8Length(text)),
	),
	declare(
		'is_empty',
		{ property: true, doc: 'Whether a string has no characters.', example: '"".is_empty ⇒ true' },
		plain(['text: string'], 'bool', (_call, text) => text === ''),
	),
	declare(
		'get',
		{
			doc: 'One character of a string, or `()` if the index is out of range. A negative index counts from the end.',
			example: '"abc".get(-1) ⇒ c\n"abc".get(9) ⇒ ()',
		},
		plain(['text: string', 'index: int'], 'char?', get),
	),
	declare(
		'set',
		{
			effect: 'mutates',
			doc: 'Replaces one character of a string; does nothing if the index is out of range. A negative index counts from the end.',
			example: 'let s = "abc"; s.set(-1, \'x\'); s ⇒ "abx"',
		},
		plain(['text: string', 'index: int', 'char: char'], '()', set),
	),
	declare(
		'append',
		{
			effect: 'mutates',
			doc: 'Appends the display form of a value, as `+=` does. A blob is read as UTF-8, and `()` appends nothing.',
			example: 'let s = "a"; s.append(1.5); s ⇒ "a1.5"',
		},
		plain(['text: string', 'value: any'], '()', append),
	),
	declare(
		'clear',
		{ effect: 'mutates', doc: 'Empties a string.', example: 'let s = "abc"; s.clear(); s ⇒ ""' },
		plain(['text: string'], '()', (call, text) => replaceText(call, text, '')),
	),
	declare(
		'truncate',
		{
			effect: 'mutates',
			doc: 'Keeps the first characters of a string, so many at most. 0 or less clears it.',
			example: 'let s = "abcdef"; s.truncate(2); s ⇒ "ab"',
		},
		plain(['text: string', 'len: int'], '()', truncate),
	),
	declare(
		'trim',
		{
			effect: 'mutates',
			doc: 'Removes the white space at both ends of a string variable. The string is changed in place and nothing is returned.',
			example: 'let s = "  a b "; s.trim(); s ⇒ "a b"\nlet s = " a "; s.trim() ⇒ ()',
		},
		plain(['text: string'], '()', (call, text) => replaceText(call, text, trimWhiteSpace(text))),
	),
	declare(
		'pop',
		{
			effect: 'mutates',
			doc: 'Removes the last character and returns it, or `()` if there is none; with a number, removes so many at most and returns them as a string.',
			example: 'let s = "hello"; [s.pop(), s] ⇒ [o, "hell"]\nlet s = "hello"; [s.pop(3), s] ⇒ ["llo", "he"]',
		},
		plain(['text: string'], 'char?', pop),
		plain(['text: string', 'len: int'], 'string', popMany),
	),
	caseCopy('to_upper', 'upper', upper, '"abc".to_upper() ⇒ "ABC"\n\'ß\'.to_upper() ⇒ ß'),
	caseCopy('to_lower', 'lower', lower, '"ABC".to_lower() ⇒ "abc"'),
	caseInPlace('make_upper', 'upper', upper, 'let s = "abc"; s.make_upper(); s ⇒ "ABC"'),
	caseInPlace('make_lower', 'lower', lower, 'let s = "ABC"; s.make_lower(); s ⇒ "abc"'),
];
