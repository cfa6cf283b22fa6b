/** What the steps of loading share. */

import { SourceFile } from '../../lang/source/source-file.ts';
import type { PathPart } from '../../lang/toml/key-places.ts';
import type { ConfigHost } from './host.ts';
import type { Plain, PlainTable } from './plain.ts';
import { type Places, Problems } from './problems.ts';
import { readTable } from './read.ts';
import { CONFIG_SCHEMA, HOMES, type Settings } from './schema/index.ts';

export interface LoadTask {
	readonly host: ConfigHost;
	readonly problems: Problems;
	/** Names of files that were read or looked for. */
	readonly files: string[];
}

/** What a file says, with the places of its keys. */
export interface LoadedSettings {
	readonly settings: Settings;
	readonly places: Places;
}

/** For what no file says: everything is at the start of nothing. */
export const NO_PLACES: Places = {
	source: new SourceFile('<defaults>', ''),
	locate: () => ({ start: 0, end: 0 }),
};

/** Defaults, as good as they can be on this host; what it lacks is reported when a file has been read. */
export function readDefaults(host: ConfigHost): Settings {
	const problems = new Problems();
	return readTable(CONFIG_SCHEMA, undefined, [], { host, problems, places: NO_PLACES, format: 'script', homes: HOMES });
}

/** A table that contains nothing but another one, at a path. */
export function nested(path: readonly PathPart[], table: PlainTable): PlainTable {
	return path.reduceRight<PlainTable>((inner, part) => new Map<string, Plain>([[String(part), inner]]), table);
}
