/**
 * Run-time errors, as the language knows them (language spec 9.2, 9.3).
 *
 * `ScriptError` is the one exception type that may cross the VM: natives throw it, the instruction loop gives it its
 * place and the functions that it left, `catch` turns it into a value. Anything else that is thrown is a bug of ours.
 */

import type { SourceFile } from '../source/source-file.ts';
import type { Value } from '../values/value.ts';

export type CatchableErrorKind =
	| 'ErrorRuntime'
	| 'ErrorFunctionNotFound'
	| 'ErrorVariableNotFound'
	| 'ErrorPropertyNotFound'
	| 'ErrorModuleNotFound'
	| 'ErrorInModule'
	| 'ErrorUnboundThis'
	| 'ErrorMismatchDataType'
	| 'ErrorMismatchOutputType'
	| 'ErrorIndexingType'
	| 'ErrorArrayBounds'
	| 'ErrorStringBounds'
	| 'ErrorBitFieldBounds'
	| 'ErrorIndexNotFound'
	| 'ErrorFor'
	| 'ErrorDotExpr'
	| 'ErrorArithmetic'
	| 'ErrorAssignmentToConstant'
	| 'ErrorNonPureMethodCallOnConstant'
	| 'ErrorDataRace'
	| 'ErrorVariableExists'
	| 'ErrorForbiddenVariable';

/** A script can do nothing about these: syntax, limits, cancellation, failures of the host. */
export type UncatchableErrorKind =
	| 'ErrorParsing'
	| 'ErrorTooManyOperations'
	| 'ErrorTooManyVariables'
	| 'ErrorTooManyModules'
	| 'ErrorStackOverflow'
	| 'ErrorDataTooLarge'
	| 'ErrorTerminated'
	| 'ErrorTimeout'
	| 'ErrorAsyncInSync'
	| 'ErrorSystem';

export type ErrorKind = CatchableErrorKind | UncatchableErrorKind;

const UNCATCHABLE: ReadonlySet<string> = new Set<UncatchableErrorKind>([
	'ErrorParsing',
	'ErrorTooManyOperations',
	'ErrorTooManyVariables',
	'ErrorTooManyModules',
	'ErrorStackOverflow',
	'ErrorDataTooLarge',
	'ErrorTerminated',
	'ErrorTimeout',
	'ErrorAsyncInSync',
	'ErrorSystem',
]);

/** A place in a source; `undefined` offset where the place is unknown. */
export interface ErrorPlace {
	readonly source: SourceFile;
	readonly start: number;
	readonly end: number;
}

/** One function or module that the error left on its way out: it becomes an ErrorInFunctionCall or ErrorInModule. */
export interface ErrorWrapper {
	readonly kind: 'ErrorInFunctionCall' | 'ErrorInModule';
	/** Name of the function (empty for a closure), or path of the module. */
	readonly name: string;
	readonly source: string;
	/** Place of the call or import; filled in by the VM where a native raised the error. */
	place: ErrorPlace | undefined;
}

export class ScriptError extends Error {
	declare readonly kind: ErrorKind;
	/** The message without any place. */
	declare readonly text: string;
	/** Extra entries of the map that `catch` binds, by the names of language spec 9.2. */
	declare readonly fields: Readonly<Record<string, Value>>;
	/** For ErrorRuntime: what was thrown. */
	declare readonly value: Value;
	/** For ErrorParsing: the kind of syntax error. */
	declare readonly parseKind: string | undefined;
	/** Where it was raised; filled in by the VM. */
	declare place: ErrorPlace | undefined;
	/** Innermost first. */
	wrappers: ErrorWrapper[] = [];

	constructor(
		kind: ErrorKind,
		text: string,
		fields: Readonly<Record<string, Value>> = {},
		value: Value = undefined,
		parseKind?: string,
	) {
		// Capturing a JavaScript stack costs more than raising the error.
		const limit = Error.stackTraceLimit;
		Error.stackTraceLimit = 0;
		super(text);
		Error.stackTraceLimit = limit;
		this.name = kind;
		this.kind = kind;
		this.text = text;
		this.fields = fields;
		this.value = value;
		this.parseKind = parseKind;
	}

	get catchable(): boolean {
		return !UNCATCHABLE.has(this.kind);
	}
}

/** An error with a text only, as a failing host function raises it: the script catches the text. */
export function runtimeError(text: string): ScriptError {
	return new ScriptError('ErrorRuntime', text === '' ? 'Runtime error' : `Runtime error: ${text}`, {}, text);
}

export function arithmeticError(text: string): ScriptError {
	return new ScriptError('ErrorArithmetic', text);
}

export function functionNotFound(signature: string): ScriptError {
	return new ScriptError('ErrorFunctionNotFound', `Function not found: ${signature}`, { function: signature });
}

export function mismatchedType(wanted: string, actual: string): ScriptError {
	return new ScriptError('ErrorMismatchDataType', `Data type incorrect: ${actual} (expecting ${wanted})`, {
		requested: wanted,
		actual,
	});
}

export function dataTooLarge(
	what: 'Length of string' | 'Size of array/BLOB' | 'Size of BLOB' | 'Size of object map',
): ScriptError {
	return new ScriptError('ErrorDataTooLarge', `${what} too large`);
}

/** The process is about to have no memory left. */
export function outOfMemory(): ScriptError {
	return new ScriptError('ErrorDataTooLarge', 'Out of memory');
}

/** @param collection the word of the message; @param unit its elements in the plural */
function boundsError(kind: ErrorKind, collection: string, unit: string, length: number, index: Value): ScriptError {
	const has =
		length === 0
			? `${collection.toLowerCase()} is empty`
			: length === 1
				? `only 1 ${unit.replace(/s$/, '')} in ${collection.toLowerCase()}`
				: `only ${length} ${unit} in ${collection.toLowerCase()}`;
	return new ScriptError(kind, `${collection} index ${String(index)} out of bounds: ${has}`, { length, index });
}

export function arrayBounds(length: number, index: number | bigint): ScriptError {
	return boundsError('ErrorArrayBounds', 'Array', 'elements', length, index);
}

export function stringBounds(length: number, index: number | bigint): ScriptError {
	return boundsError('ErrorStringBounds', 'String', 'characters', length, index);
}

export function bitFieldBounds(index: number | bigint): ScriptError {
	return new ScriptError('ErrorBitFieldBounds', `Bit-field index ${index} out of bounds: only 64 bits in bit-field`, {
		length: 64,
		index,
	});
}
