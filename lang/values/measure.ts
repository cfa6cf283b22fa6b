/**
 * Sizes of values, and the check against the limits on data (language spec 10).
 *
 * Nested contents are summed; function pointers are not entered. Walking a value after each change of it would make
 * filling it quadratic, so containers remember what was found:
 *
 * - a container with the `shared` mark never changes again, and so its sizes are final;
 * - of one that a run changes in place it keeps a bound: what the last walk found, and all that was added since. Only when
 *   the bound passes a limit is the container walked again. Whoever changes a container in place during a run with such
 *   limits either adds to the bounds of it and all around it (`grow`) or drops them (`forget`).
 */

import { dataTooLarge } from '../vm/errors.ts';
import type { Limits } from '../vm/limits.ts';
import { ArrayValue, BlobValue, Container, MapValue } from './container.ts';
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

/** What a container remembers. */
export interface Measured extends Sizes {
	/** The limits of the run whose bound it is; `undefined` for final sizes. */
	readonly run: Limits | undefined;
}

/** The sizes of a value with everything in it. A scalar has none. */
export function measure(value: Value): Sizes {
	const sums: Sizes = { elements: 0, properties: 0, textBytes: 0 };
	const root = leafOrNested(value, sums);
	if (root !== undefined) walk(root, sums);
	return sums;
}

/** Bytes that a UTF-16 unit can become at most. */
const BYTES_PER_UNIT = 3;

/**
 * Checks a value against the limits; free when there are none.
 * @throws ScriptError ErrorDataTooLarge
 */
export function checkSize(value: Value, limits: Limits): void {
	const { stringLength, arraySize, mapSize } = limits;
	if (stringLength === 0 && arraySize === 0 && mapSize === 0) return;
	if (typeof value === 'string') {
		// Every unit is at least one byte and at most three: exact counting is for what lies between.
		if (stringLength === 0 || value.length * BYTES_PER_UNIT <= stringLength) return;
		if (value.length > stringLength || utf8Length(value) > stringLength) throw dataTooLarge('Length of string');
		return;
	}
	if (typeof value !== 'object') return;
	const sizes = measure(value);
	if (value instanceof Container && !value.shared) value.measured = { ...sizes, run: limits };
	const what = excess(sizes, limits);
	if (what !== undefined) throw dataTooLarge(what);
}

function excess(
	sizes: Sizes,
	{ stringLength, arraySize, mapSize }: Limits,
): Parameters<typeof dataTooLarge>[0] | undefined {
	if (stringLength !== 0 && sizes.textBytes > stringLength) return 'Length of string';
	if (arraySize !== 0 && sizes.elements > arraySize) return 'Size of array/BLOB';
	return mapSize !== 0 && sizes.properties > mapSize ? 'Size of object map' : undefined;
}

/** By how much a container grows at most when these values are put into it. */
export function growthBy(...added: readonly Value[]): Sizes {
	const sums: Sizes = { elements: added.length, properties: added.length, textBytes: 0 };
	for (const value of added) {
		const root = leafOrNested(value, sums);
		if (root !== undefined) walk(root, sums);
	}
	return sums;
}

/** Notes that a container has been changed in place and has grown by so much at most. */
export function grow(container: Value, growth: Sizes, limits: Limits): void {
	if (!(container instanceof Container)) return;
	const { measured } = container;
	if (measured?.run !== limits) container.measured = undefined;
	else addTo(measured, growth);
}

/** Notes that a container has been changed in place in ways unknown. */
export function forget(container: Value): void {
	if (container instanceof Container) container.measured = undefined;
}

/**
 * The check of a value whose changes in place have all been noted.
 * @throws ScriptError ErrorDataTooLarge
 */
export function checkNoted(value: Value, limits: Limits): void {
	const measured = value instanceof Container ? value.measured : undefined;
	if (measured === undefined || excess(measured, limits) !== undefined) checkSize(value, limits);
}

type Nested = ArrayValue | MapValue;

/** An array or map being measured: where it stands, and its own sums so far. */
interface Frame {
	readonly container: Nested;
	readonly items: readonly Value[];
	at: number;
	readonly sums: Sizes;
}

/** Adds the sizes of an array or map with everything in it. */
function walk(root: Nested, total: Sizes): void {
	const outer: Frame[] = [];
	let frame = open(root);
	for (;;) {
		const nested = nextNested(frame);
		if (nested === undefined) {
			const { container, sums } = frame;
			if (container.shared) container.measured = { ...sums, run: undefined };
			const next = outer.pop();
			addTo(next?.sums ?? total, sums);
			if (next === undefined) return;
			frame = next;
			continue;
		}
		outer.push(frame);
		frame = open(nested);
	}
}

function finalSizes(container: Nested): Sizes | undefined {
	const { shared, measured } = container;
	return shared && measured !== undefined && measured.run === undefined ? measured : undefined;
}

/** Adds a value that has no parts or is known; returns one that has to be walked through. */
function leafOrNested(value: Value, sums: Sizes): Nested | undefined {
	if (typeof value === 'string') {
		sums.textBytes += utf8Length(value);
		return undefined;
	}
	if (typeof value !== 'object') return undefined;
	if (value instanceof ArrayValue || value instanceof MapValue) {
		const known = finalSizes(value);
		if (known === undefined) return value;
		addTo(sums, known);
		return undefined;
	}
	if (value instanceof BlobValue) sums.elements += value.length;
	else if (value instanceof Tagged) return leafOrNested(value.value, sums);
	return undefined;
}

/** Starts an array or map, counting its own elements or properties. */
function open(container: Nested): Frame {
	if (container instanceof ArrayValue) {
		const sums = { elements: container.items.length, properties: 0, textBytes: 0 };
		return { container, items: container.items, at: 0, sums };
	}
	const sums = { elements: 0, properties: container.size, textBytes: 0 };
	return { container, items: [...container.values()], at: 0, sums };
}

/** Goes on with an array or map up to its next part that has parts. */
function nextNested(frame: Frame): Nested | undefined {
	const { items, sums } = frame;
	for (let at = frame.at; at < items.length; at++) {
		const item = items[at];
		if (typeof item === 'number') continue;
		const nested = leafOrNested(item, sums);
		if (nested === undefined) continue;
		frame.at = at + 1;
		return nested;
	}
	frame.at = items.length;
	return undefined;
}

/** Containers share parts, so sums grow without end: they stop long before they would become infinite. */
const LARGEST_SUM = Number.MAX_SAFE_INTEGER;

function addTo(sums: Sizes, more: Sizes): void {
	sums.elements = Math.min(sums.elements + more.elements, LARGEST_SUM);
	sums.properties = Math.min(sums.properties + more.properties, LARGEST_SUM);
	sums.textBytes = Math.min(sums.textBytes + more.textBytes, LARGEST_SUM);
}
