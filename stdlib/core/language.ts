/** The language's own functions and those of function pointers (language spec 11.1, 11.10). */

import {
	awaited,
	declare,
	type FunctionDeclaration,
	intrinsic,
	type NativeCall,
	type Overload,
	plain,
} from '../../lang/modules/native-module.ts';
import { debugText, display } from '../../lang/values/display.ts';
import { FunctionPointer } from '../../lang/values/function-pointer.ts';
import { Tagged, untag } from '../../lang/values/tagged.ts';
import { typeName } from '../../lang/values/type-of.ts';
import type { Value } from '../../lang/values/value.ts';
import { arithmeticError, mismatchedType } from '../../lang/vm/errors.ts';
import { ScriptExit } from '../../lang/vm/exit.ts';
import { saturate } from './positions.ts';
import { pause } from './time.ts';

/** Most arguments that `call` and `curry` are declared for. The declarations list every number one by one. */
const MOST_ARGUMENTS = 16;

const TAG_MIN = -(2 ** 31);
const TAG_MAX = 2 ** 31 - 1;

function curry(_call: NativeCall, pointer: Value, ...args: Value[]): Value {
	const target = untag(pointer);
	if (!(target instanceof FunctionPointer)) throw mismatchedType('Fn', typeName(target));
	return target.curry(args);
}

/** A first parameter followed by 0 to `MOST_ARGUMENTS` of any type. */
function anyNumberOf(first: string, make: (params: readonly string[]) => Overload): Overload[] {
	const params = [first];
	const overloads = [make([...params])];
	for (let count = 1; count <= MOST_ARGUMENTS; count++) {
		params.push(`arg${count}: any`);
		overloads.push(make([...params]));
	}
	return overloads;
}

function readTag(_call: NativeCall, value: Value): Value {
	return value instanceof Tagged ? value.tag : 0;
}

function writeTag(call: NativeCall, value: Value, tag: number | bigint): Value {
	const number = saturate(tag);
	if (number < TAG_MIN || number > TAG_MAX) {
		throw arithmeticError(`Tag ${tag} is out of range: a tag lies between ${TAG_MIN} and ${TAG_MAX}`);
	}
	call.setReceiver(number === 0 ? untag(value) : new Tagged(untag(value), number));
	return undefined;
}

function exit(_call: NativeCall, value?: Value): never {
	throw new ScriptExit(value);
}

function take(call: NativeCall, value: Value): Value {
	call.setReceiver(undefined);
	return value;
}

function print(call: NativeCall, value: Value): Value {
	call.print(display(value));
	return undefined;
}

function debug(call: NativeCall, value: Value): Value {
	call.debug(debugText(value));
	return undefined;
}

