/**
 * `==` and `!=` (language spec 3.10). Different types are unequal without complaint; two of one type that has no
 * equality, such as function pointers, are ErrorFunctionNotFound.
 *
 * Containers are compared with an explicit stack, in the order in which a recursive comparison would go, because the
 * first difference decides whether a later error is seen.
 */

import { functionNotFound } from '../vm/errors.ts';
import { Char } from './char.ts';
import { ArrayValue, BlobValue, type Container, MapValue } from './container.ts';
import { Float } from './float.ts';
import { floatDiffers, floatEquals } from './floats.ts';
import { FunctionPointer } from './function-pointer.ts';
import { HostObject } from './host-object.ts';
import { tryOperator } from './host-operators.ts';
import { isInt } from './int.ts';
import { IteratorValue } from './iterator.ts';
import { chargeText } from './memory.ts';
import { RangeValue } from './range.ts';
import { Tagged, untag } from './tagged.ts';
import { Timestamp } from './timestamp.ts';
import { typeName } from './type-of.ts';
import type { Value } from './value.ts';

export { floatEquals } from './floats.ts';

type EqualityOperator = '==' | '!=';

/**
 * `left == right`
 * @throws ScriptError ErrorFunctionNotFound for two values of a type without equality, also inside containers
 */
export function equals(left: Value, right: Value): boolean {
	if (typeof left !== 'object' && typeof right !== 'object') {
		if (typeof left === 'string') chargeText(left.length);
		return left === right;
	}
	return equalObjects(left, right, '==');
}

/**
 * `left != right`. The opposite of `==` but for NaN, with which both are false.
 * @throws ScriptError ErrorFunctionNotFound as `equals`
 */
export function notEquals(left: Value, right: Value): boolean {
	if (typeof left !== 'object' && typeof right !== 'object') return left !== right;
	const a = untag(left);
	const b = untag(right);
	if ((a instanceof Float && isNumeric(b)) || (b instanceof Float && isNumeric(a))) {
		return floatDiffers(numberOf(a), numberOf(b));
	}
	return !equalObjects(a, b, '!=');
}

function isNumeric(value: Value): boolean {
	return isInt(value) || value instanceof Float;
}

function numberOf(value: Value): number {
	return value instanceof Float ? value.value : Number(value);
}

function equalObjects(left: Value, right: Value, operator: EqualityOperator): boolean {
	const a = untag(left);
	const b = untag(right);
	if (a instanceof ArrayValue && b instanceof ArrayValue) return equalContainers(a, b);
	if (a instanceof MapValue && b instanceof MapValue) return equalContainers(a, b);
	return equalLeaves(a, b, operator);
}

/** Everything but two arrays or two maps; neither value is tagged. */
function equalLeaves(left: Value, right: Value, operator: EqualityOperator): boolean {
	if (typeof left !== 'object' && typeof right !== 'object') return left === right;
	if (left instanceof HostObject || right instanceof HostObject) return equalHosts(left, right, operator);
	if (left instanceof Float) return isNumeric(right) && floatEquals(left.value, numberOf(right));
	if (right instanceof Float) return isInt(left) && floatEquals(Number(left), right.value);
	if (left instanceof Char) return right instanceof Char ? left.code === right.code : left.text === right;
	if (right instanceof Char) return left === right.text;
	if (left instanceof BlobValue && right instanceof BlobValue) return Buffer.compare(left.view(), right.view()) === 0;
	if (left instanceof RangeValue && right instanceof RangeValue) {
		return left.from === right.from && left.to === right.to && left.inclusive === right.inclusive;
	}
	if (left instanceof Timestamp && right instanceof Timestamp) return left.milliseconds === right.milliseconds;
	if (
		(left instanceof FunctionPointer && right instanceof FunctionPointer) ||
		(left instanceof IteratorValue && right instanceof IteratorValue)
	) {
		throw functionNotFound(`${operator} (${typeName(left)}, ${typeName(right)})`);
	}
	return false;
}

