/**
 * Runs one case of a data-driven test file (see `lang/testing/spec-file.ts`) and says what came out differently.
 *
 * To learn the value of a statement in the middle of a program, its expression becomes the argument of a native
 * function that writes the value down; the value of the last statement is that of the script. So `//= V` is for
 * expression statements, and for anything at the end. Lines stay as they are; columns of a marked line do not.
 */

import type { Statement } from '../lang/ast/nodes.ts';
import type { Diagnostic } from '../lang/diagnostics/diagnostic.ts';
import { Engine, type EngineOptions } from '../lang/engine.ts';
import { fileResolver } from '../lang/modules/file-resolver.ts';
import { declare, type NativeModule, plain } from '../lang/modules/native-module.ts';
import { parse } from '../lang/parser/index.ts';
import type { ParseOptions } from '../lang/parser/parse-options.ts';
import { SourceFile } from '../lang/source/source-file.ts';
import type { Expectation, SpecCase } from '../lang/testing/spec-file.ts';
import { debugText } from '../lang/values/display.ts';
import type { ErrorPlace } from '../lang/vm/errors.ts';
import { ScriptError } from '../lang/vm/errors.ts';
import { DEFAULT_LIMITS, type Limits } from '../lang/vm/limits.ts';
import { Scope } from '../lang/vm/scope.ts';
import { coreModule } from '../stdlib/core/index.ts';

/** Words of the header `options`; each stands for a setting of the engine or the parser. */
const OPTIONS: Readonly<Record<string, Partial<EngineOptions>>> = {
	strictVariables: { strictVariables: true },
	noShadowing: { noShadowing: true },
	failOnMissingProperty: { failOnMissingProperty: true },
};
const PARSE_OPTIONS: Readonly<Record<string, ParseOptions>> = {
	metadata: { metadata: true },
	noIfExpression: { allowIfExpression: false },
	noSwitchExpression: { allowSwitchExpression: false },
	noLoopExpressions: { allowLoopExpressions: false },
	noStatementExpression: { allowStatementExpression: false },
	noAnonymousFunctions: { allowAnonymousFunctions: false },
	noLooping: { allowLooping: false },
};
const EXPRESSION_ONLY = 'expressionOnly';

const HEADERS = new Set([
	'name',
	'each',
	'limits',
	'options',
	'disabled',
	'debug',
	'scope',
	'control-pictures',
	'line-breaks',
	'further-errors',
	'skip',
]);
/** `␀` to `␟` stand for the control characters in cases with the header `control-pictures`. */
const FIRST_PICTURE = 0x2400;
const LAST_PICTURE = 0x241f;

/** Calls of this function are put around the expressions whose value is wanted. */
const PROBE = 'spec_value';

/** A difference, with its line in the test file. */
export interface Failure {
	readonly line: number;
	readonly message: string;
	/** A diagnostic too many, while all expected ones are there. */
	readonly further?: boolean;
}

interface Setup {
	readonly limits: Partial<Limits>;
	readonly engine: Partial<EngineOptions>;
	readonly parse: ParseOptions;
	readonly expressionOnly: boolean;
}

/** What else the engine of a case has: settings of its second tier, natives beside the core library, directives. */
export type CaseEngine = Pick<
	EngineOptions,
	'jit' | 'jitThreshold' | 'modules' | 'directives' | 'constantsInFunctions'
>;

/**
 * Runs a case.
 * @param file path of the test file if the case may import modules beside it
 * @returns the differences in the order of the file; empty if all is as expected
 */
export async function runCase(spec: SpecCase, file: string | undefined, extra: CaseEngine = {}): Promise<Failure[]> {
	const failures: Failure[] = [];
	for (const key of spec.headers.keys()) {
		if (!HEADERS.has(key)) failures.push({ line: spec.line, message: `unknown header ${key}` });
	}
	const setup = readSetup(spec, failures);
	if (failures.length > 0) return failures;
	const diagnosed = spec.expectations.filter(({ kind }) => kind === 'diagnostic');
	if (diagnosed.length > 0 && diagnosed.length < spec.expectations.length) {
		return [{ line: spec.line, message: 'a program with syntax errors cannot run: no other marks make sense' }];
	}
	const source = new SourceFile(file ?? '', programText(spec));
	const values = new Map<number, string>();
	const printed: string[] = [];
	const debugged: string[] = [];
	const engine = new Engine({
		...extra,
		modules: [coreModule, probeModule(values), ...(extra.modules ?? [])],
		limits: setup.limits,
		parse: setup.parse,
		resolver: fileResolver(),
		print: (text) => printed.push(...text.split('\n')),
		debug: (text) => debugged.push(text),
		...setup.engine,
	});
	const scope = new Scope();
	const prelude = spec.headers.get('scope')?.join('\n');
	if (prelude !== undefined) {
		const { program } = engine.compile(prelude);
		if (program === undefined) return [{ line: spec.line, message: 'the header scope does not compile' }];
		await engine.run(program, { scope });
	}
	const options = { scope, expressionOnly: setup.expressionOnly };

	if (diagnosed.length > 0) {
		compareDiagnostics(engine.compile(source, options).diagnostics, diagnosed, failures);
		// Where one mistake makes two of necessity, `further-errors: yes` asks for the first only.
		return spec.headers.has('further-errors') && failures.every(({ further }) => further === true) ? [] : failures;
	}
	const probed = insertProbes(source, spec, setup, failures);
	const { program, diagnostics } = engine.compile(probed.source, options);
	if (program === undefined) {
		compareDiagnostics(diagnostics, [], failures);
		return failures;
	}
	let result: string | undefined;
	let error: unknown;
	try {
		result = debugText(await engine.run(program, { scope }));
	} catch (thrown) {
		error = thrown;
	}
	compareError(error, probed.source, spec, failures);
	for (const expectation of spec.expectations) {
		if (expectation.kind !== 'value') continue;
		const actual = expectation === probed.last ? result : values.get(expectation.line);
		if (actual !== expectation.text) {
			failures.push(different(expectation, expectation.text, actual ?? 'never reached'));
		}
	}
	comparePrinted(printed, spec, failures);
	compareDebugged(debugged, spec, failures);
	return failures.sort((left, right) => left.line - right.line);
}

