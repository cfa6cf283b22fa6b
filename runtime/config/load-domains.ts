/** Reads the folders of the handled domains, and the script `config.vsl` in each that has one. */

import { join } from 'node:path';
import { MapValue } from '../../lang/index.ts';
import { configurationEngine, runConfigurationScript } from './configuration-script.ts';
import { findDomainFolders } from './domain-folders.ts';
import { type LoadedSettings, type LoadTask, nested } from './load-task.ts';
import type { Places } from './problems.ts';
import { readTable } from './read.ts';
import { HOMES } from './schema/index.ts';
import { VIRTUAL, type VirtualDomain } from './schema/server.ts';
import { showNode, toValue } from './show.ts';

const SCRIPT = 'config.vsl';
const VIRTUAL_PATH = ['server', 'virtual'] as const;

export interface LoadedDomains {
	/** All domains, those of the file itself first. */
	readonly virtual: ReadonlyMap<string, VirtualDomain>;
	readonly folders: ReadonlyMap<string, string>;
	/** Places of keys of domains that have a script. */
	readonly places: ReadonlyMap<string, Places>;
}

/** @param base folder for imports */
export function readDomains({ settings, places }: LoadedSettings, base: string, task: LoadTask): LoadedDomains {
	const virtual = new Map(settings.server.virtual);
	const found = new Map<string, Places>();
	const path = settings.app.vsl.domain_dir;
	if (path === undefined) return { virtual, folders: new Map(), places: found };
	const { host, problems, files } = task;
	const { folders, defaultDomain, problems: complaints } = findDomainFolders(path, host);
	for (const message of complaints) {
		problems.add(places, {
			id: 'V708',
			severity: 'error',
			path: ['app', 'vsl', 'domain_dir'],
			what: 'value',
			message,
		});
	}
	const engine = configurationEngine(base, host);
	for (const [domain, folder] of folders) {
		const at = [...VIRTUAL_PATH, domain];
		const quiet = { host, problems, places, format: 'script', homes: HOMES } as const;
		const known = virtual.get(domain) ?? readTable(VIRTUAL, undefined, at, quiet);
		const before = domain === defaultDomain ? { ...known, is_default: true } : known;
		virtual.set(domain, before);
		const script = join(folder, SCRIPT);
		files.push(script);
		if (!host.exists(script)) continue;
		const { source, problem } = host.readText(script);
		if (source === undefined) {
			problems.addDiagnostics([problem]);
			continue;
		}
		const given = toValue(showNode(VIRTUAL, before, { allNames: true }) ?? {});
		const outcome = runConfigurationScript({
			engine,
			source,
			functionName: 'on_domain_config',
			given: given instanceof MapValue ? given : new MapValue(),
			prefix: at.length,
		});
		if (!outcome.ok) {
			problems.addDiagnostics(outcome.diagnostics);
			continue;
		}
		found.set(domain, outcome.places);
		const context = { ...quiet, places: outcome.places, given: nested(at, outcome.given) };
		virtual.set(domain, readTable(VIRTUAL, outcome.table, at, context));
	}
	return { virtual, folders, places: found };
}
