/**
 * Functions on the message, written once each: `msg::has_header("X")` (2.x), `has_header("X")` and
 * `msg().has_header("X")` (1.x), `sys::has_header(msg(), "X")` (natives of 1.x).
 *
 * A `MessageFunction` says what is done with the message; `spellMessage` adds how the message is found: it is the one of
 * the transaction, also where a script passes `msg()`.
 */

import {
	type Effect,
	type NativeCall,
	type Overload,
	type PlainImplementation,
	plain,
} from '../../../lang/modules/native-module.ts';
import type { BlobValue } from '../../../lang/values/container.ts';
import type { IntValue } from '../../../lang/values/int.ts';
import type { Value } from '../../../lang/values/value.ts';
import { runtimeError } from '../../../lang/vm/errors.ts';
import { messageOf, receivedMessageOf } from '../../host/access.ts';
import { type MailMessage, MessageError } from '../../host/message.ts';
import { stagesFrom } from '../../host/stages.ts';
import { addressArgument, textArgument } from '../arguments.ts';
import { type SpelledFunction, spelled } from '../spelling.ts';

/** Stages in which the message is there. */
export const RECEIVED = stagesFrom('preq');

/** What parameters can be: `text` is a string or an object whose text counts, `address` one that is an address. */
interface ParameterTypes {
	readonly text: string;
	readonly address: string;
	readonly string: string;
	readonly int: IntValue;
	readonly blob: BlobValue;
}

type Arguments<P extends readonly string[]> = {
	readonly [K in keyof P]: P[K] extends `${string}: ${infer T extends keyof ParameterTypes}`
		? ParameterTypes[T]
		: never;
};

/** One overload without its receiver. */
export interface MessageOverload {
	readonly params: readonly string[];
	readonly returns: string;
	readonly run: (message: MailMessage, call: NativeCall, ...args: never[]) => Value;
}

export function onMessage<const P extends readonly string[]>(
	params: P,
	returns: string,
	run: (message: MailMessage, call: NativeCall, ...args: Arguments<P>) => Value,
): MessageOverload {
	return { params, returns, run: run as unknown as MessageOverload['run'] };
}

export interface MessageFunction {
	/** Names under `msg::`. */
	readonly msg: readonly [string, ...string[]];
	/** Names as global functions; none for what vSMTP does not know. */
	readonly global?: readonly [string, ...string[]];
	/** Whether it needs the whole message and not only header fields. */
	readonly received: boolean;
	readonly effect: Effect;
	readonly doc: string;
	readonly example: string;
	readonly overloads: readonly MessageOverload[];
}

/** All spellings of a function. What has no global name can still be called as a method of `msg()`. */
export function spellMessage(item: MessageFunction): SpelledFunction[] {
	const { effect, doc, example } = item;
	const global: readonly string[] = item.global ?? [];
	const options = { effect, doc, example, stages: item.received ? RECEIVED : [] };
	const direct = item.overloads.map((overload) => overloadOf(item, overload, false));
	const methods = item.overloads.map((overload) => overloadOf(item, overload, true));
	const [first, ...more] = item.msg.filter((name) => !global.includes(name));
	const others = first === undefined ? [] : [spelled({ '': [first, ...more] }, options, ...methods)];
	if (item.global === undefined) return [spelled({ msg: item.msg }, options, ...direct), ...others];
	return [spelled({ '': item.global, msg: item.msg }, options, ...direct, ...methods), ...others];
}

function overloadOf(item: MessageFunction, { params, returns, run }: MessageOverload, isMethod: boolean): Overload {
	const types = params.map((param) => param.slice(param.indexOf(': ') + 2));
	const declared = params.map((param) => param.replace(/: (?:text|address)$/, ': any'));
	const access = item.received ? receivedMessageOf : messageOf;
	const carryOut = (call: NativeCall, ...values: readonly Value[]): Value => {
		const message = access(call, item.msg[0]);
		const given = isMethod ? values.slice(1) : values;
		const args = given.map((value, index) => argument(types[index], value));
		return orRuntimeError(() => run(message, call, ...(args as never[])));
	};
	const all = isMethod ? ['message: Message', ...declared] : declared;
	return plain(all, returns, carryOut as PlainImplementation<readonly string[]>);
}

function argument(type: string | undefined, value: Value): Value {
	if (type === 'text') return textArgument(value);
	return type === 'address' ? addressArgument(value).text : value;
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
