/**
 * Finds the settings that hold for a script: the `vsl.toml` in its folder, or in the nearest folder above that has one.
 */

import { existsSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { DEFAULT_SETTINGS, isExcluded, readSettings, type Settings } from '../lang/checker/index.ts';
import type { Diagnostic } from '../lang/diagnostics/diagnostic.ts';
import { FULL_CATALOGUE } from './catalogue.ts';
import { readFileText } from './read-source.ts';

const SETTINGS_FILE = 'vsl.toml';

/** The scripts below one settings file, or those without any. */
export interface Project {
	readonly settings: Settings;
	/** What is wrong with the settings. */
	readonly problems: readonly Diagnostic[];
	/** Folder of the settings file. */
	readonly folder: string | undefined;
}

const NO_PROJECT: Project = { settings: DEFAULT_SETTINGS, problems: [], folder: undefined };

export class Projects {
	readonly #byFolder = new Map<string, Project>();

	/** The project of a script; each settings file is read once. */
	of(script: string): Project {
		return this.#inFolder(dirname(resolve(script)));
	}

	/** All projects that were asked for. */
	all(): Set<Project> {
		return new Set(this.#byFolder.values());
	}

	#inFolder(start: string): Project {
		const passed: string[] = [];
		let project: Project | undefined;
		for (let folder = start; project === undefined; folder = dirname(folder)) {
			project = this.#byFolder.get(folder);
			if (project !== undefined) break;
			passed.push(folder);
			if (existsSync(join(folder, SETTINGS_FILE))) project = openProject(folder);
			else if (folder === dirname(folder)) project = NO_PROJECT;
		}
		for (const folder of passed) this.#byFolder.set(folder, project);
		return project;
	}
}

function openProject(folder: string): Project {
	const name = relative('.', join(folder, SETTINGS_FILE));
	const read = readFileText(name);
	if (read.problem !== undefined) return { settings: DEFAULT_SETTINGS, problems: [read.problem], folder };
	const { settings, diagnostics } = readSettings(read.source, { catalogue: FULL_CATALOGUE });
	return { settings, problems: diagnostics, folder };
}

/** Whether the settings exclude a script from checking. */
export function isExcludedFrom(project: Project, script: string): boolean {
	if (project.folder === undefined || project.settings.exclude.length === 0) return false;
	const path = relative(project.folder, resolve(script)).split(sep).join('/');
	return isExcluded(path, project.settings.exclude);
}
