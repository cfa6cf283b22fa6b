/**
 * Numbers (language spec 11.3). Nothing here turns an int into a float by itself but `max` and `min`: `sin(0)` finds no
 * function.
 */

import { declare, type FunctionDeclaration, plain } from '../../lang/modules/native-module.ts';
import { compareCodePoints } from '../../lang/values/container.ts';
import { Float } from '../../lang/values/float.ts';
import { I64_MIN, type IntValue, normalizeInt } from '../../lang/values/int.ts';
import { arithmeticError } from '../../lang/vm/errors.ts';

function isOdd(value: IntValue): boolean {
	return typeof value === 'number' ? value % 2 !== 0 : (value & 1n) === 1n;
}

function absolute(value: IntValue): IntValue {
	if (typeof value === 'number') return Math.abs(value);
	if (value === I64_MIN) throw arithmeticError(`Negation overflow: -${value}`);
	return normalizeInt(value < 0n ? -value : value);
}

function signOfFloat(x: number): number {
	if (Number.isNaN(x)) throw arithmeticError('Sign of NaN is undefined');
	return x > 0 ? 1 : x < 0 ? -1 : 0;
}

/** Half away from zero; JavaScript rounds half up. */
function roundHalfAway(x: number): number {
	const whole = Math.trunc(x);
	return Math.abs(x - whole) >= 0.5 ? whole + Math.sign(x) : whole;
}

// Not `Math.max`: an int may be a bigint.
function largerInt(a: IntValue, b: IntValue): IntValue {
	if (a > b) return a;
	return b;
}

function smallerInt(a: IntValue, b: IntValue): IntValue {
	if (b < a) return b;
	return a;
}

/** The larger of two numbers; NaN counts only when both are. */
function larger(x: number, y: number): Float {
	if (Number.isNaN(x)) return new Float(y);
	return new Float(Number.isNaN(y) ? x : Math.max(x, y));
}

function smaller(x: number, y: number): Float {
	if (Number.isNaN(x)) return new Float(y);
	return new Float(Number.isNaN(y) ? x : Math.min(x, y));
}

/** Beyond this size (or below its inverse) squares leave the range in which they are exact enough. */
const SQUARABLE = 2 ** 500;

/** Closer than `Math.hypot`, which rounds on the way: (3e200, 4e200) is 5e200. */
function hypotenuse(x: number, y: number): number {
	const size = Math.max(Math.abs(x), Math.abs(y));
	if (Math.abs(x) === Infinity || Math.abs(y) === Infinity) return Infinity;
	// Powers of two scale without rounding.
	const scale = size > SQUARABLE ? 2 ** -600 : size < 1 / SQUARABLE ? 2 ** 600 : 1;
	return Math.sqrt((x * scale) ** 2 + (y * scale) ** 2) / scale;
}

interface FloatFunction {
	readonly name: string;
	readonly run: (x: number) => number;
	readonly doc: string;
	readonly example: string;
	/** Also a property. */
	readonly property?: boolean;
}

const DEGREE = Math.PI / 180;

