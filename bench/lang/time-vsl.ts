/**
 * Runs one vSL script in a process of its own and tells how long the run took: `node time-vsl.ts FILE`.
 *
 * The clock runs around `Engine.run` alone, in a fresh process: start-up and compilation are outside, warming up of the
 * machine code is inside, as a user meets it. What the script prints goes to stdout when it is done, the time to stderr.
 */

import { readFileSync } from 'node:fs';
import { Engine } from '../../lang/index.ts';
import { SourceFile } from '../../lang/source/source-file.ts';
import { coreModule } from '../../stdlib/core/index.ts';
import { elapsedLine } from './child-process.ts';

const path = process.argv[2];
if (path === undefined) throw new Error('usage: node time-vsl.ts FILE');

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

const start = performance.now();
await engine.run(program);
const elapsed = performance.now() - start;

process.stdout.write(printed.map((line) => `${line}\n`).join(''));
process.stderr.write(elapsedLine(elapsed));
