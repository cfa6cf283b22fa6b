/** JSON for scripts and hosts (language spec 11.13). */

import { declare, type FunctionDeclaration, plain } from '../../lang/modules/native-module.ts';
import { MAX_CONTAINER_TEXT_UNITS } from '../../lang/values/ceilings.ts';
import { MapValue } from '../../lang/values/container.ts';
import { typeName } from '../../lang/values/type-of.ts';
import type { Value } from '../../lang/values/value.ts';
import { runtimeError, ScriptError } from '../../lang/vm/errors.ts';
import { JsonError, readJson } from './json-parse.ts';
import { printJson } from './json-print.ts';

/**
 * Parses a JSON text for a script.
 * @throws ScriptError ErrorRuntime for bad input
 */
export function parseJson(text: string): Value {
	try {
		return readJson(text);
	} catch (error) {
		throw error instanceof JsonError ? runtimeError(`Invalid JSON: ${error.message}`) : error;
	}
}

/**
 * Parses a JSON text that must be an object, for hosts.
 * @throws ScriptError ErrorParsing for bad input, ErrorMismatchOutputType for any other value
 */
export function parseJsonObject(text: string): MapValue {
	let value: Value;
	try {
		value = readJson(text);
	} catch (error) {
		if (!(error instanceof JsonError)) throw error;
		const reason = `Invalid JSON: ${error.message}`;
		throw new ScriptError('ErrorParsing', `Syntax error: ${reason}`, {}, undefined, 'BadInput');
	}
	if (value instanceof MapValue) return value;
	const actual = typeName(value);
	throw new ScriptError('ErrorMismatchOutputType', `Output type incorrect: ${actual} (expecting map)`, {
		requested: 'map',
		actual,
	});
}

export const JSON_FUNCTIONS: readonly FunctionDeclaration[] = [
	declare(
		'parse_json',
		{
			doc: 'The value that a JSON text describes. Numbers without fraction and exponent are ints, as long as they fit into 64 bits; `null` is `()`. Text that is no JSON, or is nested too deep, raises an error that says where.',
			example: 'parse_json("{\\"p\\": [1, 2.5, null]}") ⇒ #{"p": [1, 2.5, ()]}\nparse_json("true") ⇒ true',
		},
		plain(['text: string'], 'any?', (_call, text) => parseJson(text)),
	),
	declare(
		'to_json',
		{
			doc: 'A map as compact JSON, keys in ascending order. `()` becomes null, a blob an array of numbers, a function pointer its name, or an array of its name and the arguments filled in; everything else that JSON does not know becomes a string.',
			example: '#{a: [1, "x", ()], b: 1.5}.to_json() ⇒ "{\\"a\\":[1,\\"x\\",null],\\"b\\":1.5}"',
		},
		plain(['map: map'], 'string', (call, map) => {
			const limit = call.limits.stringLength;
			return printJson(map, limit > 0 ? Math.min(limit, MAX_CONTAINER_TEXT_UNITS) : MAX_CONTAINER_TEXT_UNITS);
		}),
	),
];
