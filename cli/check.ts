/** `vsl check`: reports what is wrong with scripts, and repairs what can be repaired without a doubt. */

import { statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { applyFixes, type CheckContext, checkFiles, safeFixes, type Target } from '../lang/checker/index.ts';
import type { Diagnostic } from '../lang/diagnostics/diagnostic.ts';
import { renderGithub } from '../lang/diagnostics/render-github.ts';
import { renderJson } from '../lang/diagnostics/render-json.ts';
import { renderJunit } from '../lang/diagnostics/render-junit.ts';
import { renderSarif } from '../lang/diagnostics/render-sarif.ts';
import { countBySeverity, renderCounts, renderTextReport } from '../lang/diagnostics/render-text.ts';
import { blankShebang, type ParseResult, parse, SourceFile } from '../lang/index.ts';
import { systemErrorText } from '../runtime/files/system-error.ts';
import { MAIL_CHECK } from '../stdlib/mail/check-library.ts';
import { mailRules } from '../stdlib/mail/lints/index.ts';
import { migrationRules } from '../stdlib/mail/migration/index.ts';
import { FULL_CATALOGUE } from './catalogue.ts';
import type { CheckFormat } from './check-formats.ts';
import { listFiles } from './check-lists.ts';
import { ModuleFinder } from './check-modules.ts';
import { EXIT_FINDINGS, EXIT_OK, EXIT_USAGE } from './exit-codes.ts';
import { findScripts } from './find-scripts.ts';
import { isExcludedFrom, type Project, Projects } from './project-settings.ts';
import { readFileText } from './read-source.ts';
import type { Terminal } from './terminal.ts';
import { replaceFile } from './write-file.ts';

export interface CheckOptions {
	readonly format: CheckFormat;
	readonly fix: boolean;
	readonly denyWarnings: boolean;
	/** The generation of spellings to report what differs from; by default that of the settings. */
	readonly target: Target | undefined;
	/** Of this package, for reports that name their tool. */
	readonly version: string;
}

/** A fix can make room for another one; more rounds than this mean that fixes undo each other. */
const FIX_ROUNDS = 10;

export async function checkCommand(
	paths: readonly string[],
	options: CheckOptions,
	terminal: Terminal,
): Promise<number> {
	const scripts = findScripts(paths);
	let result = check(scripts, paths, options);
	for (let round = 0; options.fix && round < FIX_ROUNDS; round++) {
		if (!repair(result, terminal)) break;
		result = check(scripts, paths, options);
	}
	const { diagnostics, files, unreadable } = result;
	terminal.output.write(render(diagnostics, files, options, terminal));
	const counts = countBySeverity(diagnostics);
	if (unreadable) return EXIT_USAGE;
	return counts.error > 0 || (options.denyWarnings && counts.warning > 0) ? EXIT_FINDINGS : EXIT_OK;
}

interface CheckResult {
	readonly diagnostics: readonly Diagnostic[];
	/** Names of the files that were looked at. */
	readonly files: readonly string[];
	readonly unreadable: boolean;
}

/** @param paths as given: a script that is named is checked even where the settings exclude it */
function check(scripts: readonly string[], paths: readonly string[], options: CheckOptions): CheckResult {
	const named = new Set(paths);
	const projects = new Projects();
	const finder = new ModuleFinder();
	const diagnostics: Diagnostic[] = [];
	const files: string[] = [];
	const byProject = new Map<Project, ParseResult[]>();
	let unreadable = false;
	for (const script of scripts) {
		const project = projects.of(script);
		if (!named.has(script) && isExcludedFrom(project, script)) continue;
		files.push(script);
		const read = readFileText(script);
		if (read.problem !== undefined) {
			diagnostics.push(read.problem);
			unreadable ||= read.problem.source.text === '';
			continue;
		}
		const parsed = parse(blankShebang(read.source));
		finder.add(parsed);
		const group = byProject.get(project);
		if (group === undefined) byProject.set(project, [parsed]);
		else group.push(parsed);
	}
	const report = (found: readonly Diagnostic[]): void => {
		for (const diagnostic of found) diagnostics.push(diagnostic);
	};
	for (const project of projects.all()) report(project.problems);
	for (const [project, group] of byProject) {
		const top = project.folder ?? commonFolder(paths);
		const context: CheckContext = {
			...MAIL_CHECK,
			rules: [...mailRules(listFiles(top)), ...migrationRules(options.target ?? project.settings.target, group)],
			catalogue: FULL_CATALOGUE,
			// `vsl run` puts it there.
			hostNames: ['ARGS'],
			settings: project.settings,
			loadModule: finder.loader(top),
		};
		report(checkFiles(group, context));
	}
	// Whatever else they may contain is their own check's business, but one that cannot be read cannot be imported.
	for (const module of finder.others) report(module.problems);
	return { diagnostics, files, unreadable };
}

/** The deepest folder that holds all paths. */
function commonFolder(paths: readonly string[]): string {
	const folders = paths.map((path) => resolve(statSync(path).isDirectory() ? path : dirname(path)));
	let common = folders[0] ?? resolve('.');
	for (const full of folders) {
		while (full !== common && !full.startsWith(common.endsWith('/') ? common : `${common}/`)) common = dirname(common);
	}
	return common;
}

/** Applies the safe fixes of all files. @returns whether anything changed */
function repair({ diagnostics }: CheckResult, terminal: Terminal): boolean {
	const bySource = new Map<SourceFile, Diagnostic[]>();
	for (const diagnostic of diagnostics) {
		const group = bySource.get(diagnostic.source);
		if (group === undefined) bySource.set(diagnostic.source, [diagnostic]);
		else group.push(diagnostic);
	}
	let changed = false;
	for (const [source, group] of bySource) {
		const fixes = safeFixes(group);
		if (fixes.length === 0) continue;
		// The text on disk still has its shebang line; offsets are the same.
		const read = readFileText(source.name);
		if (read.problem !== undefined || blankShebang(read.source).text !== source.text) continue;
		const { text, applied } = applyFixes(read.source.text, fixes);
		if (applied === 0 || breaks(text, group)) continue;
		try {
			replaceFile(source.name, read.mark + text);
		} catch (error) {
			terminal.errors.line(`vsl: cannot write ${source.name}: ${systemErrorText(error)}`);
			continue;
		}
		terminal.errors.line(`fixed ${applied} ${applied === 1 ? 'finding' : 'findings'} in ${source.name}`);
		changed = true;
	}
	return changed;
}

/** Whether a text has syntax errors although the file had none. */
function breaks(text: string, before: readonly Diagnostic[]): boolean {
	const hadErrors = before.some(({ parseKind }) => parseKind !== undefined);
	return !hadErrors && parse(blankShebang(new SourceFile('', text))).problems.length > 0;
}

function render(
	diagnostics: readonly Diagnostic[],
	files: readonly string[],
	options: CheckOptions,
	terminal: Terminal,
): string {
	switch (options.format) {
		case 'text': {
			const report = renderTextReport(diagnostics, { color: terminal.colorOutput });
			const checked = `${files.length} ${files.length === 1 ? 'file' : 'files'} checked`;
			return `${report}${report === '' ? '' : '\n'}${checked}: ${renderCounts(diagnostics) || 'no findings'}\n`;
		}
		case 'json':
			return renderJson(diagnostics);
		case 'sarif':
			return renderSarif(diagnostics, {
				version: options.version,
				baseUri: `${pathToFileURL('.').href}/`,
				catalogue: FULL_CATALOGUE,
			});
		case 'github':
			return renderGithub(diagnostics);
		case 'junit':
			return renderJunit(diagnostics, { files, catalogue: FULL_CATALOGUE });
	}
}