function different(at: Expectation, expected: string, actual: string): Failure {
	return { line: at.line, message: `expected ${expected}\n     actual ${actual}` };
}

// ------------------------------------------------------------------------------------------------ headers

function readSetup(spec: SpecCase, failures: Failure[]): Setup {
	const limits: Record<string, number> = {};
	for (const word of words(spec, 'limits')) {
		const [name = '', value = ''] = word.split('=');
		if (name in DEFAULT_LIMITS && /^\d+$/.test(value)) limits[name] = Number(value);
		else failures.push({ line: spec.line, message: `unknown limit ${word}` });
	}
	let engine: Partial<EngineOptions> = {};
	let parseOptions: ParseOptions = {};
	let expressionOnly = false;
	for (const word of words(spec, 'options')) {
		if (word === EXPRESSION_ONLY) expressionOnly = true;
		else if (word in OPTIONS) engine = { ...engine, ...OPTIONS[word] };
		else if (word in PARSE_OPTIONS) parseOptions = { ...parseOptions, ...PARSE_OPTIONS[word] };
		else failures.push({ line: spec.line, message: `unknown option ${word}` });
	}
	const disabled = words(spec, 'disabled');
	if (disabled.length > 0) parseOptions = { ...parseOptions, disabledSymbols: new Set(disabled) };
	return { limits, engine, parse: parseOptions, expressionOnly };
}

function words(spec: SpecCase, key: string): string[] {
	return (spec.headers.get(key) ?? []).flatMap((line) => line.split(/\s+/)).filter((word) => word !== '');
}

function programText(spec: SpecCase): string {
	let text = spec.program;
	if (spec.headers.get('control-pictures') !== undefined) {
		text = text.replace(/./gu, (character) => {
			const code = character.codePointAt(0) as number;
			return code >= FIRST_PICTURE && code <= LAST_PICTURE ? String.fromCharCode(code - FIRST_PICTURE) : character;
		});
	}
	return spec.headers.get('line-breaks')?.[0] === 'crlf' ? text.replaceAll('\n', '\r\n') : text;
}

// ------------------------------------------------------------------------------------------------- values

function probeModule(values: Map<number, string>): NativeModule {
	const probe = declare(
		PROBE,
		{ effect: 'observes', doc: 'Writes a value down for the test.', example: '' },
		plain(['line: int', 'value: any'], '()', (_call, line, value) => {
			values.set(Number(line), debugText(value));
			return undefined;
		}),
	);
	return { name: 'spec', namespace: undefined, doc: '', functions: [probe], constants: [], types: [] };
}

interface Probed {
	readonly source: SourceFile;
	/** The mark whose value is that of the script. */
	readonly last: Expectation | undefined;
}

function insertProbes(source: SourceFile, spec: SpecCase, setup: Setup, failures: Failure[]): Probed {
	const marks = spec.expectations.filter(({ kind }) => kind === 'value');
	if (marks.length === 0) return { source, last: undefined };
	const { script } = parse(source, { ...setup.parse, expressionOnly: setup.expressionOnly });
	const statements = script.statements.filter(({ kind }) => kind !== 'Empty' && kind !== 'Function' && kind !== 'Test');
	let last: Expectation | undefined;
	let text = '';
	let at = 0;
	for (const mark of marks) {
		const statement = statements.findLast((one) => source.lineAt(endOf(one) - 1) === mark.codeLine);
		if (statement === statements.at(-1)) {
			last = mark;
		} else if (statement === undefined) {
			failures.push({ line: mark.line, message: 'no statement of the top level ends on this line' });
		} else if (statement.kind !== 'ExpressionStatement') {
			failures.push({ line: mark.line, message: 'only an expression can have its value tested in the middle' });
		} else if (statement.start >= at) {
			const { start, end } = statement.expression;
			text += `${source.text.slice(at, start)}${PROBE}(${mark.line}, ${source.text.slice(start, end)});`;
			at = end;
		}
	}
	return { source: new SourceFile(source.name, text + source.text.slice(at)), last };
}

