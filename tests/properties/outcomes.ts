/** Runs one program on the engine and on the reference evaluator, and says what each of them made of it. */

import { Engine, parse, ScriptError, SourceFile, type Value } from '../../lang/index.ts';
import { debugText } from '../../lang/values/display.ts';
import type { ErrorPlace } from '../../lang/vm/errors.ts';
import { coreModule } from '../../stdlib/core/index.ts';
import { ReferenceEvaluator, TooMuchWork } from './reference/evaluate.ts';

/** What a program did, as text: two runs are alike if the texts are. */
export interface Outcome {
	/** The debug text of the value, or the error. */
	readonly result: string;
	readonly printed: readonly string[];
}

/** Names of closures are made up anew by every run, and columns are for other tests. */
function neutral(text: string): string {
	return text.replace(/anon\$\w+/g, 'anon$').replace(/position"?:? \d+/g, 'position');
}

function lineOf(place: ErrorPlace | undefined): string {
	return place === undefined ? '' : ` (line ${place.source.lineAt(place.start)})`;
}

export function errorOutcome(error: ScriptError): string {
	const lines = [`${error.kind} ${error.text}${lineOf(error.place)}`];
	for (const { kind, name, place } of error.wrappers) lines.push(`${kind} '${name}'${lineOf(place)}`);
	return neutral(lines.join('\n'));
}

export function valueOutcome(value: Value): string {
	return neutral(debugText(value));
}

const engine = new Engine({ modules: [coreModule] });
const reference = new ReferenceEvaluator([coreModule]);

/** More than any generated program needs that does not double a container again and again. */
const WORK = 200_000;

/** @returns `undefined` if the program is too much work for the reference evaluator */
export function referenceOutcome(text: string): Outcome | undefined {
	const source = new SourceFile('', text);
	const { script, problems } = parse(source);
	if (problems.length > 0) throw new Error(`${problems[0]?.message}:\n${text}`);
	const printed: string[] = [];
	try {
		const outcome = reference.run(source, script, (line) => printed.push(neutral(line)), WORK);
		const result = outcome.kind === 'value' ? valueOutcome(outcome.value) : errorOutcome(outcome.error);
		return { result, printed };
	} catch (error) {
		if (error instanceof TooMuchWork) return undefined;
		throw error;
	}
}

/** @returns `undefined` if the program does not compile */
export function engineOutcome(text: string): Outcome | undefined {
	const { program } = engine.compile(text);
	if (program === undefined) return undefined;
	const printed: string[] = [];
	try {
		const value = engine.runSync(program, { print: (line) => printed.push(neutral(line)) });
		return { result: valueOutcome(value), printed };
	} catch (error) {
		if (error instanceof ScriptError) return { result: errorOutcome(error), printed };
		throw error;
	}
}
