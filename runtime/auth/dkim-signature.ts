/**
 * Reads a `DKIM-Signature` field (RFC 6376 3.5, 6.1.1). What cannot be understood is `neutral` (RFC 8601 2.7.1); so is
 * what nobody may trust any more, such as SHA-1 (RFC 8301 3.1).
 */

import { DkimError, type DkimSignature } from '../../stdlib/host/authentication.ts';
import { asciiDomain, isDnsName, isWithin } from '../../stdlib/mail/ascii-domain.ts';
import type { Canonicalization } from './body-hash.ts';
import { readTagList, trimmed, withoutBlanks } from './tag-list.ts';

/** Longest field in octets. Real ones have some hundred; copies of header fields (`z=`) make them longer. */
const LONGEST_FIELD = 16_384;

const REQUIRED = ['v', 'a', 'b', 'bh', 'd', 'h', 's'] as const;

/** RFC 6376 3.5: `t` and `x`. */
const MOST_DIGITS = 12;

/** How much of the signature tells it apart from others (RFC 6008). */
const SHOWN_SIGNATURE = 8;

export class ParsedSignature implements DkimSignature {
	readonly sdid: string;
	readonly auid: string;
	readonly selector: string;
	readonly expiration: number | undefined;
	/** The field as it stands in the message. */
	readonly line: Buffer;
	readonly algorithm: 'rsa' | 'ed25519';
	readonly headerCanonicalization: Canonicalization;
	readonly bodyCanonicalization: Canonicalization;
	/** Names of the signed fields, in lower case. */
	readonly headers: readonly string[];
	/** Base64. */
	readonly bodyHash: string;
	readonly signature: Buffer;
	readonly shortSignature: string;
	/** It says that it covers a part of the body only (`l`), which is not honoured: anything could come behind it. */
	readonly hasLength: boolean;
	/** The domain of the AUID is another than the SDID. */
	readonly auidIsBelow: boolean;
	/** Where the key is. */
	readonly keyName: string;

	/** @throws DkimError */
	constructor(line: Buffer) {
		this.line = line;
		const tags = readField(line);
		const tag = (name: string): string => tags.get(name) ?? '';
		if (tag('v') !== '1') throw neutral('unknown version of signature');
		const [algorithm, hash] = tag('a').toLowerCase().split('-');
		if ((algorithm !== 'rsa' && algorithm !== 'ed25519') || hash !== 'sha256') {
			throw neutral(hash === 'sha1' ? 'SHA-1 is not acceptable' : 'unknown algorithm');
		}
		this.algorithm = algorithm;
		const [header = 'simple', body = 'simple', ...rest] = (tags.get('c') ?? 'simple').toLowerCase().split('/');
		if (!isCanonicalization(header) || !isCanonicalization(body) || rest.length > 0) {
			throw neutral('unknown canonicalization');
		}
		this.headerCanonicalization = header;
		this.bodyCanonicalization = body;
		this.bodyHash = withoutBlanks(tag('bh'));
		const signature = withoutBlanks(tag('b'));
		this.signature = Buffer.from(signature, 'base64');
		if (this.signature.length === 0) throw neutral('the signature is empty');
		this.shortSignature = signature.slice(0, SHOWN_SIGNATURE);
		this.headers = tag('h')
			.split(':')
			.map((name) => trimmed(name).toLowerCase());
		if (!this.headers.includes('from')) throw neutral('the field From is not signed');
		this.hasLength = tags.has('l');
		checkQuery(tags.get('q'));
		this.expiration = expiration(tags);
		this.sdid = tag('d');
		this.selector = tag('s');
		const domain = asciiDomain(this.sdid);
		const selector = asciiDomain(this.selector);
		if (!isDnsName(domain) || !domain.includes('.')) throw neutral('the domain is malformed');
		if (!isDnsName(selector)) throw neutral('the selector is malformed');
		this.keyName = `${selector}._domainkey.${domain}`;
		const auid = tags.get('i');
		this.auid = auid === undefined ? `@${this.sdid}` : quotedPrintable(auid);
		const auidDomain = asciiDomain(this.auid.slice(this.auid.lastIndexOf('@') + 1));
		if (!this.auid.includes('@') || !isWithin(auidDomain, domain)) {
			throw neutral('the agent or user is not in the domain');
		}
		this.auidIsBelow = auidDomain !== domain;
	}
}

function neutral(text: string): DkimError {
	return new DkimError('neutral', text);
}

function isCanonicalization(word: string): word is Canonicalization {
	return word === 'simple' || word === 'relaxed';
}

function readField(line: Buffer): ReadonlyMap<string, string> {
	if (line.length > LONGEST_FIELD) throw neutral(`the signature is longer than ${LONGEST_FIELD} octets`);
	const text = line.toString('utf8');
	const tags = readTagList(text.slice(text.indexOf(':') + 1));
	if (typeof tags === 'string') throw neutral(`malformed signature: ${tags}`);
	const missing = REQUIRED.find((name) => !tags.has(name));
	if (missing !== undefined) throw neutral(`malformed signature: the tag ${missing} is missing`);
	return tags;
}

function checkQuery(methods: string | undefined): void {
	if (methods === undefined) return;
	const known = methods.split(':').some((method) => trimmed(method).toLowerCase() === 'dns/txt');
	if (!known) throw neutral('unknown way to get the key');
}

/** `undefined` without the tag. */
function seconds(tags: ReadonlyMap<string, string>, name: string): number | undefined {
	const text = tags.get(name);
	if (text === undefined) return undefined;
	let value = text === '' || text.length > MOST_DIGITS ? Number.NaN : 0;
	for (const digit of text) value = digit >= '0' && digit <= '9' ? value * 10 + Number(digit) : Number.NaN;
	if (Number.isNaN(value)) throw neutral(`malformed signature: the tag ${name} is no time`);
	return value;
}

function expiration(tags: ReadonlyMap<string, string>): number | undefined {
	const signed = seconds(tags, 't');
	const expires = seconds(tags, 'x');
	if (signed !== undefined && expires !== undefined && expires <= signed)
		throw neutral('it expires before it was made');
	return expires;
}

function isHexDigit(character: string | undefined): boolean {
	return character !== undefined && '0123456789ABCDEFabcdef'.includes(character);
}

/** RFC 6376 2.11. */
function quotedPrintable(text: string): string {
	const plain = withoutBlanks(text);
	if (!plain.includes('=')) return plain;
	const bytes: Buffer[] = [];
	let from = 0;
	for (let at = plain.indexOf('='); at !== -1; at = plain.indexOf('=', at + 1)) {
		if (!isHexDigit(plain[at + 1]) || !isHexDigit(plain[at + 2])) continue;
		bytes.push(Buffer.from(plain.slice(from, at)), Buffer.from([Number.parseInt(plain.slice(at + 1, at + 3), 16)]));
		from = at + 3;
	}
	return Buffer.concat([...bytes, Buffer.from(plain.slice(from))]).toString('utf8');
}

/** @param field with or without the name in front. @throws DkimError */
export function parseSignature(field: string | Buffer): ParsedSignature {
	if (typeof field !== 'string') return new ParsedSignature(field);
	const tags = field.indexOf('=');
	const colon = field.indexOf(':');
	const named = colon !== -1 && (tags === -1 || colon < tags);
	return new ParsedSignature(Buffer.from(named ? field : `DKIM-Signature:${field}`));
}
