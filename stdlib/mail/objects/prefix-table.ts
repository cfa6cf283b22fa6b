/**
 * Which networks of a long list hold an address: binary search among the networks that no other one of the list
 * includes. Two networks are either apart or one in the other, so these are in order and at most one can hold it.
 *
 * Addresses are rows of 32-bit words, one for IPv4 and four for IPv6, in typed arrays: a million networks take 5 or 17 MB.
 */

const WORD_BITS = 32;
/** Small digits, so that a short list costs next to nothing. */
const DIGIT_BITS = 8;
const DIGITS = 2 ** DIGIT_BITS;

export class PrefixTable {
	readonly #words: number;
	readonly #starts: Uint32Array;
	readonly #prefixes: Uint8Array;

	/**
	 * @param words in an address
	 * @param starts first addresses of the networks, masked, one behind the other
	 * @param prefixes their prefix lengths
	 */
	constructor(words: number, starts: Uint32Array, prefixes: Uint8Array) {
		this.#words = words;
		const order = sortedOrder(words, starts, prefixes);
		const kept = new Uint32Array(order.length);
		let count = 0;
		for (const row of order) {
			const last = count === 0 ? -1 : (kept[count - 1] as number);
			if (last !== -1 && agrees(words, starts, last, prefixes[last] as number, starts, row)) continue;
			kept[count++] = row;
		}
		this.#starts = new Uint32Array(count * words);
		this.#prefixes = new Uint8Array(count);
		for (let at = 0; at < count; at++) {
			const row = kept[at] as number;
			this.#prefixes[at] = prefixes[row] as number;
			for (let word = 0; word < words; word++) {
				this.#starts[at * words + word] = starts[row * words + word] as number;
			}
		}
	}

	/**
	 * Whether one of the networks includes a network.
	 * @param start its first address
	 * @param prefix its prefix length; the number of bits of an address for a single one
	 */
	includes(start: Uint32Array, prefix: number): boolean {
		const words = this.#words;
		let low = 0;
		let high = this.#prefixes.length;
		while (low < high) {
			const middle = (low + high) >>> 1;
			if (this.#isAfter(middle, start)) high = middle;
			else low = middle + 1;
		}
		const row = low - 1;
		if (row < 0 || (this.#prefixes[row] as number) > prefix) return false;
		return agrees(words, this.#starts, row, this.#prefixes[row] as number, start, 0);
	}

	#isAfter(row: number, start: Uint32Array): boolean {
		const words = this.#words;
		for (let word = 0; word < words; word++) {
			const mine = this.#starts[row * words + word] as number;
			const other = start[word] as number;
			if (mine !== other) return mine > other;
		}
		return false;
	}
}

/** Whether an address lies in the network of a row. */
function agrees(
	words: number,
	starts: Uint32Array,
	row: number,
	prefix: number,
	others: Uint32Array,
	other: number,
): boolean {
	let bits = prefix;
	for (let word = 0; word < words && bits > 0; word++, bits -= WORD_BITS) {
		const difference = (starts[row * words + word] as number) ^ (others[other * words + word] as number);
		if (bits >= WORD_BITS ? difference !== 0 : difference >>> (WORD_BITS - bits) !== 0) return false;
	}
	return true;
}

/** Rows by first address, then the larger network first. Radix sort, least significant digit first. */
function sortedOrder(words: number, starts: Uint32Array, prefixes: Uint8Array): Uint32Array {
	const count = prefixes.length;
	let from = Uint32Array.from({ length: count }, (_, row) => row);
	let to = new Uint32Array(count);
	const counts = new Uint32Array(DIGITS);
	const pass = (digitOf: (row: number) => number): void => {
		counts.fill(0);
		for (let at = 0; at < count; at++) counts[digitOf(from[at] as number)]!++;
		// Nothing to sort by: addresses in a list often begin alike.
		if (count > 0 && counts[digitOf(from[0] as number)] === count) return;
		let sum = 0;
		for (let digit = 0; digit < DIGITS; digit++) {
			const here = counts[digit] as number;
			counts[digit] = sum;
			sum += here;
		}
		for (let at = 0; at < count; at++) {
			const row = from[at] as number;
			to[counts[digitOf(row)]!++] = row;
		}
		[from, to] = [to, from];
	};
	pass((row) => prefixes[row] as number);
	for (let word = words - 1; word >= 0; word--) {
		for (let shift = 0; shift < WORD_BITS; shift += DIGIT_BITS) {
			pass((row) => ((starts[row * words + word] as number) >>> shift) % DIGITS);
		}
	}
	return from;
}
