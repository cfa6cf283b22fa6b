/**
 * Charsets by the names that mail uses for them. Decoding is the work of `TextDecoder`; encoding exists for UTF-8 and
 * for charsets of one byte per character, whose tables are turned round. Everything else is converted to UTF-8 by
 * whoever wants to write.
 */

import { readText, readWindows1252 } from './byte-text.ts';

/** Names from mail that the WHATWG labels lack, and names that say nothing. `''` means "look at the bytes". */
const ALIASES: ReadonlyMap<string, string> = new Map([
	['', ''],
	['us-ascii', ''],
	['ascii', ''],
	['ansi_x3.4-1968', ''],
	['unknown-8bit', ''],
	['x-unknown', ''],
	['unknown', ''],
	['default', ''],
	['binary', ''],
	['8bit', ''],
	['utf-8', 'utf-8'],
	['utf_8', 'utf-8'],
	['cp932', 'shift_jis'],
	['ms932', 'shift_jis'],
	['cp936', 'gbk'],
	['ms936', 'gbk'],
	['cp949', 'euc-kr'],
	['ms949', 'euc-kr'],
	['cp950', 'big5'],
	['cp65001', 'utf-8'],
	['utf-16', 'utf-16'],
]);

/** What `TextDecoder` knows under which label; making one is slow. Its labels are few, unknown ones are not kept. */
const encodings = new Map<string, string>();

/** Longest name that is looked up. */
const MAX_NAME = 60;

/**
 * The name under which the other functions here know a charset: `''` where the bytes decide.
 * @returns undefined if it is unknown
 */
export function knownCharset(label: string): string | undefined {
	const name = label.trim().toLowerCase();
	const known = ALIASES.get(name) ?? encodings.get(name);
	if (known !== undefined) return known;
	if (name.length > MAX_NAME) return undefined;
	try {
		const { encoding } = new TextDecoder(name);
		encodings.set(name, encoding);
		return encoding;
	} catch {
		return undefined;
	}
}

/**
 * Text of bytes; what the charset does not define becomes U+FFFD.
 * @returns undefined for an unknown charset
 */
export function decodeText(bytes: Uint8Array, label: string): string | undefined {
	const charset = knownCharset(label);
	if (charset === undefined) return undefined;
	if (charset === '') return readText(bytes);
	if (charset === 'windows-1252') return readWindows1252(bytes);
	return decoderOf(charset === 'utf-16' ? byteOrder(bytes) : charset).decode(bytes);
}

/** One decoder per charset; it remembers nothing from one text to the next. */
const decoders = new Map<string, TextDecoder>();

function decoderOf(charset: string): TextDecoder {
	const decoder = decoders.get(charset) ?? new TextDecoder(charset);
	decoders.set(charset, decoder);
	return decoder;
}

/** UTF-16 without a mark is big-endian (RFC 2781 4.3). */
function byteOrder(bytes: Uint8Array): string {
	return bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : 'utf-16be';
}

/**
 * How ASCII text can be put among bytes of a charset.
 *
 * - `bytes`: an ASCII byte is always that character, so bytes can be searched and cut;
 * - `end`: ASCII bytes may be halves of other characters; only adding at the end is safe;
 * - `none`: ASCII text has other bytes.
 */
export function asciiInCharset(label: string): 'bytes' | 'end' | 'none' {
	const charset = knownCharset(label);
	// Unknown to us, but there are hardly any without ASCII.
	if (charset === undefined) return 'end';
	if (charset.startsWith('utf-16')) return 'none';
	if (charset === '' || charset === 'utf-8' || charset.startsWith('euc-')) return 'bytes';
	return tableOf(charset) === undefined ? 'end' : 'bytes';
}

/** Characters to bytes for charsets of one byte per character, made when first needed. */
const tables = new Map<string, ReadonlyMap<string, number> | undefined>();

const MULTI_BYTE: ReadonlySet<string> = new Set([
	'gbk',
	'gb18030',
	'big5',
	'euc-jp',
	'iso-2022-jp',
	'shift_jis',
	'euc-kr',
	'x-user-defined',
]);

function tableOf(charset: string): ReadonlyMap<string, number> | undefined {
	if (charset.startsWith('utf-') || MULTI_BYTE.has(charset)) return undefined;
	let table = tables.get(charset);
	if (table === undefined) {
		const bytes = Uint8Array.from({ length: 256 }, (_, byte) => byte);
		const text = decodeText(bytes, charset) ?? '';
		table = new Map(Array.from(text, (character, byte) => [character, byte]));
		tables.set(charset, table);
	}
	return table;
}

/** Bytes of text in a charset, or undefined if it lacks a character or cannot be written here. */
export function encodeText(text: string, label: string): Buffer | undefined {
	const charset = knownCharset(label);
	if (charset === 'utf-8') return Buffer.from(text, 'utf8');
	const table = charset === undefined || charset === '' ? undefined : tableOf(charset);
	if (table === undefined) return undefined;
	const bytes = Buffer.alloc(text.length);
	for (let at = 0; at < text.length; at++) {
		const byte = table.get(text.charAt(at));
		// The replacement character stands for bytes that the charset does not define.
		if (byte === undefined || text.charAt(at) === '\ufffd') return undefined;
		bytes[at] = byte;
	}
	return bytes;
}
