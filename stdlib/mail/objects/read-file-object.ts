/** Reading the file of a `file` object: finding it, and checking every line. */

import { isAscii, isUtf8 } from 'node:buffer';
import { isAbsolute, resolve } from 'node:path';
import { trimWhiteSpace } from '../../../lang/values/text.ts';
import { runtimeError, ScriptError } from '../../../lang/vm/errors.ts';
import { excerpt } from './ascii.ts';
import { FileObject } from './file.ts';
import { MAX_ITEMS } from './group.ts';
import { MAX_FILE_BYTES, type ObjectContext } from './object-context.ts';
import type { ContentType } from './object-words.ts';
import { canonicalText } from './scalar-objects.ts';

/** Bounds the time and memory that compiling takes: a second and some 100 MB. */
export const MAX_PATTERNS = 10_000;

/**
 * Reads a file, one item per line; blanks around an item and blank lines do not count.
 * @param path absolute, or relative to the folder of the script, then to the base directory
 * @param scriptFolder `undefined` for a script that is no file
 * @throws ScriptError for a file that is not there or cannot be read, and for a line that is no item of the type
 */
export function readFileObject(
	path: string,
	type: ContentType,
	context: ObjectContext,
	scriptFolder: string | undefined,
): FileObject {
	const folders = [...(scriptFolder === undefined ? [] : [scriptFolder]), context.baseDirectory];
	const candidates = isAbsolute(path) ? [path] : folders.map((folder) => resolve(folder, path));
	for (const candidate of new Set(candidates)) {
		const bytes = readBytes(candidate, context);
		if (bytes !== undefined) return new FileObject(candidate, type, readItems(candidate, type, bytes));
	}
	throw runtimeError(`failed to read file: '${excerpt(path)}': there is no such file`);
}

function readBytes(path: string, context: ObjectContext): Uint8Array | undefined {
	try {
		const bytes = context.readFile(path);
		if (bytes !== undefined && bytes.length > MAX_FILE_BYTES)
			throw new Error(`it is larger than ${MAX_FILE_BYTES} octets`);
		return bytes;
	} catch (error) {
		const reason = error instanceof ScriptError ? String(error.value) : (error as Error).message;
		throw runtimeError(`failed to read file: '${excerpt(path)}': ${reason}`);
	}
}

const BYTE_ORDER_MARK = '\ufeff';
const LINE_FEED = 0x0a;

function readItems(path: string, type: ContentType, bytes: Uint8Array): string[] {
	if (!isUtf8(bytes)) throw runtimeError(`the file '${excerpt(path)}' is not valid UTF-8`);
	const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
	// Each line is decoded by itself: pieces of one long text would be slower to hash, and keep that text in memory.
	const encoding = isAscii(bytes) ? 'latin1' : 'utf8';
	const most = type === 'regex' ? MAX_PATTERNS : MAX_ITEMS;
	const items: string[] = [];
	let line = 0;
	for (let start = 0; start < buffer.length; ) {
		const found = buffer.indexOf(LINE_FEED, start);
		const end = found === -1 ? buffer.length : found;
		let item = buffer.toString(encoding, start, end);
		if (line++ === 0 && item.startsWith(BYTE_ORDER_MARK)) item = item.slice(1);
		item = trimWhiteSpace(item);
		start = end + 1;
		if (item === '') continue;
		if (items.length === most) throw runtimeError(`the file '${excerpt(path)}' has more than ${most} items`);
		try {
			items.push(canonicalText(type, item));
		} catch (error) {
			if (!(error instanceof ScriptError)) throw error;
			throw runtimeError(`file '${excerpt(path)}', line ${line}: ${String(error.value)}`);
		}
	}
	return items;
}
