/**
 * "Did you mean …?": the known name that a wrong name most probably stands for.
 *
 * A suggestion that is far off is worse than none, so the distance allowed grows with the length of the name, and
 * very short names are only corrected in their case. Work per candidate is bounded: long names are not compared.
 */

/** Longer names are left alone: nobody mistypes them by accident, and hostile input must not cost time. */
const MAX_LENGTH = 64;

/** How many edits a name of this length may be away. */
function allowance(length: number): number {
	if (length < 3) return 0;
	if (length < 6) return 1;
	return length < 12 ? 2 : 3;
}

/**
 * Number of insertions, deletions, substitutions and swaps of neighbours that turn one text into the other, or
 * `limit + 1` as soon as it is known to exceed `limit`.
 */
export function editDistance(left: string, right: string, limit: number): number {
	const tooFar = limit + 1;
	if (Math.abs(left.length - right.length) > limit) return tooFar;
	// Three rows of the usual matrix: the swap of two neighbours looks two rows back.
	let before: number[] = [];
	let previous = Array.from({ length: right.length + 1 }, (_, column) => column);
	for (let row = 1; row <= left.length; row++) {
		const current = [row];
		let best = row;
		for (let column = 1; column <= right.length; column++) {
			const same = left.charCodeAt(row - 1) === right.charCodeAt(column - 1);
			let cost = Math.min(
				(previous[column] as number) + 1,
				(current[column - 1] as number) + 1,
				(previous[column - 1] as number) + (same ? 0 : 1),
			);
			const swapped =
				row > 1 &&
				column > 1 &&
				left.charCodeAt(row - 1) === right.charCodeAt(column - 2) &&
				left.charCodeAt(row - 2) === right.charCodeAt(column - 1);
			if (swapped) cost = Math.min(cost, (before[column - 2] as number) + 1);
			current.push(cost);
			if (cost < best) best = cost;
		}
		if (best > limit) return tooFar;
		before = previous;
		previous = current;
	}
	return Math.min(previous[right.length] as number, tooFar);
}

/**
 * The candidate nearest to a wrong name, or `undefined` where none is near enough. Of several equally near ones
 * the first wins, but one that differs only in case beats all others.
 */
export function nearest(name: string, candidates: Iterable<string>): string | undefined {
	if (name.length === 0 || name.length > MAX_LENGTH) return undefined;
	const lower = name.toLowerCase();
	let limit = allowance(name.length);
	let found: string | undefined;
	for (const candidate of candidates) {
		if (candidate === name || candidate.length > MAX_LENGTH) continue;
		if (candidate.toLowerCase() === lower) return candidate;
		if (limit === 0) continue;
		const distance = editDistance(lower, candidate.toLowerCase(), limit);
		// Most letters of a short name must agree, else `foo` would be corrected to `for`-like strangers of length two.
		if (distance <= limit && distance < candidate.length - 1) {
			found = candidate;
			limit = distance - 1;
		}
	}
	return found;
}

/** Help text for a wrong name: "did you mean `x`?", or `undefined` without a near candidate. */
export function didYouMean(name: string, candidates: Iterable<string>): string | undefined {
	const found = nearest(name, candidates);
	return found === undefined ? undefined : `did you mean \`${found}\`?`;
}
