/**
 * Messages to simulate with: a file with one message, an mbox with several, or a folder of `.eml` files. Bytes are left
 * as they are, line ends included.
 */

import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { readBounded } from '../files/read-text.ts';

/** Protects the memory of the process; servers take less. */
export const MAX_MAIL_BYTES = 128 * 1024 * 1024;

const MOST_MESSAGES = 10_000;

export interface MailSource {
	/** The file, and in an mbox the number of the message: `inbox:3`. */
	readonly name: string;
	readonly raw: Uint8Array;
}

const LF = 0x0a;
const SEPARATOR = Buffer.from('From ');
const QUOTED = Buffer.from('From ');

/** Where the lines begin that separate messages of an mbox (RFC 4155): `From `, at the start or behind an empty line. */
function separators(bytes: Buffer): number[] {
	const found: number[] = [];
	for (let at = 0; at >= 0 && at < bytes.length && found.length <= MOST_MESSAGES; ) {
		if (startsWith(bytes, at, SEPARATOR) && (at === 0 || afterEmptyLine(bytes, at))) found.push(at);
		const end = bytes.indexOf(LF, at);
		at = end < 0 ? -1 : end + 1;
	}
	return found;
}

function startsWith(bytes: Buffer, at: number, text: Buffer): boolean {
	return bytes.compare(text, 0, text.length, at, Math.min(at + text.length, bytes.length)) === 0;
}

function afterEmptyLine(bytes: Buffer, at: number): boolean {
	if (bytes[at - 1] !== LF) return false;
	return bytes[at - 2] === LF || (bytes[at - 2] === 0x0d && bytes[at - 3] === LF);
}

function lineEnd(bytes: Buffer, at: number): number {
	const end = bytes.indexOf(LF, at);
	return end < 0 ? bytes.length : end + 1;
}

/** Takes back the `>` before lines that begin with `From ` (mboxrd), and the empty line before the next separator. */
function unquoted(part: Buffer): Buffer {
	const pieces: Buffer[] = [];
	let kept = 0;
	for (let at = 0; at < part.length; at = lineEnd(part, at)) {
		let text = at;
		while (part[text] === 0x3e) text++;
		if (text === at || !startsWith(part, text, QUOTED)) continue;
		pieces.push(part.subarray(kept, at));
		kept = at + 1;
	}
	pieces.push(part.subarray(kept));
	return Buffer.concat(pieces);
}

function withoutLastEmptyLine(part: Buffer): Buffer {
	const { length } = part;
	if (part[length - 1] !== LF) return part;
	if (part[length - 2] === LF) return part.subarray(0, length - 1);
	if (part[length - 2] === 0x0d && part[length - 3] === LF) return part.subarray(0, length - 2);
	return part;
}

/** The messages of an mbox; `undefined` when the bytes are none. */
export function splitMbox(bytes: Buffer): Buffer[] | undefined {
	const starts = separators(bytes);
	if (starts[0] !== 0) return undefined;
	return starts.map((start, index) => {
		const last = index === starts.length - 1;
		const part = bytes.subarray(lineEnd(bytes, start), starts[index + 1] ?? bytes.length);
		return unquoted(last ? part : withoutLastEmptyLine(part));
	});
}

function readMail(path: string): Buffer {
	const bytes = readBounded(path, MAX_MAIL_BYTES);
	if (bytes === undefined) throw new Error(`the file is larger than ${MAX_MAIL_BYTES >> 20} MiB`);
	return bytes;
}

/**
 * @param path a message, an mbox or a folder
 * @throws Error of the operating system, or when there is no message
 */
export function readMails(path: string): MailSource[] {
	if (statSync(path).isDirectory()) {
		const files = readdirSync(path)
			.filter((name) => name.toLowerCase().endsWith('.eml'))
			.sort();
		if (files.length === 0) throw new Error('the folder has no .eml files');
		return files.slice(0, MOST_MESSAGES).map((name) => ({ name: join(path, name), raw: readMail(join(path, name)) }));
	}
	return mailsIn(path, readMail(path));
}

/** A message, or those of an mbox. @param name of the file */
export function mailsIn(name: string, bytes: Buffer): MailSource[] {
	const messages = splitMbox(bytes);
	if (messages === undefined) return [{ name, raw: bytes }];
	if (messages.length === 1) return [{ name, raw: messages[0] as Buffer }];
	return messages.map((raw, index) => ({ name: `${name}:${index + 1}`, raw }));
}
