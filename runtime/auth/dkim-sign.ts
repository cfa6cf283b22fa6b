/** Signs messages with DKIM (RFC 6376 5, RFC 8463). */

import { createHash, type KeyObject, sign } from 'node:crypto';
import type { SignRequest } from '../../stdlib/host/authentication.ts';
import { asciiDomain, isDnsName } from '../../stdlib/mail/ascii-domain.ts';
import { SignedMessage } from './dkim-verify.ts';
import { selectFields } from './header-fields.ts';
import { canonicalHeader } from './mailauth.ts';
import { keyObject } from './signing-key.ts';

const FIELD = 'DKIM-Signature: ';
const FOLD = '\r\n ';

/** RFC 5322 2.1.1. */
const LINE = 78;

/** More names would only make the field long. */
const MOST_HEADERS = 200;

function isFieldName(name: string): boolean {
	for (let at = 0; at < name.length; at++) {
		const code = name.charCodeAt(at);
		if (code <= 0x20 || code >= 0x7f || code === 0x3a || code === 0x3b) return false;
	}
	return name !== '';
}

/** @throws Error with a text for the script */
function checkRequest({ selector, sdid, headers }: SignRequest): {
	readonly selector: string;
	readonly domain: string;
} {
	const domain = asciiDomain(sdid);
	const label = asciiDomain(selector);
	if (!isDnsName(domain) || !domain.includes('.'))
		throw new Error(`\`${sdid.slice(0, 100)}\` is not a domain that can sign`);
	if (!isDnsName(label)) throw new Error(`\`${selector.slice(0, 100)}\` is not a selector`);
	const bad = headers.find((name) => !isFieldName(name));
	if (bad !== undefined) throw new Error(`\`${bad.slice(0, 100)}\` is not the name of a header field`);
	if (headers.length > MOST_HEADERS) throw new Error(`at most ${MOST_HEADERS} header fields can be signed`);
	if (!headers.some((name) => name.toLowerCase() === 'from')) {
		throw new Error('the header field From must be among those that are signed');
	}
	return { selector: label, domain };
}

/** Puts pieces into lines; a break may come between any two of them. */
class Folded {
	#text = '';
	#column = FIELD.length;

	add(piece: string): void {
		if (this.#column + piece.length > LINE && this.#column > 1) {
			this.#text += FOLD;
			this.#column = 1;
			const bare = piece.startsWith(' ') ? piece.slice(1) : piece;
			this.#text += bare;
			this.#column += bare.length;
			return;
		}
		this.#text += piece;
		this.#column += piece.length;
	}

	get text(): string {
		return this.#text;
	}
}

function pieces(text: string): string[] {
	const list: string[] = [];
	for (let at = 0; at < text.length; at += LINE - 4) list.push(text.slice(at, at + LINE - 4));
	return list;
}

/** Everything up to the value of the tag `b`. */
function unsignedField(
	request: SignRequest,
	{ selector, domain }: { readonly selector: string; readonly domain: string },
	bodyHash: string,
	now: number,
): Folded {
	const field = new Folded();
	field.add(`v=1; a=${request.key.algorithm}-sha256;`);
	field.add(` c=${request.headerCanonicalization}/${request.bodyCanonicalization};`);
	field.add(` d=${domain};`);
	field.add(` s=${selector};`);
	field.add(` t=${now};`);
	const last = request.headers.length - 1;
	for (const [at, name] of request.headers.entries()) {
		field.add(`${at === 0 ? ' h=' : ''}${name}${at === last ? ';' : ':'}`);
	}
	field.add(` bh=${bodyHash};`);
	field.add(' b=');
	return field;
}

/** Off the event loop: an RSA signature takes a millisecond. */
function signature(octets: Buffer, algorithm: 'rsa' | 'ed25519', key: KeyObject): Promise<Buffer> {
	const data = algorithm === 'rsa' ? octets : createHash('sha256').update(octets).digest();
	return new Promise((resolve, reject) => {
		sign(algorithm === 'rsa' ? 'sha256' : null, data, key, (error, result) => {
			if (error === null) resolve(result);
			else reject(error);
		});
	});
}

/**
 * @param now seconds since 1970
 * @returns the value of the field, folded; `DKIM-Signature: ` comes before it
 * @throws Error with a text for the script
 */
export async function signMessage(
	message: Uint8Array,
	request: SignRequest,
	now: number,
	signal: AbortSignal,
): Promise<string> {
	const names = checkRequest(request);
	const key = keyObject(request.key);
	const signed = new SignedMessage(message, signal);
	if (!signed.fields.some(({ name }) => name === 'from')) throw new Error('a message without From cannot be signed');
	const field = unsignedField(request, names, await signed.bodyHash(request.bodyCanonicalization), now);
	const octets = await canonicalHeader(
		request.headerCanonicalization,
		selectFields(signed.fields, request.headers),
		Buffer.from(FIELD + field.text),
	);
	for (const piece of pieces((await signature(octets, request.key.algorithm, key)).toString('base64')))
		field.add(piece);
	return field.text;
}
