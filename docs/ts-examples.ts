/**
 * Checks and runs the `ts` blocks of a page.
 *
 * The blocks of one section are one program. A comment that begins with `⇒` claims a line of output; the claims of a
 * section, in order, are all that it prints. Imports of the package are led to the sources of this checkout.
 */

import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { codeBlocks } from './markdown-blocks.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** Entries of the package and where their sources are. */
const ENTRIES: Readonly<Record<string, string>> = {
	'vsl-mta/lang': join(ROOT, 'lang/index.ts'),
	'vsl-mta/core': join(ROOT, 'stdlib/core/index.ts'),
};

export interface Program {
	readonly section: string;
	/** File name in the folder of the programs. */
	readonly file: string;
	/** The code, on the lines that it has in the page. */
	readonly text: string;
	readonly output: readonly string[];
}

/** The programs of a page, one per section that has any. */
export function programs(page: string): Program[] {
	const bySection = new Map<string, string[]>();
	for (const block of codeBlocks(page)) {
		if (block.language !== 'ts') continue;
		const lines = bySection.get(block.section) ?? [];
		while (lines.length < block.line - 1) lines.push('');
		lines.push(...block.text.split('\n'));
		bySection.set(block.section, lines);
	}
	return [...bySection].map(([section, lines], index) => ({
		section,
		file: `section-${index + 1}.ts`,
		text: `${withSources(lines.join('\n'))}\n`,
		output: lines.flatMap((line) => /\/\/ ⇒ (.*)$/.exec(line)?.[1] ?? []),
	}));
}

function withSources(text: string): string {
	return text.replace(/(?<=from ')[^']+(?=')/g, (name) => ENTRIES[name] ?? name);
}

/** A new folder with the programs and what they need to be checked and run; `dispose` removes it. */
export function writePrograms(list: readonly Program[]): { directory: string; dispose: () => void } {
	const directory = mkdtempSync(join(tmpdir(), 'vsl-docs-'));
	for (const { file, text } of list) writeFileSync(join(directory, file), text);
	symlinkSync(join(ROOT, 'node_modules'), join(directory, 'node_modules'));
	writeFileSync(join(directory, 'package.json'), '{ "type": "module" }\n');
	const config = {
		extends: join(ROOT, 'tsconfig.json'),
		compilerOptions: { rewriteRelativeImportExtensions: false },
		include: [],
		files: list.map(({ file }) => file),
	};
	writeFileSync(join(directory, 'tsconfig.json'), JSON.stringify(config));
	return { directory, dispose: () => rmSync(directory, { recursive: true, force: true }) };
}

/** @returns what the compiler complains about in the programs, by line of the page; empty if nothing */
export function typeErrors(directory: string): string {
	// The package tells where its executable is; the name in `.bin` is a script of another shell on some systems.
	const { bin } = JSON.parse(readFileSync(join(ROOT, 'node_modules/typescript/package.json'), 'utf8'));
	const compiler = join(ROOT, 'node_modules/typescript', bin.tsc);
	const report = execute(directory, [compiler, '--noEmit', '--pretty', 'false', '-p', '.']);
	// What is wrong elsewhere is the business of `npm run types`.
	return report
		.split('\n')
		.filter((line) => !/^(?:\.\.|\/).*: error /.test(line))
		.join('\n')
		.trim();
}

/** Runs all programs. @returns the lines that each printed */
export function runAll(directory: string, list: readonly Program[]): string[][] {
	const text = execute(directory, [join(ROOT, 'docs/run-programs.ts'), ...list.map(({ file }) => file)]);
	try {
		return JSON.parse(text) as string[][];
	} catch {
		throw new Error(`the programs did not run to their end:\n${text}`);
	}
}

function execute(directory: string, args: readonly string[]): string {
	const { stdout, stderr } = spawnSync(process.execPath, args, { cwd: directory, encoding: 'utf8' });
	return `${stdout}${stderr}`;
}
