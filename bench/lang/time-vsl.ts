/**
 * Runs one vSL script several times in a process of its own and tells how long that took: `node time-vsl.ts FILE RUNS`.
 *
 * The clock runs around `Engine.run` alone; start-up and compilation are outside. The first run shows what a command
 * line user meets, the best one what a server that has been running for a while does. What the script prints goes to
 * stdout when it is done, the times to stderr.
 */

import { readFileSync } from 'node:fs';
import { Engine } from '../../lang/index.ts';
import { SourceFile } from '../../lang/source/source-file.ts';
import { coreModule } from '../../stdlib/core/index.ts';
import { elapsedLines } from './child-process.ts';

const [path, runs = '1'] = process.argv.slice(2);
if (path === undefined) throw new Error('usage: node time-vsl.ts FILE [RUNS]');

const printed: string[] = [];
const engine = new Engine({ modules: [coreModule], print: (text) => printed.push(text) });
const { program, diagnostics } = engine.compile(new SourceFile(path, readFileSync(path, 'utf8')));
if (program === undefined) {
	for (const { id, message, source, span } of diagnostics) {
		const { line, column } = source.positionAt(span.start);
		console.error(`${source.name}:${line}:${column}: ${id} ${message}`);
	}
	process.exit(1);
}

const times: number[] = [];
let output: string | undefined;
for (let run = 0; run < Number(runs); run++) {
	printed.length = 0;
	const start = performance.now();
	await engine.run(program);
	times.push(performance.now() - start);
	const text = printed.map((line) => `${line}\n`).join('');
	output ??= text;
	if (text !== output) throw new Error(`run ${run + 1} printed something else: ${text}`);
}

process.stdout.write(output ?? '');
process.stderr.write(elapsedLines(times));
