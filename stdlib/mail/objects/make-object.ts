/** What a declaration `object NAME TYPE[ : CONTENT] = VALUE` gives (directive spec 4.1 to 4.3). */

import { ArrayValue, MapValue } from '../../../lang/values/container.ts';
import { isInt } from '../../../lang/values/int.ts';
import { untag } from '../../../lang/values/tagged.ts';
import { typeName } from '../../../lang/values/type-of.ts';
import type { Value } from '../../../lang/values/value.ts';
import { mismatchedType, runtimeError, ScriptError } from '../../../lang/vm/errors.ts';
import { CodeObject, parseCode } from './code.ts';
import { GroupObject } from './group.ts';
import type { ObjectContext } from './object-context.ts';
import { contentType, declarationProblem, type ObjectType, objectType } from './object-words.ts';
import { readFileObject } from './read-file-object.ts';
import { makeScalar } from './scalar-objects.ts';

/** Where a declaration stands. */
export interface DeclarationContext extends ObjectContext {
	/** Folder of the declaring script; `undefined` when it is no file. */
	readonly scriptFolder: string | undefined;
}

/**
 * Makes the object of a declaration.
 * @param typeWord the word for the type, in any generation's spelling
 * @param contentWord of a file, what its lines are; else `null`
 * @param value what stands behind `=`: a text, a list for a group, or a map with one of them under `value`
 * @param name the declared name, for messages
 * @throws ScriptError ErrorParsing for a wrong head, ErrorMismatchDataType for a value of a wrong type, else ErrorRuntime
 */
export function makeObject(
	typeWord: string | null,
	contentWord: string | null,
	value: Value,
	name: string,
	context: DeclarationContext,
): Value {
	const problem = declarationProblem(typeWord, contentWord);
	if (problem !== undefined) throw new ScriptError('ErrorParsing', problem, {}, undefined, 'BadInput');
	const type = objectType(typeWord as string) as ObjectType;
	const bare = untag(value);
	switch (type) {
		case 'code':
			if (bare instanceof MapValue) return codeOfMap(bare, name);
			return parseCode(textOfValue(bare));
		case 'group':
			return GroupObject.of(arrayOfValue(bare), name);
		case 'file': {
			const content = contentType(contentWord as string);
			if (content === undefined) throw new TypeError('the head has been checked');
			const file = readFileObject(textOfValue(bare), content, context, context.scriptFolder);
			// Better while the script is loaded than at its first message.
			file.index.prepare();
			return file;
		}
		default:
			return makeScalar(type, textOfValue(bare));
	}
}

/** The value of the map form. */
function valueOfMap(map: MapValue): Value {
	if (!map.has('value')) throw runtimeError("'value' key not found in object.");
	return untag(map.get('value'));
}

function textOfValue(value: Value): string {
	if (typeof value === 'string') return value;
	if (!(value instanceof MapValue)) throw mismatchedType('Map | String', typeName(value));
	const text = valueOfMap(value);
	if (typeof text !== 'string') throw runtimeError(`value is not of type string: it is of type ${typeName(text)}`);
	return text;
}

function arrayOfValue(value: Value): ArrayValue {
	if (value instanceof ArrayValue) return value;
	if (!(value instanceof MapValue)) throw mismatchedType('Map | Array', typeName(value));
	const array = valueOfMap(value);
	if (!(array instanceof ArrayValue))
		throw runtimeError(`value is not of type array: it is of type ${typeName(array)}`);
	return array;
}

/** `#{ code: 550, enhanced: "5.7.1", text: "no" }`; older scripts say `base` for `code`. */
function codeOfMap(map: MapValue, name: string): CodeObject {
	const get = (key: string): Value => {
		if (!map.has(key)) throw runtimeError(`code object ${name} is missing the '${key}' key.`);
		return untag(map.get(key));
	};
	const code = map.has('code') || !map.has('base') ? get('code') : get('base');
	const enhanced = get('enhanced');
	const text = get('text');
	if (!isInt(code)) throw wrongKey(name, 'code', 'int', code);
	if (typeof enhanced !== 'string') throw wrongKey(name, 'enhanced', 'string', enhanced);
	if (typeof text !== 'string') throw wrongKey(name, 'text', 'string', text);
	return CodeObject.of(code, enhanced, text);
}

function wrongKey(name: string, key: string, wanted: string, value: Value): ScriptError {
	return runtimeError(`the '${key}' key of code object ${name} must be of type ${wanted}, not ${typeName(value)}`);
}