export const LANGUAGE_FUNCTIONS: readonly FunctionDeclaration[] = [
	declare(
		'type_of',
		{
			doc: 'The name of the type of a value. Ints are `"i64"`, floats `"f64"`, the unit value is `"()"`; host types have the name that their host gave them.',
			example: 'type_of(1) ⇒ "i64"\n"abc".type_of() ⇒ "string"\ntype_of(()) ⇒ "()"',
		},
		plain(['value: any'], 'string', (_call, value) => typeName(value)),
	),
	declare(
		'is_shared',
		{
			doc: 'Whether a variable is shared with a closure. True only for a variable that some closure has captured; every other value belongs to one place alone.',
			example: 'let a = 1; let f = || a; is_shared(a) ⇒ true\nlet a = 1; is_shared(a) ⇒ false',
		},
		intrinsic(['value: any'], 'bool'),
	),
	declare(
		'is_def_var',
		{
			effect: 'observes',
			style: 'function',
			doc: 'Whether a variable of this name can be seen here. Counts the variables of the host as well.',
			example: 'let a = 1; is_def_var("a") ⇒ true\nis_def_var("nothing_here") ⇒ false',
		},
		intrinsic(['name: string'], 'bool'),
	),
	declare(
		'is_def_fn',
		{
			effect: 'observes',
			style: 'function',
			doc: 'Whether the script defines a function of this name with so many parameters, or a method of that kind for receivers of a type. Knows functions of the script only, not those of the library; a negative number of parameters is never defined.',
			example:
				'fn f(a, b) { a + b } is_def_fn("f", 2) ⇒ true\nfn int.twice() { this * 2 } is_def_fn("i64", "twice", 0) ⇒ true\nis_def_fn("len", 1) ⇒ false',
		},
		intrinsic(['name: string', 'params: int'], 'bool'),
		intrinsic(['type: string', 'name: string', 'params: int'], 'bool'),
	),
	declare(
		'Fn',
		{
			style: 'function',
			doc: 'A pointer to the function of this name. The function need not exist before the pointer is called, and may be one of the library. Text that is no name raises ErrorFunctionNotFound; a keyword cannot be pointed to.',
			example: 'let f = Fn("len"); f.call("abc") ⇒ 3',
		},
		intrinsic(['name: string'], 'Fn'),
	),
	declare(
		'call',
		{
			effect: 'observes',
			doc: 'Calls a function pointer with the arguments given. In method style the receiver may be any value: it becomes `this`, and the pointer is the first argument. Something that is no pointer raises ErrorMismatchDataType.',
			example:
				'let f = |a, b| a - b; f.call(9, 4) ⇒ 5\nlet x = 40; let add = |n| { this += n; }; x.call(add, 2); x ⇒ 42',
		},
		...anyNumberOf('target: any', (params) => intrinsic(params, 'any?')),
	),
	declare(
		'curry',
		{
			retains: Array.from({ length: MOST_ARGUMENTS }, (_, index) => index + 1),
			doc: 'A new function pointer with arguments already filled in, before those of the call. The old pointer stays as it is. Something that is no pointer raises ErrorMismatchDataType.',
			example: 'let f = |a, b| a - b; f.curry(9).call(4) ⇒ 5',
		},
		...anyNumberOf('pointer: any', (params) => plain(params, 'Fn', curry as never)),
	),
	declare(
		'name',
		{
			property: true,
			doc: 'The name of the function that a pointer points to. Closures have a made-up name that begins with `anon$`.',
			example: 'let f = Fn("len"); f.name ⇒ "len"',
		},
		plain(['pointer: Fn'], 'string', (_call, pointer) => pointer.name),
	),
	declare(
		'is_anonymous',
		{
			property: true,
			doc: 'Whether a pointer points to a closure.',
			example: 'let f = |x| x; f.is_anonymous ⇒ true\nFn("len").is_anonymous ⇒ false',
		},
		plain(['pointer: Fn'], 'bool', (_call, pointer) => pointer.anonymous),
	),
	declare(
		'print',
		{
			effect: 'observes',
			style: 'function',
			doc: 'Writes the display form of a value, or an empty line. Where the text goes is up to the host.',
			example: 'print("hello") ⇒ ()',
		},
		plain(['value: any'], '()', print),
		plain([], '()', (call) => print(call, '')),
	),
	declare(
		'debug',
		{
			effect: 'observes',
			style: 'function',
			doc: 'Writes the debug form of a value for whoever looks for a mistake, along with the place of the call. Without an argument the text is empty.',
			example: 'debug([1, "a"]) ⇒ ()',
		},
		plain(['value: any'], '()', debug),
		plain([], '()', (call) => {
			call.debug('');
			return undefined;
		}),
	),
	declare(
		'exit',
		{
			effect: 'observes',
			retains: [0],
			doc: 'Ends the whole script, from however deep inside, with a value or `()`. No `catch` can stop it.',
			example: 'try { exit(3) } catch { 4 } 5 ⇒ 3',
		},
		plain([], 'never', exit),
		plain(['value: any'], 'never', exit),
	),
	declare(
		'take',
		{
			effect: 'mutates',
			doc: 'Takes the value out of a variable and leaves `()` behind. Saves a copy of something large that is not needed there any more.',
			example: 'let a = [1, 2]; let b = take(a); [a, b] ⇒ [(), [1, 2]]',
		},
		plain(['value: any'], 'any?', take),
	),
	declare(
		'tag',
		{
			property: true,
			doc: 'The tag of a value, 0 unless one was set. A tag is a small number that scripts may attach to any value; it travels with copies.',
			example: 'let a = "x"; a.tag = 7; a.tag ⇒ 7\n"x".tag ⇒ 0',
		},
		plain(['value: any'], 'int', readTag),
	),
	declare(
		'set_tag',
		{
			effect: 'mutates',
			doc: 'Sets the tag of a variable, as `x.tag = n` does. A number beyond 32 bits raises ErrorArithmetic.',
			example: 'let a = [1]; a.set_tag(5); a.tag ⇒ 5',
		},
		plain(['value: any', 'tag: int'], '()', writeTag),
	),
	declare(
		'sleep',
		{
			effect: 'observes',
			doc: 'Waits for so many seconds while everything else goes on. Nothing to wait for (0, negative, not a number, infinite) returns at once.',
			example: 'sleep(0) ⇒ ()\nsleep(-1.5) ⇒ ()',
		},
		awaited(['seconds: int'], '()', (call, seconds) => pause(saturate(seconds), call.signal)),
		awaited(['seconds: float'], '()', (call, seconds) => pause(seconds.value, call.signal)),
	),
];
