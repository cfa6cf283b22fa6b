/** Values to text and numbers, and text to numbers (language spec 11.2). */

import { declare, type FunctionDeclaration, type NativeCall, plain } from '../../lang/modules/native-module.ts';
import { debugText, display, floatDisplay } from '../../lang/values/display.ts';
import { Float } from '../../lang/values/float.ts';
import { I64_MAX, I64_MIN, type IntValue, normalizeInt } from '../../lang/values/int.ts';
import { trimWhiteSpace } from '../../lang/values/text.ts';
import type { Value } from '../../lang/values/value.ts';
import { arithmeticError } from '../../lang/vm/errors.ts';
import { saturate } from './positions.ts';

const TWO_TO_63 = 2 ** 63;

/** Digits of the i64 minimum in base 2; no number with more digits that count fits. */
const MOST_DIGITS = 64;

/** Longest piece of the script's own text that a message repeats. */
const QUOTED = 100;

/** Digits in two's complement. */
function inRadix(value: IntValue, radix: number): string {
	if (typeof value === 'number' && value >= 0) return value.toString(radix);
	return BigInt.asUintN(64, BigInt(value)).toString(radix);
}

function toInt(x: number): IntValue {
	if (Number.isNaN(x)) return 0;
	if (x > TWO_TO_63 || x < -TWO_TO_63) throw arithmeticError(`Integer overflow: to_int(${floatDisplay(x)})`);
	if (x === TWO_TO_63) return I64_MAX;
	const whole = Math.trunc(x);
	// Adding 0 turns −0 into 0.
	return Number.isSafeInteger(whole) ? whole + 0 : normalizeInt(BigInt(whole));
}

function quoted(text: string): string {
	return text.length > QUOTED ? `'${text.slice(0, QUOTED)}…'` : `'${text}'`;
}

function badInt(text: string, reason: string): Error {
	return arithmeticError(`Error parsing integer number ${quoted(text)}: ${reason}`);
}

/** Value of one digit, 36 or more for anything else. */
function digitValue(code: number): number {
	if (code >= 0x30 && code <= 0x39) return code - 0x30;
	const letter = code | 0x20;
	return letter >= 0x61 && letter <= 0x7a ? letter - 0x61 + 10 : 36;
}

/** Digits that give a safe integer in any radix. */
const EXACT_DIGITS = 10;

function parseInteger(text: string, radixValue: IntValue): IntValue {
	const radix = saturate(radixValue);
	if (radix < 2 || radix > 36) throw arithmeticError(`Invalid radix: '${radixValue}'`);
	const trimmed = trimWhiteSpace(text);
	const negative = trimmed.startsWith('-');
	let at = negative || trimmed.startsWith('+') ? 1 : 0;
	if (at === trimmed.length) throw badInt(text, 'there are no digits');
	for (let look = at; look < trimmed.length; look++) {
		if (digitValue(trimmed.charCodeAt(look)) >= radix) throw badInt(text, 'a character is no digit');
	}
	while (at < trimmed.length - 1 && trimmed[at] === '0') at++;
	if (trimmed.length - at > MOST_DIGITS) throw badInt(text, 'the number does not fit into 64 bits');
	if (trimmed.length - at <= EXACT_DIGITS) {
		let small = 0;
		for (; at < trimmed.length; at++) small = small * radix + digitValue(trimmed.charCodeAt(at));
		// Never −0.
		return negative ? 0 - small : small;
	}
	let value = 0n;
	for (; at < trimmed.length; at++) value = value * BigInt(radix) + BigInt(digitValue(trimmed.charCodeAt(at)));
	if (negative) value = -value;
	if (value < I64_MIN || value > I64_MAX) throw badInt(text, 'the number does not fit into 64 bits');
	return normalizeInt(value);
}

// Written so that a failing match never tries the same digits twice.
const DECIMAL = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?$/;
const SPECIAL = /^([+-]?)(?:(inf|infinity)|nan)$/i;

