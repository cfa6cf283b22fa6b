/**
 * Runs the `vsl` blocks of a page: what their comments claim has to be true.
 *
 * | comment                    | claim                                                             |
 * |----------------------------|-------------------------------------------------------------------|
 * | `// ⇒ value`               | debug text of the expression that ends on this line               |
 * | `// prints text`           | the script prints this line, and nothing that is not claimed      |
 * | `// ⇒ error: text`         | the run ends on this line with an error whose message has the text |
 * | `// ⇒ syntax error: text`  | the script does not compile because of this line                  |
 *
 * ` ```vsl lines` is a block in which every line with a claim is a script of its own, behind the lines without one;
 * ` ```vsl file=NAME` is a module that the other blocks of the page can import, and a block of another language with a
 * `file=NAME` any file that they read.
 *
 * Claims are turned into the marks of the language's own test files and handed to their runner.
 */

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { readSpecFile, type SpecCase } from '../lang/testing/spec-file.ts';
import { type CaseEngine, type Failure, runCase } from '../spec-tests/run-case.ts';
import { type CodeBlock, codeBlocks } from './markdown-blocks.ts';

const CLAIMS: readonly (readonly [RegExp, string])[] = [
	[/\/\/ ⇒ syntax error: (.*)$/, '//~ * $1'],
	[/\/\/ ⇒ error: (.*)$/, '//~! * $1'],
	[/\/\/ ⇒ (.*)$/, '//= $1'],
	[/\/\/ prints (.*)$/, '//> $1'],
];

export interface Example {
	readonly line: number;
	readonly name: string;
	/** Whether it claims anything; a block without claims must compile all the same. */
	readonly claims: boolean;
	/** Runs it; the lines of failures are those of the page. */
	readonly run: (directory: string, extra?: CaseEngine) => Promise<readonly Failure[]>;
}

/** The examples of a page, without the modules. */
export function vslExamples(page: string): Example[] {
	return vslBlocks(page)
		.filter((block) => moduleName(block) === undefined)
		.flatMap((block) => casesOf(block).map((spec) => example(spec)));
}

/** Writes the modules and other files of a page into a new folder for the time of a call. */
export async function withModules<T>(page: string, body: (directory: string) => Promise<T>): Promise<T> {
	const directory = mkdtempSync(join(tmpdir(), 'vsl-docs-'));
	try {
		for (const block of codeBlocks(page)) {
			const name = moduleName(block);
			if (name === undefined) continue;
			const file = join(directory, name);
			mkdirSync(dirname(file), { recursive: true });
			writeFileSync(file, `${block.text}\n`);
		}
		return await body(directory);
	} finally {
		rmSync(directory, { recursive: true, force: true });
	}
}

function vslBlocks(page: string): CodeBlock[] {
	return codeBlocks(page).filter((block) => block.language === 'vsl');
}

function moduleName(block: CodeBlock): string | undefined {
	return block.words.find((word) => word.startsWith('file='))?.slice('file='.length);
}

function casesOf(block: CodeBlock): SpecCase[] {
	const code = block.text.split('\n').map((line) => {
		const claim = CLAIMS.find(([pattern]) => pattern.test(line));
		return claim === undefined ? line : line.replace(claim[0], claim[1]);
	});
	// Line breaks in front keep the lines those of the page.
	const before = Array.from({ length: block.line - 2 }, () => '');
	const head = block.words.includes('lines') ? '//# each: line' : '';
	return readSpecFile([...before, head, ...code].join('\n')).cases.slice();
}

function example(spec: SpecCase): Example {
	const { line, program } = spec;
	return {
		line,
		name: `line ${line}: ${program.trim().split('\n')[0]}`,
		claims: spec.expectations.length > 0,
		run: (directory, extra) => runCase(spec, join(directory, 'page.vsl'), extra),
	};
}
