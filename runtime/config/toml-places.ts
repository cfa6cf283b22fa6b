/** Places of keys in a TOML file. */

import type { SourceFile, Span } from '../../lang/source/source-file.ts';
import type { KeyPlaces, PathPart } from '../../lang/toml/key-places.ts';
import { locateKeys } from '../../lang/toml/locate.ts';
import type { Places } from './problems.ts';

export class TomlPlaces implements Places {
	readonly source: SourceFile;
	readonly #places: KeyPlaces;

	constructor(source: SourceFile) {
		this.source = source;
		this.#places = locateKeys(source.text);
	}

	/** The key or value; for what is not there, what it should be in; in the end the start of the file. */
	locate(path: readonly PathPart[], what: 'key' | 'value'): Span {
		return spanOf(this.source, this.#places, path, what) ?? { start: 0, end: 0 };
	}
}

/** @returns `undefined` when not even a beginning of the path has a place */
export function spanOf(
	source: SourceFile,
	places: KeyPlaces,
	path: readonly PathPart[],
	what: 'key' | 'value',
): Span | undefined {
	const found = places.nearest(path);
	if (found === undefined) return undefined;
	const { key, value = key } = found.place;
	if (found.depth < path.length || what === 'key') return key;
	// Of a value of many lines the first one is shown.
	const end = source.text.indexOf('\n', value.start);
	return { start: value.start, end: end === -1 ? value.end : Math.min(value.end, end) };
}
