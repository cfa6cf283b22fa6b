/** The message of a transaction, as the library sees it. */

export interface MailMessage {
	/** The whole message as it is now. */
	bytes(): Uint8Array;
}
