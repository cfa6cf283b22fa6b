/**
 * Where keys and their values stand in a text, as a tree that follows the data.
 *
 * A path is a list of names and indexes, never a joined text: names may contain dots. Filled by whoever knows the
 * text (`locate.ts` for TOML); asked by whoever reports about the data.
 */

import type { Span } from '../source/source-file.ts';

export type PathPart = string | number;

/** A place; a table that is only implied by longer keys has none of its own. */
export interface KeyPlace {
	readonly key: Span;
	/** Absent for the header of a table. */
	readonly value?: Span | undefined;
}

export class KeyPlaces {
	#place: KeyPlace | undefined;
	readonly #children = new Map<PathPart, KeyPlaces>();

	/** The node of a path, made when it is missing. */
	at(path: readonly PathPart[]): KeyPlaces {
		let node: KeyPlaces = this;
		for (const part of path) {
			let child = node.#children.get(part);
			if (child === undefined) {
				child = new KeyPlaces();
				node.#children.set(part, child);
			}
			node = child;
		}
		return node;
	}

	get place(): KeyPlace | undefined {
		return this.#place;
	}

	/** Notes a place; the first one of a path counts. */
	note(place: KeyPlace): void {
		this.#place ??= place;
	}

	/** Notes a place, in place of an earlier one and of all that was known below it. */
	replace(place: KeyPlace): void {
		this.#place = place;
		this.#children.clear();
	}

	/** The place of exactly this path. */
	find(path: readonly PathPart[]): KeyPlace | undefined {
		let node: KeyPlaces | undefined = this;
		for (const part of path) {
			node = node.#children.get(part);
			if (node === undefined) return undefined;
		}
		return node.#place;
	}

	/**
	 * The place of the longest beginning of a path that has one, and how many parts of the path that is. A table that is
	 * implied by longer keys has the place of the first of those.
	 */
	nearest(path: readonly PathPart[]): { readonly place: KeyPlace; readonly depth: number } | undefined {
		let node: KeyPlaces | undefined = this;
		let found = this.#place === undefined ? undefined : { place: this.#place, depth: 0 };
		for (let depth = 0; depth < path.length; depth++) {
			node = node.#children.get(path[depth] as PathPart);
			if (node === undefined) break;
			const place = node.#place ?? (depth === path.length - 1 ? node.#firstBelow() : undefined);
			if (place !== undefined) found = { place, depth: depth + 1 };
		}
		return found;
	}

	/** The first place of anything below; only the key, since the value is that of another path. */
	#firstBelow(): KeyPlace | undefined {
		let node: KeyPlaces | undefined = this;
		while (node !== undefined) {
			const place = node.#place;
			if (place !== undefined) return { key: place.key };
			node = node.#children.values().next().value;
		}
		return undefined;
	}
}