function equalHosts(left: Value, right: Value, operator: EqualityOperator): boolean {
	if (operator === '!=') {
		const different = tryOperator('!=', left, right);
		if (typeof different === 'boolean') return !different;
	}
	const same = tryOperator('==', left, right);
	if (typeof same === 'boolean') return same;
	if (left instanceof HostObject) {
		const answer = left.descriptor.equals?.(left as never, right);
		if (answer !== undefined) return answer;
	}
	if (right instanceof HostObject) {
		const answer = right.descriptor.equals?.(right as never, left);
		if (answer !== undefined) return answer;
		if (left instanceof HostObject && left.descriptor === right.descriptor) {
			throw functionNotFound(`${operator} (${typeName(left)}, ${typeName(right)})`);
		}
	}
	return false;
}

/** Two arrays of one length, or two maps of one size, being compared. */
interface Frame {
	readonly left: ArrayValue | MapValue;
	readonly right: ArrayValue | MapValue;
	/** Of the left map. */
	readonly keys: readonly string[] | undefined;
	readonly count: number;
	at: number;
}

/** Undefined when the sizes differ already. */
function frameOf(left: ArrayValue | MapValue, right: ArrayValue | MapValue): Frame | undefined {
	if (left instanceof ArrayValue) {
		const count = left.items.length;
		return count === (right as ArrayValue).items.length ? { left, right, keys: undefined, count, at: 0 } : undefined;
	}
	if (left.size !== (right as MapValue).size) return undefined;
	return { left, right, keys: left.sortedKeys(), count: left.size, at: 0 };
}

/** After this many comparisons pairs of containers are remembered. */
const PATIENCE = 2 ** 14;

/** For each container on the left those on the right that it was compared with; nearly always one. */
type Partners = Map<Container, Container | Set<Container>>;

/**
 * Containers share parts, so `a = [a, a]` a few dozen times is small in memory but has more elements than can be
 * visited. Hence pairs seen before are skipped: were they unequal, the comparison would be over.
 */
function equalContainers(left: ArrayValue | MapValue, right: ArrayValue | MapValue): boolean {
	let frame = frameOf(left, right);
	if (frame === undefined) return false;
	const outer: Frame[] = [];
	const seen: Partners = new Map();
	let steps = 0;
	for (;;) {
		if (frame.at === frame.count) {
			const next = outer.pop();
			if (next === undefined) return true;
			frame = next;
			continue;
		}
		let a: Value;
		let b: Value;
		if (frame.keys === undefined) {
			a = (frame.left as ArrayValue).items[frame.at];
			b = (frame.right as ArrayValue).items[frame.at];
		} else {
			const key = frame.keys[frame.at] as string;
			if (!(frame.right as MapValue).has(key)) return false;
			a = (frame.left as MapValue).get(key);
			b = (frame.right as MapValue).get(key);
		}
		frame.at++;
		steps++;
		if (a instanceof Tagged) a = a.value;
		if (b instanceof Tagged) b = b.value;
		if ((a instanceof ArrayValue && b instanceof ArrayValue) || (a instanceof MapValue && b instanceof MapValue)) {
			if (steps > PATIENCE && (a.shared || b.shared) && wasSeen(seen, a, b)) continue;
			const inner = frameOf(a, b);
			if (inner === undefined) return false;
			outer.push(frame);
			frame = inner;
		} else if (!equalLeaves(a, b, '==')) {
			return false;
		}
	}
}

/** Whether the pair was asked for before. */
function wasSeen(seen: Partners, left: Container, right: Container): boolean {
	const partners = seen.get(left);
	if (partners === right) return true;
	if (partners === undefined) {
		seen.set(left, right);
	} else if (partners instanceof Set) {
		if (partners.has(right)) return true;
		partners.add(right);
	} else {
		seen.set(left, new Set([partners, right]));
	}
	return false;
}