function parseFloatText(text: string): Float {
	const trimmed = trimWhiteSpace(text);
	if (DECIMAL.test(trimmed)) return new Float(Number(trimmed));
	const special = SPECIAL.exec(trimmed);
	if (special === null) throw arithmeticError(`Error parsing floating-point number ${quoted(text)}: it is no number`);
	if (special[2] === undefined) return new Float(Number.NaN);
	return new Float(special[1] === '-' ? -Infinity : Infinity);
}

function radixFunction(name: string, radix: number, adjective: string, example: string): FunctionDeclaration {
	return declare(
		name,
		{
			doc: `The ${adjective} digits of an int, in lower case and without a prefix. Negative numbers appear in two's complement with 64 bits.`,
			example,
		},
		plain(['value: int'], 'string', (_call: NativeCall, value): Value => inRadix(value, radix)),
	);
}

export const CONVERSION_FUNCTIONS: readonly FunctionDeclaration[] = [
	declare(
		'to_string',
		{
			doc: 'The display form of any value, as `print` shows it. Text is itself, `()` is empty, containers show their contents in the debug form.',
			example: 'to_string(42) ⇒ "42"\n[1, "a"].to_string() ⇒ "[1, \\"a\\"]"\n().to_string() ⇒ ""',
		},
		plain(['value: any'], 'string', (_call, value) => display(value)),
	),
	declare(
		'to_debug',
		{
			doc: 'The debug form of any value: text in quotes, `()` visible.',
			example: '"a".to_debug() ⇒ "\\"a\\""\nto_debug(()) ⇒ "()"',
		},
		plain(['value: any'], 'string', (_call, value) => debugText(value)),
	),
	radixFunction('to_hex', 16, 'hexadecimal', 'to_hex(255) ⇒ "ff"\nto_hex(-1) ⇒ "ffffffffffffffff"'),
	radixFunction('to_octal', 8, 'octal', 'to_octal(8) ⇒ "10"'),
	radixFunction('to_binary', 2, 'binary', 'to_binary(10) ⇒ "1010"'),
	declare(
		'to_int',
		{
			doc: 'The int in a number or char. Floats lose their fraction; one that does not fit into 64 bits raises ErrorArithmetic, and one that is not a number gives 0. A char gives its code point.',
			example: "to_int(-3.9) ⇒ -3\n'A'.to_int() ⇒ 65",
		},
		plain(['value: int'], 'int', (_call, value) => value),
		plain(['value: float'], 'int', (_call, value) => toInt(value.value)),
		plain(['value: char'], 'int', (_call, value) => value.code),
	),
	declare(
		'to_float',
		{
			doc: 'A number as a float. Ints beyond 53 bits are rounded to the nearest float.',
			example: 'to_float(3) ⇒ 3.0',
		},
		plain(['value: int'], 'float', (_call, value) => new Float(Number(value))),
		plain(['value: float'], 'float', (_call, value) => value),
	),
	declare(
		'parse_int',
		{
			doc: 'Reads an int from text, in base 10 or the base given (2 to 36). White space around it and a sign are fine; underscores and prefixes such as `0x` are not. Anything else, or a number beyond 64 bits, raises ErrorArithmetic.',
			example: 'parse_int(" 42 ") ⇒ 42\nparse_int("-7f", 16) ⇒ -127',
		},
		plain(['text: string'], 'int', (_call, text) => parseInteger(text, 10)),
		plain(['text: string', 'radix: int'], 'int', (_call, text, radix) => parseInteger(text, radix)),
	),
	declare(
		'parse_float',
		{
			doc: 'Reads a float from text such as `1.5`, `.5`, `5.`, `2e-3`, `inf` or `nan`. White space around it and a sign are fine, underscores and prefixes are not. Anything else raises ErrorArithmetic.',
			example: 'parse_float("2e-3") ⇒ 0.002\nparse_float(" -.5 ") ⇒ -0.5',
		},
		plain(['text: string'], 'float', (_call, text) => parseFloatText(text)),
	),
];
