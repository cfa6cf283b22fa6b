/** Nodes by place: those of a sorted list that stand within a piece of source, found by halving. */

import type { Span } from '../../../../lang/source/source-file.ts';

/** The items that start within a span. @param starts the items in source order */
export function* within<T>(items: readonly T[], span: Span, startOf: (item: T) => number): Generator<T> {
	let low = 0;
	let high = items.length;
	while (low < high) {
		const middle = (low + high) >> 1;
		if (startOf(items[middle] as T) < span.start) low = middle + 1;
		else high = middle;
	}
	for (let at = low; at < items.length; at++) {
		const item = items[at] as T;
		if (startOf(item) >= span.end) return;
		yield item;
	}
}

export function contains(outer: Span, inner: Span): boolean {
	return inner.start >= outer.start && inner.end <= outer.end;
}
