/**
 * The message as scripts see it: what a host has to provide so that the library can read and change it.
 *
 * `runtime/message` implements this on the bytes of a message. The rule for every implementation: what nobody changed
 * stays byte for byte, the other fields of a header and the other parts of a body included. Text goes in and out as
 * strings of JavaScript; which bytes they become is the business of the implementation.
 */

/**
 * What a function of this interface throws when the caller or the message is at fault: one sentence for the author of
 * the script. The library turns it into an error that scripts can catch.
 */
export class MessageError extends Error {
	override readonly name = 'MessageError';
}

/**
 * Header fields. Names compare without regard to ASCII case and must be RFC 5322 field names. A written value may be
 * folded by a line break before a blank; any other CR, LF or NUL in it is an error. Values that are no ASCII are
 * encoded (RFC 2047, for parameters RFC 2231) unless the message came with SMTPUTF8.
 *
 * All functions throw a MessageError for a bad name or value and where a limit would be passed.
 */
export interface MailHeaders {
	has(name: string): boolean;
	count(name: string): number;
	/** Value of the first field of that name, folds removed and without the blanks before it. */
	get(name: string): string | undefined;
	/** The same with encoded words (RFC 2047) turned into text. Words in unknown charsets stay as they are. */
	getDecoded(name: string): string | undefined;
	/** What stands behind the colon in every field of that name, the first blank and folds included. */
	values(name: string): readonly string[];
	/** `Name:value` of fields, as they stand, without the final line break. @param name all fields if undefined */
	lines(name?: string): readonly string[];
	/** Writes a field below all others. */
	append(name: string, value: string): void;
	/** Writes a field above all others. */
	prepend(name: string, value: string): void;
	/** Replaces the value of the first field of that name; appends a field if there is none. */
	set(name: string, value: string): void;
	/** Gives the first field of that name another one. @returns whether there was one */
	rename(from: string, to: string): boolean;
	/** Removes the first field of that name. @returns whether there was one */
	remove(name: string): boolean;
}

/** One mailbox of an address list (RFC 5322, RFC 6532, RFC 6854). */
export interface MailAddress {
	/** Display name, decoded; `""` if there is none. */
	readonly name: string;
	/** `local@domain` without comments and blanks. */
	readonly address: string;
	/** Name of the group that it stands in. */
	readonly group: string | undefined;
}

export type DigestAlgorithm = 'md5' | 'sha1' | 'sha256';

/**
 * A part of the body that is no multipart; a message with one part has one of these too. It stays a part when others
 * change; once it is removed, or what it stood in is replaced, changing it is an error and reading still works.
 */
export interface MailPart {
	/** Media type in lower case, e.g. `text/plain`. */
	readonly type: string;
	/** Decoded; `""` if the part has none. Writing it changes the header of the part only. */
	filename: string;
	/** As declared, in lower case; `""` if it is not. */
	readonly charset: string;
	/** Bytes after decoding. */
	readonly size: number;
	/** Transfer encoding in lower case; `7bit` if none is declared. */
	readonly encoding: string;
	/** `attachment`, `inline` or another word in lower case; `""` if none is declared. */
	readonly disposition: string;
	/** Without the angle brackets; `""` if there is none. */
	readonly contentId: string;
	/** Position such as `1.2`, counted as IMAP does (RFC 9051 6.4.5.1). */
	readonly path: string;
	/** Declared an attachment, or has a file name, or is neither text nor declared inline. */
	readonly isAttachment: boolean;
	/** Media types of the multiparts and messages that it stands in, outermost first. */
	readonly within: readonly string[];
	/** Name and value, folds removed, of the header fields of the part in their order. */
	readonly headers: readonly (readonly [name: string, value: string])[];
	/** Value of the first header field of that name. */
	header(name: string): string | undefined;
	/** @throws MessageError for a charset that is not known */
	text(): string;
	/** The decoded bytes, which the caller may change. */
	bytes(): Uint8Array;
	/** Digest of the decoded bytes in lower-case hexadecimal digits. */
	digest(algorithm: DigestAlgorithm): string;
	/**
	 * Other content for the part; its place, disposition and other fields stay.
	 * @param content text, or bytes as they are
	 * @param type new media type; the present one if undefined
	 */
	replace(content: string | Uint8Array, type?: string): void;
	/** Takes the part out. A multipart that loses its last part goes too; the last part of all becomes an empty text. */
	remove(): void;
	/** Whether both are the same part of the same message. */
	same(other: MailPart): boolean;
}

/** A message, or before its data arrived the header fields that rules have collected for it. */
export interface MailMessage {
	/** Whether the data has arrived, so that there is a body. */
	readonly received: boolean;
	/** Bytes of the whole message as it would be written now. */
	readonly size: number;
	readonly headers: MailHeaders;

	/** The mailboxes of all fields of that name, in order; what is no address is left out. */
	addresses(name: string): readonly MailAddress[];
	/** Replaces the value of the first `From`, or appends one. */
	rewriteFrom(address: string): void;
	/** Replaces an address in every `To`, keeping display names; appends a `To` if there is none. */
	rewriteRecipient(from: string, to: string): void;
	/** Adds an address to the first `To`, or appends one. */
	addRecipient(address: string): void;
	/** Takes an address out of every `To`; a `To` that becomes empty goes too. */
	removeRecipient(address: string): void;

	/** The whole message as it would be written now. */
	bytes(): Uint8Array;
	/** Bytes of the body as it would be written now. */
	readonly bodySize: number;
	/** A digest of the body, to see whether it changed. */
	bodyDigest(): string;
	/** The parsed message in the form of library spec 15. */
	toJson(): unknown;
	/** Header, empty line and body as text with CRLF line ends. */
	text(): string;
	/** What a reader sees first: the decoded plain text, else the decoded HTML; `""` if there is neither. */
	body(): string;
	/** The decoded HTML body; `""` if there is none. */
	htmlBody(): string;
	/**
	 * Another text instead of the body, all its alternatives included; attachments stay.
	 * @param type a text type, `text/plain` if undefined
	 */
	setBody(text: string, type?: string): void;

	/** All parts but the multiparts themselves, in order, those of embedded messages included. */
	parts(): readonly MailPart[];
	/** Adds a part at the end; what was the whole body becomes the first part where that is needed. */
	addPart(type: string, content: string | Uint8Array): MailPart;
	addAttachment(filename: string, type: string, content: string | Uint8Array): MailPart;
	/**
	 * Puts text below the body in each of its alternatives; what is signed or encrypted is left alone.
	 * @param html for HTML bodies; made from the text if undefined
	 * @returns in how many bodies
	 */
	addFooter(text: string, html?: string): number;
}
