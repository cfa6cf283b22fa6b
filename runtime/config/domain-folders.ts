/** The folder of the handled domains: one folder, or link to one, per domain, and a link `default`. */

import { basename, join } from 'node:path';
import type { ConfigHost, DirectoryEntry } from './host.ts';
import { normalDomain } from './types/addresses.ts';

export interface DomainFolders {
	/** By domain. */
	readonly folders: ReadonlyMap<string, string>;
	/** The domain that the link `default` leads to. */
	readonly defaultDomain: string | undefined;
	/** One sentence each. */
	readonly problems: readonly string[];
}

const DEFAULT_LINK = 'default';

/** Looks through the folder; what no domain can be is a problem, files and hidden names are passed over. */
export function findDomainFolders(path: string, host: ConfigHost): DomainFolders {
	const result = host.readDirectory(path);
	if ('reason' in result)
		return { folders: new Map(), defaultDomain: undefined, problems: [`the folder '${path}': ${result.reason}`] };
	const folders = new Map<string, string>();
	const problems: string[] = [];
	let defaultDomain: string | undefined;
	const add = (name: string, folder: string): string | undefined => {
		const domain = normalDomain(name);
		if (domain === undefined) problems.push(`'${folder}' is not named like a domain`);
		else if (!folders.has(domain)) folders.set(domain, folder);
		return domain;
	};
	let link: DirectoryEntry | undefined;
	for (const entry of result.entries) {
		const folder = join(path, entry.name);
		if (entry.name.startsWith('.')) continue;
		if (entry.kind === 'broken') problems.push(`'${folder}' is a link to nothing`);
		else if (entry.kind !== 'directory') continue;
		else if (entry.name !== DEFAULT_LINK) add(entry.name, folder);
		else if (entry.target === undefined) problems.push(`'${folder}' has to be a link to the folder of a domain`);
		else link = entry;
	}
	// After all others, so that a domain that has a folder of its own keeps the path of that.
	if (link?.target !== undefined) defaultDomain = add(basename(link.target), link.target);
	return { folders, defaultDomain, problems };
}
