/** Reads a session or a file of answers, in TOML or JSON, by its schema. */

import { extname } from 'node:path';
import type { Diagnostic } from '../../lang/diagnostics/diagnostic.ts';
import type { SourceFile } from '../../lang/source/source-file.ts';
import { parseToml } from '../../lang/toml/parse.ts';
import { lenientHost, systemHost } from '../config/index.ts';
import type { TableNode, ValueOf } from '../config/nodes.ts';
import { type Plain, plainFromToml } from '../config/plain.ts';
import { type Places, Problems } from '../config/problems.ts';
import { readTable } from '../config/read.ts';
import { homesOf } from '../config/schema/index.ts';
import { TomlPlaces } from '../config/toml-places.ts';
import { readTextFile } from '../files/read-text.ts';

/** Messages can stand in the file itself. */
const MAX_BYTES = 64 * 1024 * 1024;

export interface SessionFileResult<T> {
	readonly value: T | undefined;
	readonly diagnostics: readonly Diagnostic[];
}

function syntaxProblem(source: SourceFile, offset: number, message: string, help?: string): Diagnostic {
	const end = Math.min(offset + 1, source.text.length);
	return { id: 'V700', severity: 'error', message, source, span: { start: offset, end }, help };
}

interface Parsed {
	readonly plain: Plain | undefined;
	readonly places: Places;
	readonly diagnostics: readonly Diagnostic[];
}

function parseJson(source: SourceFile): Parsed {
	// Keys of JSON have no places: the path in the message has to do.
	const places: Places = { source, locate: () => ({ start: 0, end: 0 }) };
	try {
		return { plain: plainFromToml(withBigInts(JSON.parse(source.text))), places, diagnostics: [] };
	} catch (error) {
		const at = /position (\d+)/.exec((error as Error).message)?.[1];
		const message = `this is not valid JSON: ${(error as Error).message}`;
		return { plain: undefined, places, diagnostics: [syntaxProblem(source, Number(at ?? 0), message)] };
	}
}

/** The reader takes whole numbers as `bigint`, as TOML gives them. */
function withBigInts(value: unknown): unknown {
	if (typeof value === 'number') return Number.isInteger(value) ? BigInt(value) : value;
	if (Array.isArray(value)) return value.map(withBigInts);
	if (typeof value !== 'object' || value === null) return value;
	return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, withBigInts(item)]));
}

function parse(source: SourceFile): Parsed {
	if (extname(source.name).toLowerCase() === '.json') return parseJson(source);
	const result = parseToml(source.text);
	const places = new TomlPlaces(source);
	if (result.ok) return { plain: plainFromToml(result.value), places, diagnostics: [] };
	return {
		plain: undefined,
		places,
		diagnostics: result.errors.map(({ offset, message, help }) =>
			syntaxProblem(source, offset, `this is not valid TOML: ${message}`, help),
		),
	};
}

/** @param source text in TOML, or in JSON when its name says so */
export function readSessionText<N extends TableNode<unknown>>(
	source: SourceFile,
	schema: N,
): SessionFileResult<ValueOf<N>> {
	const { plain, places, diagnostics } = parse(source);
	if (plain === undefined) return { value: undefined, diagnostics };
	const problems = new Problems();
	const host = lenientHost(systemHost(''));
	const value = readTable(schema, plain, [], { host, places, problems, format: 'TOML', homes: homesOf(schema) });
	return { value: problems.failed ? undefined : value, diagnostics: problems.diagnostics };
}

/** @param path of a file `*.toml` or `*.json` */
export function readSessionFile<N extends TableNode<unknown>>(path: string, schema: N): SessionFileResult<ValueOf<N>> {
	const { source, problem } = readTextFile(path, MAX_BYTES);
	if (source === undefined) return { value: undefined, diagnostics: [problem] };
	return readSessionText(source, schema);
}
