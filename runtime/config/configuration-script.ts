/**
 * Runs configuration scripts: `fn on_config(config)` of the root script, `fn on_domain_config(config)` of a domain.
 *
 * The function gets a map with all defaults, changes it and returns it. Scripts are run with limits and cannot wait;
 * whatever goes wrong is a diagnostic.
 */

import { dirname, resolve } from 'node:path';
import type { Diagnostic, RelatedSpan } from '../../lang/diagnostics/diagnostic.ts';
import { scriptErrorDiagnostic } from '../../lang/diagnostics/render-script-error.ts';
import {
	blankShebang,
	Engine,
	MapValue,
	parse,
	ScriptError,
	type SourceFile,
	typeName,
	untag,
} from '../../lang/index.ts';
import { coreModule } from '../../stdlib/core/index.ts';
import { importResolver } from '../files/import-resolver.ts';
import type { ConfigHost } from './host.ts';
import { type PlainTable, plainFromValue } from './plain.ts';
import type { Places } from './problems.ts';
import { scriptFunctions } from './script-functions.ts';
import { findFunction, ScriptPlaces } from './script-places.ts';

/** Far beyond what computing a configuration needs; a loop without end is reported at once. */
const LIMITS = {
	operations: 10_000_000,
	wallTime: 10_000,
	callLevels: 64,
	stringLength: 16 * 1024 * 1024,
	arraySize: 1_000_000,
	mapSize: 1_000_000,
	modules: 1_000,
};

/** @param base folder of the root configuration, for imports */
export function configurationEngine(base: string, host: ConfigHost): Engine {
	return new Engine({
		modules: [coreModule, scriptFunctions(host)],
		limits: LIMITS,
		strictVariables: true,
		resolver: importResolver(base, host),
		...(host.print === undefined ? {} : { print: (text: string) => host.print?.(text) }),
	});
}

export function baseFolder(path: string): string {
	return dirname(resolve(path));
}

export interface ScriptTask {
	readonly engine: Engine;
	readonly source: SourceFile;
	/** `on_config` or `on_domain_config`. */
	readonly functionName: string;
	/** What the function gets. */
	readonly given: MapValue;
	/** How many parts of a path lead to the map that the function gets. */
	readonly prefix: number;
}

export type ScriptOutcome =
	| { readonly ok: true; readonly table: PlainTable; readonly places: Places; readonly given: PlainTable }
	| { readonly ok: false; readonly diagnostics: readonly Diagnostic[] };

function failure(...diagnostics: Diagnostic[]): ScriptOutcome {
	return { ok: false, diagnostics };
}

export function runConfigurationScript(task: ScriptTask): ScriptOutcome {
	const { engine, functionName, given, prefix } = task;
	const source = blankShebang(task.source);
	const { program, diagnostics } = engine.compile(source);
	if (program === undefined) return { ok: false, diagnostics };
	const definition = findFunction(parse(source), functionName);
	if (definition === undefined || definition.params.length !== 1) {
		const span = definition === undefined ? { start: 0, end: 0 } : definition.name;
		const found =
			definition === undefined
				? 'there is no function'
				: `\`${functionName}\` has ${definition.params.length} parameters: expected`;
		return failure({
			id: 'V707',
			severity: 'error',
			message: `${found} \`${functionName}(config)\``,
			source,
			span: { start: span.start, end: span.end },
			help: `write fn ${functionName}(config) { …; config }`,
		});
	}
	// Before the script gets the map: it may change it in place.
	const plainGiven = plainFromValue(given) as PlainTable;
	try {
		engine.runSync(program);
		const result = untag(engine.callSync(program, functionName, [given]));
		const places = new ScriptPlaces(source, definition, prefix);
		if (result instanceof MapValue) {
			return { ok: true, table: plainFromValue(result) as PlainTable, places, given: plainGiven };
		}
		return failure({
			id: 'V707',
			severity: 'error',
			message: `\`${functionName}\` returned ${result === undefined ? 'nothing' : `a value of type \`${typeName(result)}\``}: expected the map \`${definition.params[0]?.name}\``,
			source,
			span: places.locate([], 'key'),
			help: `end the function with \`${definition.params[0]?.name}\`, without a semicolon`,
		});
	} catch (error) {
		if (error instanceof ScriptError) return failure(explain(error, source));
		throw error;
	}
}

/** A run-time error with the calls that led to it; where nothing has a place, the script has. */
function explain(error: ScriptError, source: SourceFile): Diagnostic {
	const diagnostic = scriptErrorDiagnostic(error);
	const related = error.wrappers.flatMap(({ kind, name, place }): RelatedSpan[] => {
		if (place === undefined) return [];
		const what = kind === 'ErrorInModule' ? `in the module \`${name}\`, imported here` : `in \`${name}\`, called here`;
		return [{ source: place.source, start: place.start, end: place.end, message: what }];
	});
	return {
		...diagnostic,
		...(error.place === undefined ? { source } : {}),
		...(related.length === 0 ? {} : { related }),
		...(error.kind === 'ErrorAsyncInSync' ? { help: 'a configuration script cannot wait for anything' } : {}),
	};
}
