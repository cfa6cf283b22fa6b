/**
 * Functions on the message exist in several spellings: `msg::has_header("X")` (2.x), `has_header("X")` and
 * `msg().has_header("X")` (1.x), `sys::has_header(msg(), "X")` (1.x native). Each is written once, as a `MessageFunction`,
 * and `messageForms` makes the declarations of all its spellings.
 */

import {
	declare,
	type Effect,
	type FunctionDeclaration,
	type NativeCall,
	type Overload,
	type ParameterValues,
	plain,
} from '../../../lang/modules/native-module.ts';
import { display } from '../../../lang/values/display.ts';
import { HostObject } from '../../../lang/values/host-object.ts';
import { untag } from '../../../lang/values/tagged.ts';
import { typeName } from '../../../lang/values/type-of.ts';
import type { Value } from '../../../lang/values/value.ts';
import { functionNotFound, runtimeError } from '../../../lang/vm/errors.ts';
import { messageOf, receivedMessageOf } from '../../host/access.ts';
import { type MailMessage, MessageError } from '../../host/message.ts';

/** Stages in which the message is there. */
export const RECEIVED_STAGES = ['preq', 'postq', 'delivery'] as const;

/** One overload without its receiver. A parameter of type `text` takes a string or a vSL object, whose text counts. */
export interface MessageOverload {
	readonly params: readonly string[];
	readonly returns: string;
	readonly run: (message: MailMessage, call: NativeCall, ...args: Value[]) => Value;
}

type TextAsString<P extends readonly string[]> = {
	readonly [K in keyof P]: P[K] extends `${infer N}: text` ? `${N}: string` : P[K];
};

export function onMessage<const P extends readonly string[]>(
	params: P,
	returns: string,
	run: (message: MailMessage, call: NativeCall, ...args: ParameterValues<TextAsString<P>>) => Value,
): MessageOverload {
	return { params, returns, run: run as MessageOverload['run'] };
}

export interface MessageFunction {
	/** Names under `msg::`. */
	readonly msg: readonly [string, ...string[]];
	/** Names as global functions; none for what vSMTP does not know. */
	readonly global: readonly string[];
	/** Whether it needs the whole message and not only header fields. */
	readonly received: boolean;
	readonly effect: Effect;
	readonly doc: string;
	/** In the spelling of `msg::`; the other spellings are made from it. */
	readonly example: string;
	readonly overloads: readonly MessageOverload[];
}

/** The declarations of all spellings, by the namespace they belong to. */
export interface MessageForms {
	readonly global: readonly FunctionDeclaration[];
	readonly msg: readonly FunctionDeclaration[];
	readonly sys: readonly FunctionDeclaration[];
}

/** @param all functions of the library, which examples may use */
export function messageForms(functions: readonly MessageFunction[], all: readonly MessageFunction[]): MessageForms {
	const names = (item: MessageFunction) => [...new Set([...item.global, ...item.msg])] as [string, ...string[]];
	return {
		msg: functions.map((item) => form(item, item.msg, item.example, directly)),
		global: functions.flatMap((item) => [
			...(isNamed(item.global) ? [form(item, item.global, spell(item.example, all, globalCall), directly)] : []),
			form(item, names(item), spell(item.example, all, methodCall), onReceiver),
		]),
		sys: functions.map((item) => form(item, names(item), spell(item.example, all, sysCall), onReceiver)),
	};
}

const isNamed = (names: readonly string[]): names is readonly [string, ...string[]] => names.length > 0;

type MakeOverload = (params: readonly string[], overload: MessageOverload, run: Run) => Overload;

type Run = (call: NativeCall, args: readonly Value[]) => Value;

function form(
	item: MessageFunction,
	names: readonly [string, ...string[]],
	example: string,
	make: MakeOverload,
): FunctionDeclaration {
	const [name] = names;
	const options = {
		effect: item.effect,
		doc: item.doc,
		example,
		stages: item.received ? RECEIVED_STAGES : [],
	};
	return declare(names, options, ...item.overloads.flatMap((overload) => overloads(item, overload, name, make)));
}

const directly: MakeOverload = (params, { returns }, run) =>
	plain(params, returns, (call, ...args) => run(call, args as readonly Value[]));

const onReceiver: MakeOverload = (params, { returns }, run) =>
	plain(['message: Message', ...params], returns, (call, _receiver, ...args) => run(call, args as readonly Value[]));

/** The overload for strings, and one for objects if it has parameters of type `text`. */
function overloads(item: MessageFunction, overload: MessageOverload, name: string, make: MakeOverload): Overload[] {
	const isText = overload.params.map((param) => param.endsWith(': text'));
	const typed = (type: string) =>
		overload.params.map((param, index) => (isText[index] ? param.replace(': text', `: ${type}`) : param));
	const access = item.received ? receivedMessageOf : messageOf;
	const run: Run = (call, args) => {
		const message = access(call, name);
		const texts = args.map((arg, index) => (isText[index] ? textOf(name, args, arg) : arg));
		return orRuntimeError(() => overload.run(message, call, ...texts));
	};
	const strings = make(typed('string'), overload, run);
	return isText.includes(true) ? [strings, make(typed('any'), overload, run)] : [strings];
}

/** The text of a string or of a vSL object. */
function textOf(name: string, args: readonly Value[], arg: Value): string {
	const value = untag(arg);
	if (typeof value === 'string') return value;
	if (value instanceof HostObject) return display(value);
	throw functionNotFound(`${name} (${args.map(typeName).join(', ')})`);
}

/** A mistake that the message reports is an error that the script can catch. */
export function orRuntimeError<T>(run: () => T): T {
	try {
		return run();
	} catch (error) {
		if (error instanceof MessageError) throw runtimeError(error.message);
		throw error;
	}
}

type SpellCall = (name: string, item: MessageFunction | undefined, hasArguments: boolean) => string;

const globalCall: SpellCall = (name, item, hasArguments) =>
	item?.global[0] === undefined ? methodCall(name, item, hasArguments) : `${item.global[0]}(`;
const methodCall: SpellCall = (name) => `msg().${name}(`;
const sysCall: SpellCall = (name, item, hasArguments) =>
	`sys::${item?.global[0] ?? name}(msg()${hasArguments ? ', ' : ''}`;

/** An example with its calls in another spelling. */
function spell(example: string, all: readonly MessageFunction[], call: SpellCall): string {
	const [start = '', ...rest] = example.split('msg::');
	return rest.reduce((text, piece) => {
		const open = piece.indexOf('(');
		const name = piece.slice(0, open);
		const item = all.find((candidate) => candidate.msg.includes(name));
		const behind = piece.slice(open + 1);
		return text + call(name, item, !behind.startsWith(')')) + behind;
	}, start);
}
