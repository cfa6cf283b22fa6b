/**
 * `npm run bench:lang`: the language against CPython, then the speed of the compiler and of starting up.
 *
 * Ends with 1 when the two sides of a program disagree or a child fails, with 2 for wrong usage or a missing Python.
 * Times never decide the exit code: they belong to the machine, and the last lines say what was reached.
 */

import { readFileSync, writeFileSync } from 'node:fs';
import { cpus, release, type as systemName } from 'node:os';
import { fileURLToPath } from 'node:url';
import { ChildError } from './child-process.ts';
import { type Comparison, compare, runPython } from './compare.ts';
import { LINE_COUNT, measureCompile } from './compile.ts';
import { type Options, readOptions, USAGE } from './options.ts';
import { programFile } from './programs.ts';
import { findPython, type Python } from './python.ts';
import { judge, RESULT_HEAD, replaceBlock, resultLine, resultMarkdown, timesMarkdown, verdictLines } from './report.ts';
import { measureStartup } from './startup.ts';

const PERFORMANCE_PAGE = fileURLToPath(new URL('../../docs/performance.md', import.meta.url));

function main(): number {
	let options: Options;
	try {
		options = readOptions(process.argv.slice(2));
	} catch (error) {
		console.error(`${error instanceof Error ? error.message : error}\n\n${USAGE}`);
		return 2;
	}
	if (options.help) {
		console.log(USAGE);
		return 0;
	}
	const python = findPython(options.python);
	if (typeof python === 'string') {
		console.error(python);
		return 2;
	}
	try {
		return options.record ? record(options, python) : measure(options, python);
	} catch (error) {
		if (!(error instanceof ChildError)) throw error;
		console.error(error.message);
		return 1;
	}
}

function record(options: Options, python: Python): number {
	for (const { name } of options.programs) {
		writeFileSync(programFile(name, 'out'), `${runPython(python.path, name).output}\n`);
	}
	return 0;
}

function measure(options: Options, python: Python): number {
	const setting = settingLine(options, python);
	console.log(`${setting}\n\n${RESULT_HEAD}`);
	const results: Comparison[] = [];
	for (const program of options.programs) {
		const result = compare(program, python.path, options.rounds);
		results.push(result);
		console.log(resultLine(result));
		if (result.disagreement !== undefined) console.error(`  results disagree: ${result.disagreement}`);
	}
	const verdict = judge(results);
	console.log(`\n${verdictLines(verdict).join('\n')}`);
	const agree = results.every((result) => result.disagreement === undefined);

	if (options.everything) {
		const compileTimes = measureCompile(options.rounds);
		const startTimes = measureStartup(options.rounds * 2);
		const head = `${LINE_COUNT.toLocaleString('en')} lines, in a fresh process`;
		printTimes(head, compileTimes);
		printTimes('start-up', startTimes);
		const content = [
			setting,
			resultMarkdown(results, verdict),
			timesMarkdown(head, compileTimes),
			timesMarkdown('start-up', startTimes),
		];
		if (options.write && agree) writePage(content.join('\n\n'));
	}
	return agree ? 0 : 1;
}

function printTimes(head: string, times: ReadonlyMap<string, number>): void {
	console.log(`\n${head}`);
	for (const [what, value] of times) console.log(`${value.toFixed(1).padStart(10)} ms  ${what.replaceAll('`', '')}`);
}

/** On what and with what was measured. */
function settingLine(options: Options, python: Python): string {
	const processors = cpus();
	const machine = `${processors[0]?.model.trim() ?? 'unknown processor'}, ${processors.length} logical CPUs`;
	const system = `${systemName()} ${release()}`;
	const date = new Date().toISOString().slice(0, 10);
	return `${date} · ${machine} · ${system} · Node ${process.versions.node} · ${python.version} · best of ${options.rounds}`;
}

function writePage(content: string): void {
	const page = replaceBlock(readFileSync(PERFORMANCE_PAGE, 'utf8'), 'bench:lang', content);
	if (page === undefined) throw new ChildError(`${PERFORMANCE_PAGE} has no marks bench:lang:begin and bench:lang:end`);
	writeFileSync(PERFORMANCE_PAGE, page);
	console.log(`\nwritten to ${PERFORMANCE_PAGE}`);
}

process.exitCode = main();
