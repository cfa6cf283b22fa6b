/**
 * Text below the body, in each form that the body has. A footer is put among the bytes in the part's own charset where
 * that has all its characters, and the rest of the part keeps its bytes; otherwise the part becomes UTF-8. What is
 * signed or encrypted is left alone: a changed signature is worse than a missing footer.
 */

import { byteString, bytesOf, isAsciiText, withCrlf } from './byte-text.ts';
import { asciiInCharset, encodeText } from './charset.ts';
import { wholeOf } from './chunks.ts';
import type { Entity } from './entity.ts';
import { hasBoundary, newEntity, takeBody } from './new-content.ts';
import { charsetOf, textOf } from './part-facts.ts';
import { encodeAs, isIdentity } from './transfer-encoding.ts';

/**
 * Prepares a footer for a text.
 * @returns what adds it, and cannot fail any more
 * @throws MessageError for HTML in a charset that is not known
 */
export function footerFor(entity: Entity, footer: string, isHtml: boolean): () => void {
	const block = withCrlf(footer.endsWith('\n') ? footer : `${footer}\n`);
	const inCharset = footerBytes(block, charsetOf(entity), isHtml);
	if (inCharset === undefined) {
		const text = withFooter(withCrlf(textOf(entity)), block, isHtml);
		return () => convert(entity, text);
	}
	const bytes = bytesOf(withFooter(byteString(entity.decoded()), inCharset, isHtml));
	return () => store(entity, bytes, isAsciiText(inCharset));
}

function withFooter(text: string, block: string, isHtml: boolean): string {
	const at = isHtml ? htmlEnd(text) : text.length;
	return text.slice(0, at) + lineEnd(text, at) + block + text.slice(at);
}

/** The line end that is missing before the footer. */
function lineEnd(text: string, at: number): string {
	return at === 0 || text.charAt(at - 1) === '\n' ? '' : '\r\n';
}

/** The footer as a byte string that can be put among the bytes of the part; undefined if there is none. */
function footerBytes(footer: string, charset: string, isHtml: boolean): string | undefined {
	const ascii = asciiInCharset(charset);
	if (ascii === 'none' || (ascii === 'end' && isHtml)) return undefined;
	if (isAsciiText(footer)) return footer;
	const bytes = ascii === 'bytes' ? encodeText(footer, charset) : undefined;
	return bytes === undefined ? undefined : byteString(bytes);
}

/** Where a footer goes in HTML: before the end of the body, of the document, or at the very end. */
function htmlEnd(text: string): number {
	const lower = text.toLowerCase();
	// Lower case may be longer than the text; then the offsets mean nothing.
	if (lower.length !== text.length) return text.length;
	const body = lower.lastIndexOf('</body');
	return body === -1 ? lastOr(lower.lastIndexOf('</html'), text.length) : body;
}

const lastOr = (offset: number, otherwise: number): number => (offset === -1 ? otherwise : offset);

/** Stores decoded bytes with the encoding that the part has, or one that can carry them. */
function store(entity: Entity, bytes: Buffer, isAsciiFooter: boolean): void {
	const { encoding } = entity;
	const eightBit = encoding === '8bit' || encoding === 'binary';
	const asItIs = isIdentity(encoding) && !hasBoundary(bytes, entity.parent);
	if (asItIs && (isAsciiFooter || eightBit)) {
		entity.change({ kind: 'leaf', bytes: wholeOf(bytes) });
		return;
	}
	const encoded = encodeAs(bytes, isIdentity(encoding) ? 'quoted-printable' : encoding);
	if (encoded.encoding !== encoding) entity.setField('Content-Transfer-Encoding', encoded.encoding);
	entity.change({ kind: 'leaf', bytes: wholeOf(encoded.bytes) });
}

/** Stores text as UTF-8, which the type then declares. */
function convert(entity: Entity, text: string): void {
	const { value, parameters } = entity.contentType;
	const type = { value, parameters: new Map([...parameters, ['charset', 'utf-8']]) };
	takeBody(entity, newEntity(entity.parent, { type, ...encodeAs(Buffer.from(text, 'utf8'), entity.encoding) }));
}
