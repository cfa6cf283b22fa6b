/** Which domain names of a long list a name is, or is below of. */

import { lowerAscii } from './ascii.ts';
import { isSubdomainPart, MOST_LABELS } from './domain-name.ts';

const DOT = 0x2e;

export class DomainTable {
	readonly #names = new Set<string>();
	/** Position n: whether there is a name of n labels; others need no look. */
	readonly #depths = new Uint8Array(MOST_LABELS + 1);
	#deepest = 0;

	constructor(names: readonly string[]) {
		for (const name of names) {
			this.#names.add(lowerAscii(name));
			let labels = 1;
			for (let at = 0; at < name.length; at++) if (name.charCodeAt(at) === DOT) labels++;
			this.#depths[labels] = 1;
			if (labels > this.#deepest) this.#deepest = labels;
		}
	}

	/** @param key a name in lower case */
	has(key: string): boolean {
		return this.#names.has(key);
	}

	/**
	 * Whether a name is in the list or below a name that is.
	 * @param key any text, with ASCII letters in lower case
	 */
	hasOrIsBelow(key: string): boolean {
		if (this.#names.has(key)) return true;
		let labels = 0;
		// From the end, one label more each time.
		for (let at = key.length - 1; at > 0 && labels < this.#deepest; at--) {
			if (key.charCodeAt(at) !== DOT) continue;
			labels++;
			if (this.#depths[labels] === 1 && this.#names.has(key.slice(at + 1))) return isSubdomainPart(key, 0, at);
		}
		return false;
	}
}
