/**
 * Which domain names of a long list a name is, or is below of.
 *
 * A hash table of our own, because a `Set` wants a string for every question: to find out whether a name of five labels
 * is below one of the list, five strings would be cut and hashed. Here the hash is carried on from the end of the name
 * to its beginning, and asked for at every dot. The table also folds the case of letters on the way.
 */

import { isLetter } from './ascii.ts';
import { isSubdomainPart, MOST_LABELS } from './domain-name.ts';

const DOT = 0x2e;

/** Hashes cannot be foreseen, so nobody can prepare a list of names that meet in one place of the table. */
const SEED = Math.floor(Math.random() * 2 ** 32);

/** One more character, from the end of a name to its beginning. */
function carryOn(hash: number, code: number): number {
	const lower = code >= 0x41 && code <= 0x5a ? code | 0x20 : code;
	return Math.imul(hash ^ lower, 0x01000193);
}

/** Spreads the hash over all bits; never 0, which marks an empty place. */
function finish(hash: number): number {
	let mixed = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
	mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
	return (mixed ^ (mixed >>> 16)) >>> 0 || 1;
}

function hashOf(text: string, from: number): number {
	let hash = SEED;
	for (let at = text.length - 1; at >= from; at--) hash = carryOn(hash, text.charCodeAt(at));
	return finish(hash);
}

export class DomainTable {
	readonly #names: readonly string[];
	/** Hash of the name in each place, 0 where there is none. At most half of the places are taken. */
	readonly #hashes: Uint32Array;
	/** Position of that name in the list. */
	readonly #positions: Uint32Array;
	readonly #mask: number;
	/** Position n: whether there is a name of n labels; others need no look. */
	readonly #depths = new Uint8Array(MOST_LABELS + 2);
	#deepest = 0;

	constructor(names: readonly string[]) {
		let places = 8;
		while (places < 2 * names.length) places *= 2;
		this.#names = names;
		this.#mask = places - 1;
		this.#hashes = new Uint32Array(places);
		this.#positions = new Uint32Array(places);
		for (let position = 0; position < names.length; position++) this.#add(names[position] as string, position);
	}

	#add(name: string, position: number): void {
		let labels = 1;
		for (let at = 0; at < name.length; at++) if (name.charCodeAt(at) === DOT) labels++;
		this.#depths[labels] = 1;
		if (labels > this.#deepest) this.#deepest = labels;
		const hash = hashOf(name, 0);
		let place = hash & this.#mask;
		while (this.#hashes[place] !== 0) {
			if (this.#hashes[place] === hash && this.#isAt(place, name, 0)) return;
			place = (place + 1) & this.#mask;
		}
		this.#hashes[place] = hash;
		this.#positions[place] = position;
	}

	/** Whether the text from an offset on is one of the names. */
	has(text: string, from = 0): boolean {
		return this.#find(hashOf(text, from), text, from);
	}

	/** Whether a text is one of the names, or that of a subdomain of one. */
	hasOrIsBelow(text: string): boolean {
		let hash = SEED;
		let labels = 0;
		for (let at = text.length - 1; at >= 0; at--) {
			const code = text.charCodeAt(at);
			if (code === DOT) {
				labels++;
				if (labels > this.#deepest) return false;
				if (this.#depths[labels] === 1 && this.#find(finish(hash), text, at + 1)) return isSubdomainPart(text, 0, at);
			}
			hash = carryOn(hash, code);
		}
		return this.#find(finish(hash), text, 0);
	}

	#find(hash: number, text: string, from: number): boolean {
		let place = hash & this.#mask;
		for (let found = this.#hashes[place]; found !== 0; found = this.#hashes[place]) {
			if (found === hash && this.#isAt(place, text, from)) return true;
			place = (place + 1) & this.#mask;
		}
		return false;
	}

	#isAt(place: number, text: string, from: number): boolean {
		const name = this.#names[this.#positions[place] as number] as string;
		if (name.length !== text.length - from) return false;
		for (let at = 0; at < name.length; at++) {
			const a = name.charCodeAt(at);
			const b = text.charCodeAt(from + at);
			if (a === b) continue;
			if ((a ^ b) !== 0x20 || !isLetter(a)) return false;
		}
		return true;
	}
}
