/**
 * Loads the configuration of the server: the one entry for everything that needs one.
 *
 * All that is wrong comes back as diagnostics, in one go; nothing is thrown. There is a configuration exactly when none
 * of them is an error.
 */

import { extname } from 'node:path';
import type { Diagnostic } from '../../lang/diagnostics/diagnostic.ts';
import { SourceFile } from '../../lang/source/source-file.ts';
import type { PathPart } from '../../lang/toml/key-places.ts';
import { CHECKS } from './checks.ts';
import { type Config, finishConfig } from './config.ts';
import { baseFolder } from './configuration-script.ts';
import type { ConfigHost } from './host.ts';
import { type LoadedDomains, readDomains } from './load-domains.ts';
import { readScriptSettings } from './load-script.ts';
import { type LoadedSettings, type LoadTask, NO_PLACES, readDefaults } from './load-task.ts';
import { readTomlSettings } from './load-toml.ts';
import { type Places, Problems } from './problems.ts';
import { readTable } from './read.ts';
import { CONFIG_SCHEMA, HOMES, type Settings } from './schema/index.ts';

/** Where a configuration is looked for when none is named, in this order. */
export const DEFAULT_PATHS: readonly string[] = ['/etc/vsmtp/vsmtp.toml', '/etc/vsmtp/vsmtp.vsl'];

export interface LoadResult {
	readonly config: Config | undefined;
	/** Ordered by file and place. */
	readonly diagnostics: readonly Diagnostic[];
	/** The files that were read or looked for, without those that scripts import. */
	readonly files: readonly string[];
}

/** @param path of a file `*.toml` or `*.vsl`; without one the default places are tried, then the defaults hold */
export function loadConfig(path: string | undefined, host: ConfigHost): LoadResult {
	const file = path ?? DEFAULT_PATHS.find((candidate) => host.exists(candidate));
	if (file === undefined) return load(NO_PLACES.source, host, readNothing);
	const read = READERS.get(extname(file).toLowerCase());
	if (read === undefined) return refused(wrongExtension(file), [file]);
	const { source, problem } = host.readText(file);
	return source === undefined ? refused(problem, [file]) : load(source, host, read);
}

/** Loads TOML text that need not be in a file. @param name for messages */
export function loadToml(text: string, host: ConfigHost, name = 'vsmtp.toml'): LoadResult {
	return load(new SourceFile(name, text), host, readTomlSettings);
}

/** Loads a script that need not be in a file. @param name for messages; imports are looked for beside it */
export function loadScript(text: string, host: ConfigHost, name = 'vsmtp.vsl'): LoadResult {
	return load(new SourceFile(name, text), host, readScriptSettings);
}

/** The configuration without any file. */
export function defaultConfig(host: ConfigHost): Config {
	return finishConfig(readDefaults(host), new Map());
}

type Read = (source: SourceFile, base: string, task: LoadTask) => LoadedSettings | undefined;

const READERS: ReadonlyMap<string, Read> = new Map([
	['.toml', readTomlSettings],
	['.vsl', readScriptSettings],
]);

function readNothing(_source: SourceFile, _base: string, { host, problems }: LoadTask): LoadedSettings {
	const context = { host, problems, places: NO_PLACES, format: 'script', homes: HOMES } as const;
	return { settings: readTable(CONFIG_SCHEMA, undefined, [], context), places: NO_PLACES };
}

function wrongExtension(file: string): Diagnostic {
	return {
		id: 'V710',
		severity: 'error',
		message: `a configuration is a file *.toml or *.vsl: found \`${extname(file) === '' ? 'no extension' : extname(file)}\``,
		source: new SourceFile(file, ''),
		span: { start: 0, end: 0 },
		help: 'rename the file',
	};
}

function refused(diagnostic: Diagnostic, files: readonly string[]): LoadResult {
	return { config: undefined, diagnostics: [diagnostic], files };
}

function load(source: SourceFile, host: ConfigHost, read: Read): LoadResult {
	const task: LoadTask = { host, problems: new Problems(), files: source === NO_PLACES.source ? [] : [source.name] };
	const { problems, files } = task;
	const base = baseFolder(source.name);
	const loaded = read(source, base, task);
	let config: Config | undefined;
	if (loaded !== undefined) {
		const domains = readDomains(loaded, base, task);
		const { server } = loaded.settings;
		const settings: Settings = { ...loaded.settings, server: { ...server, virtual: domains.virtual } };
		runChecks(settings, loaded.places, domains, problems);
		if (!problems.failed) config = finishConfig(settings, domains.folders);
	}
	return { config, diagnostics: ordered(problems.diagnostics), files };
}

function runChecks(settings: Settings, places: Places, domains: LoadedDomains, problems: Problems): void {
	/** Keys of a domain stand in its script, if it has one. */
	const placesOf = ([first, second, domain]: readonly PathPart[]): Places =>
		(first === 'server' && second === 'virtual' ? domains.places.get(String(domain)) : undefined) ?? places;
	for (const { keys, run } of CHECKS) {
		if (keys.some((key) => problems.touches(key))) continue;
		run(settings, (path, what, message, help, id = 'V705') => {
			problems.add(placesOf(path), { id, severity: id === 'V709' ? 'warning' : 'error', path, what, message, help });
		});
	}
}

/** By file, in the order in which the files appear, and by place. */
function ordered(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
	const files = new Map<string, number>();
	for (const { source } of diagnostics) if (!files.has(source.name)) files.set(source.name, files.size);
	const rank = ({ source }: Diagnostic): number => files.get(source.name) as number;
	return [...diagnostics].sort((left, right) => rank(left) - rank(right) || left.span.start - right.span.start);
}
