/**
 * Sizes of values, and the check against the limits on data (language spec 10).
 *
 * Nested contents are summed. Containers share parts, so what can be reached twice is measured once and its sums are
 * added again; function pointers are not entered.
 */

import { dataTooLarge } from '../vm/errors.ts';
import type { Limits } from '../vm/limits.ts';
import { ArrayValue, BlobValue, MapValue } from './container.ts';
import { Tagged } from './tagged.ts';
import { utf8Length } from './text.ts';
import type { Value } from './value.ts';

export interface Sizes {
	/** Elements of arrays and bytes of blobs, nested ones included. */
	elements: number;
	/** Properties of maps, nested ones included. */
	properties: number;
	/** UTF-8 bytes of the strings. */
	textBytes: number;
}

/** The sizes of a value with everything in it. A scalar has none. */
export function measure(value: Value): Sizes {
	return totals(value, utf8Length);
}

/** Bytes that a UTF-16 unit can become at most. */
const BYTES_PER_UNIT = 3;

function utf8Bound(text: string): number {
	return text.length * BYTES_PER_UNIT;
}

/**
 * Checks a value against the limits; free when there are none.
 * @throws ScriptError ErrorDataTooLarge
 */
export function checkSize(value: Value, limits: Limits): void {
	const { stringLength, arraySize, mapSize } = limits;
	if (stringLength === 0 && arraySize === 0 && mapSize === 0) return;
	if (typeof value === 'string') {
		// Every unit is at least one byte and at most three: exact counting is for what lies between.
		if (stringLength === 0 || utf8Bound(value) <= stringLength) return;
		if (value.length > stringLength || utf8Length(value) > stringLength) throw dataTooLarge('Length of string');
		return;
	}
	if (typeof value !== 'object') return;
	let sizes = totals(value, utf8Bound);
	if (stringLength !== 0 && sizes.textBytes > stringLength) {
		sizes = totals(value, utf8Length);
		if (sizes.textBytes > stringLength) throw dataTooLarge('Length of string');
	}
	if (arraySize !== 0 && sizes.elements > arraySize) throw dataTooLarge('Size of array/BLOB');
	if (mapSize !== 0 && sizes.properties > mapSize) throw dataTooLarge('Size of object map');
}

type Nested = ArrayValue | MapValue;

/** An array or map being measured: where it stands, and the sums before it, so that its own can be told afterwards. */
interface Frame {
	readonly container: Nested;
	readonly items: readonly Value[];
	at: number;
	readonly before: Sizes;
}

function totals(value: Value, bytesOf: (text: string) => number): Sizes {
	const sums: Sizes = { elements: 0, properties: 0, textBytes: 0 };
	const root = leafOrNested(value, sums, bytesOf);
	if (root === undefined) return sums;
	const known = new Map<Nested, Sizes>();
	const outer: Frame[] = [];
	let frame = open(root, sums);
	for (;;) {
		const nested = nextNested(frame, sums, bytesOf);
		if (nested === undefined) {
			if (frame.container.shared) known.set(frame.container, difference(sums, frame.before));
			const next = outer.pop();
			if (next === undefined) return sums;
			frame = next;
			continue;
		}
		const measured = nested.shared ? known.get(nested) : undefined;
		if (measured !== undefined) {
			addTo(sums, measured);
		} else {
			outer.push(frame);
			frame = open(nested, sums);
		}
	}
}

/** Adds a value that has no parts; returns one that has. */
function leafOrNested(value: Value, sums: Sizes, bytesOf: (text: string) => number): Nested | undefined {
	if (typeof value === 'string') {
		sums.textBytes += bytesOf(value);
		return undefined;
	}
	if (typeof value !== 'object') return undefined;
	if (value instanceof ArrayValue || value instanceof MapValue) return value;
	if (value instanceof BlobValue) sums.elements += value.length;
	else if (value instanceof Tagged) return leafOrNested(value.value, sums, bytesOf);
	return undefined;
}

/** Starts an array or map, counting its own elements or properties. */
function open(container: Nested, sums: Sizes): Frame {
	const before = { ...sums };
	if (container instanceof ArrayValue) {
		sums.elements += container.items.length;
		return { container, items: container.items, at: 0, before };
	}
	sums.properties += container.size;
	return { container, items: [...container.values()], at: 0, before };
}

/** Goes on with an array or map up to its next part that has parts. */
function nextNested(frame: Frame, sums: Sizes, bytesOf: (text: string) => number): Nested | undefined {
	const items = frame.items;
	for (let at = frame.at; at < items.length; at++) {
		const item = items[at];
		if (typeof item === 'number') continue;
		const nested = leafOrNested(item, sums, bytesOf);
		if (nested === undefined) continue;
		frame.at = at + 1;
		return nested;
	}
	frame.at = items.length;
	return undefined;
}

function difference(after: Sizes, before: Sizes): Sizes {
	return {
		elements: after.elements - before.elements,
		properties: after.properties - before.properties,
		textBytes: after.textBytes - before.textBytes,
	};
}

/** Sums stop growing long before they would become infinite, where differences are no longer numbers. */
const LARGEST_SUM = Number.MAX_SAFE_INTEGER;

function addTo(sums: Sizes, more: Sizes): void {
	sums.elements = Math.min(sums.elements + more.elements, LARGEST_SUM);
	sums.properties = Math.min(sums.properties + more.properties, LARGEST_SUM);
	sums.textBytes = Math.min(sums.textBytes + more.textBytes, LARGEST_SUM);
}
