/**
 * How native functions find what they work on: the host's session in `call.host`.
 */

import type { NativeCall } from '../../lang/modules/native-module.ts';
import { runtimeError } from '../../lang/vm/errors.ts';
import type { MailMessage } from './message.ts';

/** What the host attaches to a run in which functions on the message may be called. */
export interface MessageHost {
	readonly message: MailMessage;
}

function isMessageHost(host: unknown): host is MessageHost {
	return typeof host === 'object' && host !== null && 'message' in host;
}

/**
 * The message, or before it arrived the header fields collected for it.
 * @param name of the function that asks, for the error
 */
export function messageOf(call: NativeCall, name: string): MailMessage {
	if (isMessageHost(call.host)) return call.host.message;
	throw runtimeError(`\`${name}\` needs a message, and there is none here: call it in a rule or an action`);
}

/** The message with its body, which exists from the stage `preq` on. */
export function receivedMessageOf(call: NativeCall, name: string): MailMessage {
	const message = messageOf(call, name);
	if (message.received) return message;
	throw runtimeError(`the field: \`${name}\` is not defined yet, it only is available from the \`preq\` stage`);
}
