/** The functions that only the VM can carry out, because they look at the script itself (language spec 7.5, 7.9). */

import { isIdentifierName, isReservedName } from '../lexer/words.ts';
import { ArrayValue, MapValue } from '../values/container.ts';
import { FunctionPointer } from '../values/function-pointer.ts';
import { untag } from '../values/tagged.ts';
import { typeName } from '../values/type-of.ts';
import type { Value } from '../values/value.ts';
import type { ScriptEnvironment } from './environment.ts';
import { functionNotFound, mismatchedType, ScriptError } from './errors.ts';
import type { Fiber } from './fiber.ts';
import type { Code } from './instructions.ts';
import { noFunction } from './natives.ts';

/** @param args tags looked through */
export function intrinsic(fiber: Fiber, name: string, given: readonly Value[]): Value {
	const args = given.map(untag);
	switch (name) {
		case 'Fn':
			return makePointer(fiber, args[0]);
		case 'is_shared':
			return false;
		case 'is_def_fn':
			return isDefined(fiber, args);
		case 'get_fn_metadata_list':
			return metadata(fiber, args);
		default:
			throw noFunction(name, args);
	}
}

/** `Fn("name")`: only the form of the name is looked at. */
function makePointer(fiber: Fiber, name: Value): Value {
	if (typeof name !== 'string') throw mismatchedType('string', typeName(name));
	if (isReservedName(name)) {
		const text = `'${name}' is a reserved keyword`;
		throw new ScriptError('ErrorParsing', `Syntax error: ${text}`, {}, undefined, 'Reserved');
	}
	if (!isIdentifierName(name)) throw functionNotFound(name);
	return new FunctionPointer(name, [], undefined, [], fiber.frame.environment ?? undefined);
}

function isDefined(fiber: Fiber, args: readonly Value[]): boolean {
	const [type, name, count] = args.length === 2 ? [null, ...args] : args;
	if ((type !== null && typeof type !== 'string') || typeof name !== 'string') throw noFunction('is_def_fn', args);
	if (typeof count !== 'number') {
		if (typeof count === 'bigint') return false;
		throw noFunction('is_def_fn', args);
	}
	return (fiber.frame.environment as ScriptEnvironment).defines(name, count, type);
}

function metadata(fiber: Fiber, args: readonly Value[]): Value {
	const [name, count] = args;
	if (args.length > 0 && typeof name !== 'string') throw noFunction('get_fn_metadata_list', args);
	if (args.length > 1 && typeof count !== 'number') throw noFunction('get_fn_metadata_list', args);
	const environment = fiber.frame.environment as ScriptEnvironment;
	const found: Value[] = [];
	const pending: Code[] = [...environment.program.functions, ...environment.program.main.functions];
	for (let code = pending.shift(); code !== undefined; code = pending.shift()) {
		pending.push(...code.functions);
		if (name !== undefined && code.name !== name) continue;
		if (count !== undefined && code.arity !== count) continue;
		found.push(describe(code));
	}
	return new ArrayValue(found);
}

function describe(code: Code): MapValue {
	const { chunk } = code;
	const map = new MapValue();
	map.set('name', chunk.name);
	map.set('access', chunk.private && !chunk.anonymous ? 'private' : 'public');
	map.set('is_anonymous', chunk.anonymous);
	map.set('params', new ArrayValue([...chunk.params]));
	if (chunk.thisType !== null) map.set('this_type', chunk.thisType);
	if (chunk.docs.length > 0) map.set('comments', new ArrayValue([...chunk.docs]));
	return map;
}
