/**
 * Finds the ends of raw strings. Searching the rest of the text for each opening mark would be quadratic in a file of
 * marks that nothing closes, so all possible closing marks (`"` followed by `#`) are listed once per text.
 */

export class RawStringIndex {
	readonly #offsets: number[] = [];
	readonly #hashes: number[] = [];
	/** The largest number of `#` at this or any later mark. */
	readonly #most: number[] = [];

	constructor(text: string) {
		for (let at = text.indexOf('"#'); at !== -1; at = text.indexOf('"#', at)) {
			let end = at + 1;
			while (text.charCodeAt(end) === 35) end++;
			this.#offsets.push(at);
			this.#hashes.push(end - at - 1);
			at = end;
		}
		let most = 0;
		this.#most.length = this.#hashes.length;
		for (let index = this.#hashes.length - 1; index >= 0; index--) {
			most = Math.max(most, this.#hashes[index] as number);
			this.#most[index] = most;
		}
	}

	/** End of the string whose text begins at `from` and that `hashes` marks close; -1 if nothing closes it. */
	end(from: number, hashes: number): number {
		let low = 0;
		let high = this.#offsets.length;
		while (low < high) {
			const middle = (low + high) >> 1;
			if ((this.#offsets[middle] as number) < from) low = middle + 1;
			else high = middle;
		}
		// Marks that are passed over here are inside the string, so no later search passes them again.
		for (let index = low; index < this.#offsets.length && (this.#most[index] as number) >= hashes; index++) {
			if ((this.#hashes[index] as number) >= hashes) return (this.#offsets[index] as number) + 1 + hashes;
		}
		return -1;
	}
}