const FLOAT_FUNCTIONS: readonly FloatFunction[] = [
	{ name: 'sin', run: Math.sin, doc: 'The sine of an angle in radians.', example: 'sin(0.0) ⇒ 0.0' },
	{ name: 'cos', run: Math.cos, doc: 'The cosine of an angle in radians.', example: 'cos(0.0) ⇒ 1.0' },
	{ name: 'tan', run: Math.tan, doc: 'The tangent of an angle in radians.', example: 'tan(0.0) ⇒ 0.0' },
	{ name: 'asin', run: Math.asin, doc: 'The angle in radians that has this sine.', example: 'asin(0.0) ⇒ 0.0' },
	{ name: 'acos', run: Math.acos, doc: 'The angle in radians that has this cosine.', example: 'acos(1.0) ⇒ 0.0' },
	{ name: 'sinh', run: Math.sinh, doc: 'The hyperbolic sine.', example: 'sinh(0.0) ⇒ 0.0' },
	{ name: 'cosh', run: Math.cosh, doc: 'The hyperbolic cosine.', example: 'cosh(0.0) ⇒ 1.0' },
	{ name: 'tanh', run: Math.tanh, doc: 'The hyperbolic tangent.', example: 'tanh(0.0) ⇒ 0.0' },
	{ name: 'asinh', run: Math.asinh, doc: 'The inverse of `sinh`.', example: 'asinh(0.0) ⇒ 0.0' },
	{ name: 'acosh', run: Math.acosh, doc: 'The inverse of `cosh`; not a number below 1.', example: 'acosh(1.0) ⇒ 0.0' },
	{
		name: 'atanh',
		run: Math.atanh,
		doc: 'The inverse of `tanh`; not a number outside −1 to 1.',
		example: 'atanh(0.0) ⇒ 0.0',
	},
	{
		name: 'to_radians',
		run: (x) => x * DEGREE,
		doc: 'Degrees as radians.',
		example: 'to_radians(180.0) ⇒ 3.141592653589793',
	},
	{
		name: 'to_degrees',
		run: (x) => x * (180 / Math.PI),
		doc: 'Radians as degrees.',
		example: 'to_degrees(PI()) ⇒ 180.0',
	},
	{ name: 'sqrt', run: Math.sqrt, doc: 'The square root; not a number below 0.', example: 'sqrt(2.25) ⇒ 1.5' },
	{ name: 'exp', run: Math.exp, doc: 'E to the power of a number.', example: 'exp(0.0) ⇒ 1.0' },
	{ name: 'ln', run: Math.log, doc: 'The natural logarithm.', example: 'ln(1.0) ⇒ 0.0' },
	{
		name: 'floor',
		run: Math.floor,
		property: true,
		doc: 'The largest whole number that is not above. The result is still a float.',
		example: 'floor(-2.5) ⇒ -3.0\n2.5.floor ⇒ 2.0',
	},
	{
		name: 'ceiling',
		run: Math.ceil,
		property: true,
		doc: 'The smallest whole number that is not below. The result is still a float.',
		example: 'ceiling(2.1) ⇒ 3.0',
	},
	{
		name: 'round',
		run: roundHalfAway,
		property: true,
		doc: 'The nearest whole number; halves go away from zero. The result is still a float.',
		example: 'round(2.5) ⇒ 3.0\nround(-2.5) ⇒ -3.0',
	},
	{
		name: 'int',
		run: Math.trunc,
		property: true,
		doc: 'The number without its fraction. The result is still a float; `to_int` makes an int.',
		example: '7.9.int ⇒ 7.0\nint(-7.9) ⇒ -7.0',
	},
	{
		name: 'fraction',
		run: (x) => x - Math.trunc(x),
		property: true,
		doc: 'What `int` cuts off, with the sign of the number.',
		example: '2.25.fraction ⇒ 0.25\nfraction(-2.25) ⇒ -0.25',
	},
];

interface FloatTest {
	readonly name: string;
	readonly run: (x: number) => boolean;
	readonly doc: string;
	readonly example: string;
}

const FLOAT_TESTS: readonly FloatTest[] = [
	{
		name: 'is_nan',
		run: Number.isNaN,
		doc: 'Whether a float is the result of something without one, such as 0.0 / 0.0.',
		example: 'let x = 0.0 / 0.0; x.is_nan ⇒ true',
	},
	{
		name: 'is_finite',
		run: Number.isFinite,
		doc: 'Whether a float is neither infinite nor NaN.',
		example: '1.5.is_finite ⇒ true',
	},
	{
		name: 'is_infinite',
		run: (x) => Math.abs(x) === Infinity,
		doc: 'Whether a float is infinite, of either sign.',
		example: 'let x = 1.0 / 0; x.is_infinite ⇒ true',
	},
];

const atan = declare(
	'atan',
	{
		doc: 'The angle in radians that has this tangent; with two numbers, that of the point (second, first) in its own quadrant.',
		example: 'atan(0.0) ⇒ 0.0\natan(1.0, 0.0) == PI() / 2 ⇒ true',
	},
	plain(['x: float'], 'float', (_call, x) => new Float(Math.atan(x.value))),
	plain(['y: float', 'x: float'], 'float', (_call, y, x) => new Float(Math.atan2(y.value, x.value))),
);

const log = declare(
	'log',
	{
		doc: 'The logarithm to base 10, or to the base given second.',
		example: 'log(1000.0) ⇒ 3.0\nlog(8.0, 2.0) ⇒ 3.0',
	},
	plain(['x: float'], 'float', (_call, x) => new Float(Math.log10(x.value))),
	plain(['x: float', 'base: float'], 'float', (_call, x, base) => new Float(Math.log(x.value) / Math.log(base.value))),
);

