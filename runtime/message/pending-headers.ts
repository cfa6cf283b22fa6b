/**
 * Header fields that rules write before there is a message (stages connect to rcpt). They go above the received header
 * when the data ends: those of connect and helo above every message of the connection, those of later stages above one.
 */

import { Message, type MessageOptions } from './message.ts';

const NOTHING = Buffer.alloc(0);

export class PendingHeaders {
	readonly #connection: Message;
	#greeting: Message;
	#transaction: Message | undefined;

	constructor() {
		this.#connection = new Message(NOTHING, {}, [], false);
		this.#greeting = this.#connection;
	}

	/** What rules read and change at the moment. */
	get message(): Message {
		return this.#transaction ?? this.#greeting;
	}

	/** HELO or EHLO: what an earlier one added is gone, what connect added stays. */
	beginGreeting(): void {
		this.#transaction = undefined;
		this.#greeting = after(this.#connection, {});
	}

	/** MAIL: what is added from here on is for one message. */
	beginTransaction(options: MessageOptions = {}): void {
		this.#transaction = after(this.#greeting, options);
	}

	/** RSET, a refused MAIL, or the end of the data: back to what every message gets. */
	endTransaction(): void {
		this.#transaction = undefined;
	}

	/** The message of the running transaction, with the fields on top. @param raw the data as received */
	receive(raw: Buffer, options: MessageOptions = {}): Message {
		return new Message(raw, options, this.message.headers.fields);
	}
}

/** A message without data that begins with the fields of another. */
function after(earlier: Message, options: MessageOptions): Message {
	return new Message(NOTHING, options, earlier.headers.fields, false);
}
