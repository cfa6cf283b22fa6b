/** Runs one program on the engine and on the reference evaluator, and says what each of them made of it. */

import { type CompiledScript, Engine, parse, ScriptError, SourceFile, type Value } from '../../lang/index.ts';
import { debugText } from '../../lang/values/display.ts';
import type { ErrorPlace } from '../../lang/vm/errors.ts';
import { coreModule } from '../../stdlib/core/index.ts';
import { reduceProgram } from './reduce-program.ts';
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

function errorOutcome(error: ScriptError): string {
	const lines = [`${error.kind} ${error.text}${lineOf(error.place)}`];
	for (const { kind, name, place } of error.wrappers) lines.push(`${kind} '${name}'${lineOf(place)}`);
	return neutral(lines.join('\n'));
}

function valueOutcome(value: Value): string {
	return neutral(debugText(value));
}

/** Generated expressions nest deeply; everything else is as scripts have it. */
export const OPEN_LIMITS = { expressionDepth: 0, functionExpressionDepth: 0 };

/** The two ways to run a program: in the interpreter alone, and compiled to JavaScript as early as possible. */
const ENGINES = {
	interpreted: new Engine({ modules: [coreModule], limits: OPEN_LIMITS, jit: false }),
	compiled: new Engine({ modules: [coreModule], limits: OPEN_LIMITS, jitThreshold: 1 }),
} as const;

type Way = keyof typeof ENGINES;
const reference = new ReferenceEvaluator([coreModule]);

/** More than any generated program needs that does not double a container again and again. */
const WORK = 200_000;
/** While a program is reduced, half of what is left of it runs for ever. */
const LITTLE_WORK = 10_000;

function referenceOutcome(source: SourceFile, work: number): Outcome | undefined {
	const { script } = parse(source, { expressionDepth: 0, functionExpressionDepth: 0 });
	const printed: string[] = [];
	try {
		const outcome = reference.run(source, script, (line) => printed.push(neutral(line)), work);
		const result = outcome.kind === 'value' ? valueOutcome(outcome.value) : errorOutcome(outcome.error);
		return { result, printed };
	} catch (error) {
		if (error instanceof TooMuchWork) return undefined;
		throw error;
	}
}

function describeRun(run: () => Value, printed: readonly string[]): Outcome {
	try {
		return { result: valueOutcome(run()), printed };
	} catch (error) {
		if (error instanceof ScriptError) return { result: errorOutcome(error), printed };
		throw error;
	}
}

function synchronousOutcome(way: Way, program: CompiledScript): Outcome {
	const printed: string[] = [];
	return describeRun(() => ENGINES[way].runSync(program, { print: (line) => printed.push(neutral(line)) }), printed);
}

/** What a program does on an engine of the test's own, which may make it wait. */
export async function engineOutcome(host: Engine, program: CompiledScript): Promise<Outcome> {
	const printed: string[] = [];
	const print = (line: string) => printed.push(neutral(line));
	try {
		const value = await host.run(program, { print });
		return describeRun(() => value, printed);
	} catch (error) {
		return describeRun(() => {
			throw error;
		}, printed);
	}
}

export interface Comparison {
	readonly verdict: 'same' | 'different' | 'does not compile' | 'too much work';
	readonly expected?: Outcome;
	/** Of the engine, if it differs. */
	readonly actual?: Outcome;
	readonly way?: Way;
}

function alike(one: Outcome, other: Outcome): boolean {
	return one.result === other.result && one.printed.join('\n') === other.printed.join('\n');
}

/** Whether the engine, in either way, and the reference evaluator agree on a program. */
export function compareRuns(text: string, work = WORK): Comparison {
	const source = new SourceFile('', text);
	let expected: Outcome | undefined;
	for (const way of Object.keys(ENGINES) as Way[]) {
		const { program } = ENGINES[way].compile(source);
		if (program === undefined) return { verdict: 'does not compile' };
		// The reference comes first, for it knows when a program is too much: its value may not even have a text.
		expected ??= referenceOutcome(source, work);
		if (expected === undefined) return { verdict: 'too much work' };
		const actual = synchronousOutcome(way, program);
		if (!alike(expected, actual)) return { verdict: 'different', expected, actual, way };
	}
	return { verdict: 'same', ...(expected === undefined ? {} : { expected }) };
}

function outcomeText({ result, printed }: Outcome): string {
	return [...printed.map((line) => `  | ${line}`), `  = ${result}`].join('\n');
}

/** What the two made of a program on which they differ, after it has been made as small as possible. */
export function differenceReport(text: string): string {
	const program = reduceProgram(text, (shorter) => compareRuns(shorter, LITTLE_WORK).verdict === 'different');
	const { expected, actual, way } = compareRuns(program);
	if (expected === undefined || actual === undefined) return program;
	return `${program}\n--- reference\n${outcomeText(expected)}\n--- ${way}\n${outcomeText(actual)}`;
}