const extremes: readonly FunctionDeclaration[] = [
	declare(
		'max',
		{
			doc: 'The larger of two numbers, strings or chars. An int and a float give a float; text is ordered by code point.',
			example: 'max(1, 2) ⇒ 2\nmax(1, 2.5) ⇒ 2.5\n"pear".max("apple") ⇒ "pear"',
		},
		plain(['a: int', 'b: int'], 'int', (_call, a, b) => largerInt(a, b)),
		plain(['a: float', 'b: float'], 'float', (_call, a, b) => larger(a.value, b.value)),
		plain(['a: int', 'b: float'], 'float', (_call, a, b) => larger(Number(a), b.value)),
		plain(['a: float', 'b: int'], 'float', (_call, a, b) => larger(a.value, Number(b))),
		plain(['a: string', 'b: string'], 'string', (_call, a, b) => (compareCodePoints(b, a) >= 0 ? b : a)),
		plain(['a: char', 'b: char'], 'char', (_call, a, b) => (b.code >= a.code ? b : a)),
	),
	declare(
		'min',
		{
			doc: 'The smaller of two numbers, strings or chars. An int and a float give a float; text is ordered by code point.',
			example: "min(1, 2) ⇒ 1\nmin(1, 0.5) ⇒ 0.5\nmin('a', 'b') ⇒ a",
		},
		plain(['a: int', 'b: int'], 'int', (_call, a, b) => smallerInt(a, b)),
		plain(['a: float', 'b: float'], 'float', (_call, a, b) => smaller(a.value, b.value)),
		plain(['a: int', 'b: float'], 'float', (_call, a, b) => smaller(Number(a), b.value)),
		plain(['a: float', 'b: int'], 'float', (_call, a, b) => smaller(a.value, Number(b))),
		plain(['a: string', 'b: string'], 'string', (_call, a, b) => (compareCodePoints(b, a) < 0 ? b : a)),
		plain(['a: char', 'b: char'], 'char', (_call, a, b) => (b.code < a.code ? b : a)),
	),
];

export const MATH_FUNCTIONS: readonly FunctionDeclaration[] = [
	declare(
		'is_odd',
		{ property: true, doc: 'Whether an int is odd.', example: '3.is_odd ⇒ true\nis_odd(-4) ⇒ false' },
		plain(['value: int'], 'bool', (_call, value) => isOdd(value)),
	),
	declare(
		'is_even',
		{ property: true, doc: 'Whether an int is even.', example: '4.is_even ⇒ true' },
		plain(['value: int'], 'bool', (_call, value) => !isOdd(value)),
	),
	declare(
		'is_zero',
		{ property: true, doc: 'Whether a number is 0.', example: '0.is_zero ⇒ true\nis_zero(0.5) ⇒ false' },
		plain(['value: int'], 'bool', (_call, value) => value === 0),
		plain(['value: float'], 'bool', (_call, value) => value.value === 0),
	),
	declare(
		'abs',
		{
			doc: 'A number without its sign. The smallest int has no counterpart and raises ErrorArithmetic.',
			example: 'abs(-5) ⇒ 5\n(-2.5).abs() ⇒ 2.5',
		},
		plain(['value: int'], 'int', (_call, value) => absolute(value)),
		plain(['value: float'], 'float', (_call, value) => new Float(Math.abs(value.value))),
	),
	declare(
		'sign',
		{
			doc: 'The sign of a number as an int: −1, 0 or 1. NaN has none and raises ErrorArithmetic.',
			example: '(-8).sign() ⇒ -1\nsign(0.0) ⇒ 0',
		},
		plain(['value: int'], 'int', (_call, value) => (value > 0 ? 1 : value < 0 ? -1 : 0)),
		plain(['value: float'], 'int', (_call, value) => signOfFloat(value.value)),
	),
	...extremes,
	...FLOAT_FUNCTIONS.map(({ name, run, doc, example, property = false }) =>
		declare(
			name,
			{ property, doc, example },
			plain(['x: float'], 'float', (_call, x) => new Float(run(x.value))),
		),
	),
	atan,
	log,
	declare(
		'hypot',
		{
			doc: 'The length of the hypotenuse: the root of the sum of both squares, without overflow on the way.',
			example: 'hypot(3.0, 4.0) ⇒ 5.0',
		},
		plain(['x: float', 'y: float'], 'float', (_call, x, y) => new Float(hypotenuse(x.value, y.value))),
	),
	declare(
		'PI',
		{ style: 'function', doc: 'The ratio of a circle to its diameter.', example: 'PI() ⇒ 3.141592653589793' },
		plain([], 'float', () => new Float(Math.PI)),
	),
	declare(
		'E',
		{ style: 'function', doc: 'The base of the natural logarithm.', example: 'E() ⇒ 2.718281828459045' },
		plain([], 'float', () => new Float(Math.E)),
	),
	...FLOAT_TESTS.map(({ name, run, doc, example }) =>
		declare(
			name,
			{ property: true, doc, example },
			plain(['x: float'], 'bool', (_call, x) => run(x.value)),
		),
	),
];
