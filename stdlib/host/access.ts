/**
 * How native functions find the transaction that they are called for, and the error when there is none yet: each field
 * exists from its stage on (directive spec 2, library spec 0).
 */

import type { NativeCall } from '../../lang/modules/native-module.ts';
import { runtimeError, type ScriptError } from '../../lang/vm/errors.ts';
import type { MailHost } from '../host.ts';
import type { Credentials, EnvelopeAddress, Recipient } from './context.ts';
import type { MailMessage } from './message.ts';
import type { Stage } from './stages.ts';

/** A field that is asked for before its stage. */
export function notDefinedYet(field: string, stage: Stage): ScriptError {
	return runtimeError(`the field: \`${field}\` is not defined yet, it only is available from the \`${stage}\` stage`);
}

/** The host, also while scripts are loaded. @throws ScriptError in a run that has no host */
export function hostOf(call: NativeCall): MailHost {
	const { host } = call;
	if (host === undefined || host === null) throw runtimeError('there is no mail server here');
	return host as MailHost;
}

/**
 * The host of a running transaction.
 * @param what the function or field that needs it, for the message
 * @param stage from which on there is such a thing, for the message
 * @throws ScriptError while scripts are loaded
 */
export function transactionOf(call: NativeCall, what: string, stage: Stage = 'connect'): MailHost {
	const host = hostOf(call);
	if (host.stage === undefined) throw notDefinedYet(what, stage);
	return host;
}

/** @throws ScriptError before `mail` */
export function mailFromOf(call: NativeCall): EnvelopeAddress {
	const { mailFrom } = transactionOf(call, 'mail_from', 'mail').context;
	if (mailFrom === undefined) throw notDefinedYet('mail_from', 'mail');
	return mailFrom;
}

/** @throws ScriptError before `rcpt` */
export function recipientsOf(call: NativeCall): Recipient[] {
	const { context } = transactionOf(call, 'rcpt_list', 'rcpt');
	if (context.recipientCount === 0) throw notDefinedYet('rcpt_list', 'rcpt');
	return context.recipients;
}

/** @throws ScriptError before `authenticate` */
export function credentialsOf(call: NativeCall): Credentials {
	const { credentials } = transactionOf(call, 'auth', 'authenticate').context.connection;
	if (credentials === undefined) throw notDefinedYet('auth', 'authenticate');
	return credentials;
}

/** @throws ScriptError before `mail` */
export function messageIdOf(call: NativeCall): string {
	const { messageId } = transactionOf(call, 'message_id', 'preq').context;
	if (messageId === undefined) throw notDefinedYet('message_id', 'preq');
	return messageId;
}

/**
 * The message, or before it arrived the header fields collected for it.
 * @param name of the function that asks, for the error
 */
export function messageOf(call: NativeCall, name: string): MailMessage {
	return transactionOf(call, name).message;
}

/** The message with its body, which exists from the stage `preq` on. */
export function receivedMessageOf(call: NativeCall, name: string): MailMessage {
	return received(messageOf(call, name), name);
}

/** The same message, if it has arrived. @param name of what was asked for, for the error */
export function received(message: MailMessage, name: string): MailMessage {
	if (message.received) return message;
	throw notDefinedYet(name, 'preq');
}
