/** For tests: what becomes of a text when everything that can be moved is moved. */

import { applyFixes, checkFiles, safeFixes } from '../../../lang/checker/index.ts';
import { CATALOGUE, createCatalogue } from '../../../lang/diagnostics/catalogue.ts';
import type { Diagnostic } from '../../../lang/diagnostics/diagnostic.ts';
import { type ParseResult, parse, SourceFile } from '../../../lang/index.ts';
import { coreModule } from '../../core/index.ts';
import { mailLibrary } from '../index.ts';
import { type Generation, MIGRATION_ENTRIES, migrationRule } from './index.ts';

export interface MovedProject {
	/** Texts by file name. */
	readonly files: ReadonlyMap<string, string>;
	/** What is left, `FILE:LINE message` without the file where there is one only. */
	readonly left: readonly Diagnostic[];
	/** Times that fixes were applied. */
	readonly rounds: number;
}

const modules = [coreModule, ...mailLibrary()];

const catalogue = createCatalogue(CATALOGUE.entries, MIGRATION_ENTRIES);

/** More would mean that two fixes undo each other. */
const MAX_ROUNDS = 10;

export function findings(files: readonly ParseResult[], generation: Generation): Diagnostic[] {
	const byName = new Map(files.map((file) => [file.source.name, file]));
	const context = {
		modules,
		loadModule: (path: string) => byName.get(path) ?? byName.get(`${path}.vsl`),
		rules: [migrationRule(generation, files)],
		catalogue,
	};
	const ids = new Set(MIGRATION_ENTRIES.map(({ id }) => id));
	return checkFiles(files, context).filter(({ id }) => ids.has(id));
}

/** @param sources texts by file name */
export function moveProject(sources: ReadonlyMap<string, string>, generation: Generation): MovedProject {
	let texts = new Map(sources);
	for (let rounds = 0; ; rounds++) {
		const files = [...texts].map(([name, text]) => parse(new SourceFile(name, text)));
		for (const { problems, source } of files) {
			const [problem] = problems;
			if (problem !== undefined) throw new Error(`${problem.message}\n${source.text}`);
		}
		const left = findings(files, generation);
		const next = new Map(
			files.map(({ source: { name, text } }) => {
				const own = left.filter(({ source }) => source.name === name);
				return [name, applyFixes(text, safeFixes(own)).text];
			}),
		);
		if ([...next].every(([name, text]) => texts.get(name) === text)) return { files: texts, left, rounds };
		if (rounds === MAX_ROUNDS)
			throw new Error(`still changing after ${rounds} rounds:\n${[...next.values()].join('\n')}`);
		texts = next;
	}
}

/** One file alone. */
export function moveText(text: string, generation: Generation): { readonly text: string; readonly left: string[] } {
	const { files, left } = moveProject(new Map([['main.vsl', text]]), generation);
	return {
		text: files.get('main.vsl') ?? '',
		left: left.map(({ message, help }) => (help === undefined ? message : `${message}: ${help}`)),
	};
}