/** A statement ends with its expression, wherever its `;` may stand. */
function endOf(statement: Statement): number {
	return statement.kind === 'ExpressionStatement' ? statement.expression.end : statement.end;
}

// --------------------------------------------------------------------------------------- diagnostics, errors

function compareDiagnostics(
	diagnostics: readonly Diagnostic[],
	expected: readonly Expectation[],
	failures: Failure[],
): void {
	const rest = diagnostics.filter(({ severity }) => severity === 'error');
	for (const expectation of expected) {
		const index = rest.findIndex((diagnostic) => matches(diagnostic, expectation));
		if (index !== -1) {
			rest.splice(index, 1);
			continue;
		}
		const others = rest.map(describe).join('\n            ');
		failures.push(different(expectation, `${expectation.name} ${expectation.text}`, others || 'no such diagnostic'));
		if (expected.length === 1) return;
	}
	for (const diagnostic of rest) {
		const line = diagnostic.source.lineAt(diagnostic.span.start);
		failures.push({ line, message: `unexpected ${describe(diagnostic)}`, further: true });
	}
}

function matches({ id, parseKind, message, source, span }: Diagnostic, expectation: Expectation): boolean {
	const { name, text } = expectation;
	return (
		isAt(source, span.start, expectation) &&
		(name === '*' || name === id || name === parseKind) &&
		message.includes(text)
	);
}

function isAt(source: SourceFile, offset: number, { codeLine, column }: Expectation): boolean {
	const position = source.positionAt(offset);
	return position.line === codeLine && (column === undefined || position.column === column);
}

function describe({ id, parseKind, message, source, span }: Diagnostic): string {
	return `${id} ${parseKind ?? ''} ${message} (${placeText(source, span.start)})`;
}

function placeText(source: SourceFile, offset: number): string {
	const { line, column } = source.positionAt(offset);
	return `line ${line}, column ${column}`;
}

function compareError(error: unknown, source: SourceFile, spec: SpecCase, failures: Failure[]): void {
	const expectation = spec.expectations.find(({ kind }) => kind === 'error');
	if (error === undefined) {
		if (expectation !== undefined) failures.push(different(expectation, expectation.name, 'no error'));
		return;
	}
	if (!(error instanceof ScriptError)) {
		const fault = error instanceof Error ? error.stack : String(error);
		failures.push({ line: spec.line, message: `a fault of the implementation: ${fault}` });
		return;
	}
	const place = placeIn(error, source);
	const actual = `${error.kind} ${error.text} (${place === undefined ? 'no place' : placeText(source, place.start)})`;
	if (expectation === undefined) {
		failures.push({ line: spec.line, message: `unexpected ${actual}` });
		return;
	}
	const { name, text, column } = expectation;
	const right =
		(name === '*' || name === error.kind) &&
		error.text.includes(text) &&
		place !== undefined &&
		isAt(source, place.start, expectation);
	if (!right) {
		failures.push(different(expectation, `${name}${column === undefined ? '' : `@${column}`} ${text}`, actual));
	}
}

/** The innermost place in the test file itself: an error may come out of a module that it imports. */
function placeIn(error: ScriptError, source: SourceFile): ErrorPlace | undefined {
	const places: (ErrorPlace | undefined)[] = [error.place, ...error.wrappers.map(({ place }) => place)];
	return places.find((place) => place?.source === source);
}

// ------------------------------------------------------------------------------------------------- output

function comparePrinted(printed: readonly string[], spec: SpecCase, failures: Failure[]): void {
	const expected = spec.expectations.filter(({ kind }) => kind === 'print');
	const count = Math.max(printed.length, expected.length);
	for (let at = 0; at < count; at++) {
		const mark = expected[at];
		if (mark?.text === printed[at]) continue;
		if (mark === undefined) {
			failures.push({ line: spec.line, message: `printed too much: ${printed[at]}` });
		} else {
			failures.push(different(mark, `printed line ${mark.text}`, printed[at] ?? 'nothing printed'));
		}
		return;
	}
}

function compareDebugged(debugged: readonly string[], spec: SpecCase, failures: Failure[]): void {
	const expected = spec.headers.get('debug') ?? [];
	if (expected.join('\n') !== debugged.join('\n')) {
		failures.push({
			line: spec.line,
			message: `expected debug output ${expected.join(' | ')}\n     actual ${debugged.join(' | ')}`,
		});
	}
}
