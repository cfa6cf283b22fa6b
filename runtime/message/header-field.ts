/** One field of a header: a slice of the bytes it came in, or of bytes of its own. Fields never change. */

import { MessageError } from '../../stdlib/host/message.ts';
import { byteString, readByteString } from './byte-text.ts';
import { MAX_FIELD_NAME } from './limits.ts';

const COLON = 58;

/** Characters of a field name: visible ASCII but the colon (RFC 5322 2.2). */
export const isNameByte = (byte: number | undefined): boolean =>
	byte !== undefined && byte > 32 && byte < 127 && byte !== COLON;

export class HeaderField {
	declare readonly source: Buffer;
	declare readonly start: number;
	/** Offset behind the colon. */
	declare readonly valueStart: number;
	/** Offset behind the line end, which may be missing at the end of a message. */
	declare readonly end: number;
	#key: string | undefined;

	constructor(source: Buffer, start: number, valueStart: number, end: number) {
		this.source = source;
		this.start = start;
		this.valueStart = valueStart;
		this.end = end;
	}

	/** As written. */
	get name(): string {
		let end = this.start;
		while (isNameByte(this.source[end])) end++;
		return this.source.toString('latin1', this.start, end);
	}

	/** The name in lower case. */
	get key(): string {
		this.#key ??= this.name.toLowerCase();
		return this.#key;
	}

	/** Offset of the final line end. */
	get contentEnd(): number {
		let end = this.end;
		if (end > this.valueStart && this.source[end - 1] === 10) end--;
		if (end > this.valueStart && this.source[end - 1] === 13) end--;
		return end;
	}

	/** Everything behind the colon but the final line end, as a byte string. */
	get value(): string {
		return this.source.toString('latin1', this.valueStart, this.contentEnd);
	}

	/** The field as text, without the final line end. */
	get text(): string {
		return readByteString(this.source.toString('latin1', this.start, this.contentEnd));
	}

	/** The same field with another value. @param value what stands behind the colon, as a byte string with its folds */
	withValue(value: string): HeaderField {
		const before = this.source.toString('latin1', this.start, this.valueStart);
		return fieldOf(before + value + this.#lineEnd(), before.length);
	}

	/** The same field under another name. */
	withName(name: string): HeaderField {
		const rest = byteString(this.source.subarray(this.valueStart, this.contentEnd));
		return fieldOf(`${name}:${rest}${this.#lineEnd()}`, name.length + 1);
	}

	#lineEnd(): string {
		return this.source.toString('latin1', this.contentEnd, this.end) || '\r\n';
	}
}

/** A field with bytes of its own. @param text a byte string; @param valueStart offset behind the colon */
export function fieldOf(text: string, valueStart: number): HeaderField {
	const bytes = Buffer.from(text, 'latin1');
	return new HeaderField(bytes, 0, valueStart, bytes.length);
}

/**
 * A field name in lower case, for comparing.
 * @throws MessageError if it is none
 */
export function nameKey(name: string): string {
	let valid = name.length > 0 && name.length <= MAX_FIELD_NAME;
	for (let at = 0; valid && at < name.length; at++) valid = isNameByte(name.charCodeAt(at));
	if (!valid) {
		const shown = JSON.stringify(name.length > 60 ? `${name.slice(0, 60)}…` : name);
		throw new MessageError(
			`${shown} is not the name of a header: expected 1 to ${MAX_FIELD_NAME} visible ASCII characters without blanks and colons`,
		);
	}
	return name.toLowerCase();
}
