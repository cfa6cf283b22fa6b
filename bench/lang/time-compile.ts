/**
 * Puts one long generated script through one tool in a process of its own: `node time-compile.ts STAGE LINES`.
 * Every stage begins with the text and a cold machine, as the commands do; the time goes to stderr.
 */

import { format } from '../../lang/formatter/index.ts';
import { Engine } from '../../lang/index.ts';
import { parse } from '../../lang/parser/parse.ts';
import { SourceFile } from '../../lang/source/source-file.ts';
import { coreModule } from '../../stdlib/core/index.ts';
import { elapsedLine } from './child-process.ts';
import { generateSource } from './generate-source.ts';

/** Each answers with the number of problems found: a stage that gives up early would look fast. */
const STAGES: Readonly<Record<string, (source: SourceFile) => number>> = {
	parse: (source) => parse(source, {}).problems.length,
	compile: (source) => new Engine({ modules: [coreModule] }).compile(source).diagnostics.length,
	format: (source) => {
		const result = format(source);
		return 'problems' in result ? result.problems.length : 0;
	},
};

const [stageName = '', lineCount = ''] = process.argv.slice(2);
const stage = STAGES[stageName];
if (stage === undefined) throw new Error(`usage: node time-compile.ts ${Object.keys(STAGES).join('|')} LINES`);
const source = new SourceFile('generated.vsl', generateSource(Number(lineCount)));

const start = performance.now();
const problems = stage(source);
const elapsed = performance.now() - start;

if (problems > 0) throw new Error(`the generated script has ${problems} problems in stage ${stageName}`);
process.stderr.write(elapsedLine(elapsed));
