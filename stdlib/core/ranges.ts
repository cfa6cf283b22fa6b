/** Ranges, stepped ranges and the iterator over characters (language spec 11.5). */

import { declare, type FunctionDeclaration, plain } from '../../lang/modules/native-module.ts';
import { charOf } from '../../lang/values/char.ts';
import { contains } from '../../lang/values/containment.ts';
import { Float } from '../../lang/values/float.ts';
import { I64_MAX, I64_MIN, type IntValue, normalizeInt } from '../../lang/values/int.ts';
import { IteratorValue, type Steps } from '../../lang/values/iterator.ts';
import { RangeValue } from '../../lang/values/range.ts';
import { charCount, codePoints, utf16Index } from '../../lang/values/text.ts';
import type { Value } from '../../lang/values/value.ts';
import { arithmeticError } from '../../lang/vm/errors.ts';
import { inCallTo } from './callbacks.ts';
import { type Part, partOverloads, tailOverload } from './positions.ts';

function noStep(): Error {
	return inCallTo('range', arithmeticError('step value cannot be zero'));
}

/** The sum, or `undefined` where it leaves i64. */
function addStep(value: IntValue, step: IntValue): IntValue | undefined {
	if (typeof value === 'number' && typeof step === 'number') {
		const sum = value + step;
		if (Number.isSafeInteger(sum)) return sum;
	}
	const sum = BigInt(value) + BigInt(step);
	return sum < I64_MIN || sum > I64_MAX ? undefined : normalizeInt(sum);
}

/** @throws ScriptError ErrorArithmetic, in a call of `range`, for step 0 */
function steppedInts(from: IntValue, to: IntValue, step: IntValue): IteratorValue {
	if (step === 0) throw noStep();
	return new IteratorValue(
		function* () {
			const up = step > 0;
			let value: IntValue | undefined = from;
			while (value !== undefined && (up ? value < to : value > to)) {
				yield value;
				value = addStep(value, step);
			}
		},
		stepsUp(from, to, step),
	);
}

/** The steps as small ints, where that is what they are. */
function stepsUp(from: IntValue, to: IntValue, step: IntValue): Steps | undefined {
	if (typeof from !== 'number' || typeof to !== 'number' || typeof step !== 'number') return undefined;
	return step > 0 && Number.isSafeInteger(to + step) ? { from, to, step } : undefined;
}

/** @throws ScriptError as for ints, also when the step is too small to get anywhere */
function steppedFloats(from: number, to: number, step: number): IteratorValue {
	if (from + step === from) throw noStep();
	return new IteratorValue(function* () {
		const up = step > 0;
		let last = Number.NaN;
		// Far from the start a step may be lost in rounding: the range ends there rather than never.
		for (let value = from; value !== last && (up ? value < to : value > to); value += step) {
			yield new Float(value);
			last = value;
		}
	});
}

const TEXT = { param: 'text: string', length: charCount };

function characters(_call: unknown, text: string, part: Part): Value {
	const piece = text.slice(utf16Index(text, part.from), utf16Index(text, part.to));
	return new IteratorValue(function* () {
		for (const code of codePoints(piece)) yield charOf(code);
	});
}

function isEmpty(range: RangeValue): boolean {
	return range.inclusive ? range.to < range.from : range.to <= range.from;
}

/** A function of one range, of either kind. */
function ofRange(
	name: string,
	returns: string,
	doc: string,
	example: string,
	run: (range: RangeValue) => Value,
): FunctionDeclaration {
	return declare(
		name,
		{ property: true, doc, example },
		plain(['range: range'], returns, (_call, range) => run(range)),
		plain(['range: range='], returns, (_call, range) => run(range)),
	);
}

export const RANGE_FUNCTIONS: readonly FunctionDeclaration[] = [
	declare(
		'range',
		{
			doc: 'A range, or an iterator that takes steps through one. The end is never part of it. A step that points away from the end gives nothing, a step of 0 raises ErrorArithmetic, and an int that would overflow ends the iteration.',
			example:
				'range(1, 4) ⇒ 1..4\nlet a = []; for n in range(9, 0, -4) { a += n; } a ⇒ [9, 5, 1]\nlet a = []; for n in range(0..7, 3) { a += n; } a ⇒ [0, 3, 6]',
		},
		plain(['from: int', 'to: int'], 'range', (_call, from, to) => new RangeValue(from, to, false)),
		plain(['from: int', 'to: int', 'step: int'], 'iter', (_call, from, to, step) => steppedInts(from, to, step)),
		plain(['from: float', 'to: float', 'step: float'], 'iter', (_call, from, to, step) =>
			steppedFloats(from.value, to.value, step.value),
		),
		plain(['range: range', 'step: int'], 'iter', (_call, range, step) => steppedInts(range.from, range.to, step)),
	),
	ofRange('start', 'int', 'Where a range starts, as written.', '(2..5).start ⇒ 2', (range) => range.from),
	ofRange(
		'end',
		'int',
		'Where a range ends, as written. A range without an end has the largest int.',
		'(2..=5).end ⇒ 5',
		(range) => range.to,
	),
	ofRange(
		'is_inclusive',
		'bool',
		'Whether the end belongs to the range.',
		'(2..=5).is_inclusive ⇒ true',
		(range) => range.inclusive,
	),
	ofRange(
		'is_exclusive',
		'bool',
		'Whether the end does not belong to the range.',
		'(2..5).is_exclusive ⇒ true',
		(range) => !range.inclusive,
	),
	ofRange(
		'is_empty',
		'bool',
		'Whether nothing lies in the range.',
		'(5..5).is_empty ⇒ true\n(5..=5).is_empty ⇒ false',
		isEmpty,
	),
	declare(
		'contains',
		{
			doc: 'Whether an int lies in a range; the same as `in`.',
			example: '(2..5).contains(5) ⇒ false\n5 in 2..=5 ⇒ true',
		},
		plain(['range: range', 'value: int'], 'bool', (_call, range, value) => contains(range, value)),
		plain(['range: range=', 'value: int'], 'bool', (_call, range, value) => contains(range, value)),
	),
	declare(
		'chars',
		{
			property: true,
			doc: 'An iterator over the characters of a string: all, those from a position on, or so many of them. A negative position counts from the end.',
			example: 'let a = []; for c in "tango".chars(-3, 2) { a += c; } a ⇒ [n, g]',
		},
		plain(['text: string'], 'iter', (call, text) => characters(call, text, { from: 0, to: text.length, wanted: 0 })),
		tailOverload(TEXT, 'iter', characters),
		...partOverloads(TEXT, 'iter', characters),
	),
];
