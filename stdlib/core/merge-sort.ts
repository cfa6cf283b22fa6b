/**
 * A stable merge sort whose comparisons are calls of the script, so that each may suspend the fiber. Whatever the
 * callback answers, it ends after O(n log n) comparisons with a permutation of the elements.
 */

import type { Invocation, NativeCall } from '../../lang/modules/native-module.ts';
import { share } from '../../lang/values/container.ts';
import { isInt } from '../../lang/values/int.ts';
import { untag } from '../../lang/values/tagged.ts';
import { typeId } from '../../lang/values/type-of.ts';
import type { Value } from '../../lang/values/value.ts';
import { type Callback, isForgivable } from './callbacks.ts';

/** Order of two elements about which the callback says nothing: by type, so that equal types keep their order. */
function typeGoesFirst(x: Value, y: Value): boolean {
	return typeId(untag(x)) < typeId(untag(y));
}

/** Whether `x` goes before `y`: a negative int or `true` says so; anything else than an int or bool says nothing. */
function goesFirst(answer: Value, x: Value, y: Value): boolean {
	if (typeof answer === 'number') return answer < 0;
	const verdict = untag(answer);
	if (typeof verdict === 'boolean') return verdict;
	return isInt(verdict) ? verdict < 0 : typeGoesFirst(x, y);
}

/**
 * Sorts elements by a callback.
 * @param callback `undefined` when the pointer cannot compare: then only types decide
 * @returns a new list
 */
export function* mergeSort(
	call: NativeCall,
	items: readonly Value[],
	callback: Callback | undefined,
): Generator<Invocation, Value[], Value> {
	const count = items.length;
	// Each goes to the callback many times.
	if (callback !== undefined) for (const item of items) share(item);
	let source = items.slice();
	let target = items.slice();
	for (let width = 1; width < count; width *= 2) {
		for (let start = 0; start < count; start += 2 * width) {
			const middle = Math.min(start + width, count);
			const end = Math.min(start + 2 * width, count);
			let left = start;
			let right = middle;
			for (let at = start; at < end; at++) {
				let takeRight: boolean;
				if (left === middle) takeRight = true;
				else if (right === end) takeRight = false;
				else {
					// Asked of the later element: only a clear yes brings it forward, so equal ones keep their order.
					const x = source[right];
					const y = source[left];
					if (callback === undefined) {
						takeRight = typeGoesFirst(x, y);
					} else {
						try {
							const invocation = callback.comparison(x, y);
							let answer = call.callNow(invocation);
							if (typeof answer === 'symbol') answer = yield invocation;
							takeRight = goesFirst(answer as Value, x, y);
						} catch (error) {
							if (!isForgivable(error)) throw error;
							takeRight = typeGoesFirst(x, y);
						}
					}
				}
				target[at] = takeRight ? source[right++] : source[left++];
			}
		}
		[source, target] = [target, source];
	}
	return source;
}
