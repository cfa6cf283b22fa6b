/**
 * One mail transaction, from MAIL on, or a part of one: a message for recipients whom different scripts serve is split,
 * and each part has its own context, message and id (directive spec 2.1).
 */

import type { ConnectionContext, Recipient, TransactionContext } from '../../stdlib/host/context.ts';
import type { Stage } from '../../stdlib/host/stages.ts';
import type { Status } from '../../stdlib/mail/status.ts';
import type { Message } from '../message/index.ts';
import type { ChosenScript } from './rule-set.ts';

/** A decision that later stages do not question (directive spec 6.1). */
export interface Skip {
	readonly status: Status;
	/** Where it was taken, and by which directive. */
	readonly stage: Stage;
	readonly directive: string;
}

export interface Transaction {
	readonly context: TransactionContext;
	message: Message;
	skip: Skip | undefined;
	/** Once it is known who the recipients are. */
	script: ChosenScript;
}

/** @param copies recipients whom rules have added before the transaction */
export function emptyContext(
	connection: ConnectionContext,
	helo: string | undefined,
	copies: readonly Recipient[] = [],
): TransactionContext {
	return {
		connection,
		helo,
		mailFrom: undefined,
		recipients: [...copies],
		recipientCount: 0,
		mailTimestamp: undefined,
		messageId: undefined,
		spf: undefined,
		dkim: undefined,
	};
}

/** The context for some of the recipients. */
export function contextFor(
	context: TransactionContext,
	recipients: readonly Recipient[],
	messageId: string,
): TransactionContext {
	return { ...context, recipients: [...recipients], recipientCount: recipients.length, messageId };
}
