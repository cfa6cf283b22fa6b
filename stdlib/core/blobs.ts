/** Blobs: single bytes and the blob as a whole (language spec 11.8). Of every int only the low 8 bits are stored. */

import { declare, type FunctionDeclaration, type NativeCall, plain } from '../../lang/modules/native-module.ts';
import { lowByte } from '../../lang/values/bit-fields.ts';
import { ArrayValue, BlobValue } from '../../lang/values/container.ts';
import type { IntValue } from '../../lang/values/int.ts';
import { decodeUtf8, encodeUtf8 } from '../../lang/values/utf8.ts';
import type { Value } from '../../lang/values/value.ts';
import { dataTooLarge } from '../../lang/vm/errors.ts';
import { saturate, startAt, strictIndex } from './positions.ts';
import { checkBytes, checkItems } from './sizes.ts';

/** Appends bytes, which may be those of the blob itself. @throws ScriptError ErrorDataTooLarge */
export function appendBytes(call: NativeCall, blob: BlobValue, bytes: Uint8Array): undefined {
	checkBytes(call, blob.length + bytes.length);
	blob.reserve(bytes.length);
	blob.bytes.set(bytes, blob.length);
	blob.length += bytes.length;
	return undefined;
}

/** Takes the bytes from `from` up to `to` out of the blob. */
export function cutBytes(blob: BlobValue, from: number, to: number): void {
	blob.bytes.copyWithin(from, to, blob.length);
	blob.length -= to - from;
}

/** A new blob, filled. @throws ScriptError ErrorDataTooLarge */
function create(call: NativeCall, length: IntValue = 0, value: IntValue = 0): BlobValue {
	const size = Math.max(0, saturate(length));
	checkBytes(call, size);
	const bytes = new Uint8Array(size);
	const byte = lowByte(value);
	if (byte !== 0) bytes.fill(byte);
	return new BlobValue(bytes);
}

function set(_call: NativeCall, blob: BlobValue, position: IntValue, value: IntValue): Value {
	const at = startAt(blob.length, position);
	if (at < blob.length) blob.bytes[at] = lowByte(value);
	return undefined;
}

function push(call: NativeCall, blob: BlobValue, value: IntValue): Value {
	checkBytes(call, blob.length + 1);
	blob.reserve(1);
	blob.bytes[blob.length++] = lowByte(value);
	return undefined;
}

function insert(call: NativeCall, blob: BlobValue, position: IntValue, value: IntValue): Value {
	const at = startAt(blob.length, position);
	push(call, blob, 0);
	blob.bytes.copyWithin(at + 1, at, blob.length - 1);
	blob.bytes[at] = lowByte(value);
	return undefined;
}

/** Removes a byte and returns it; 0 if there is none there. */
function takeByte(blob: BlobValue, index: number | undefined): number {
	if (index === undefined || index < 0 || index >= blob.length) return 0;
	const byte = blob.bytes[index] as number;
	cutBytes(blob, index, index + 1);
	return byte;
}

function pad(call: NativeCall, blob: BlobValue, length: IntValue, value: IntValue): Value {
	const wanted = saturate(length);
	if (wanted <= blob.length) return undefined;
	const limit = call.limits.arraySize;
	if (limit > 0 && wanted > limit) throw dataTooLarge('Size of BLOB');
	checkBytes(call, wanted);
	blob.reserve(wanted - blob.length);
	blob.bytes.fill(lowByte(value), blob.length, wanted);
	blob.length = wanted;
	return undefined;
}

function toArray(call: NativeCall, blob: BlobValue): Value {
	checkItems(call, blob.length);
	return new ArrayValue(Array.from(blob.view()));
}

export const BLOB_FUNCTIONS: readonly FunctionDeclaration[] = [
	declare(
		'blob',
		{
			style: 'function',
			doc: 'A new blob: empty, or of a length (0 or less: empty) and filled with a value, 0 if none is given. Too large a length raises ErrorDataTooLarge.',
			example: 'blob() ⇒ []\nblob(3, 0x42) ⇒ [424242]',
		},
		plain([], 'blob', (call) => create(call)),
		plain(['len: int'], 'blob', create),
		plain(['len: int', 'value: int'], 'blob', create),
	),
	declare(
		'len',
		{ property: true, doc: 'The number of bytes of a blob.', example: 'blob(3).len ⇒ 3' },
		plain(['blob: blob'], 'int', (_call, blob) => blob.length),
	),
	declare(
		'is_empty',
		{ property: true, doc: 'Whether a blob has no bytes.', example: 'blob().is_empty ⇒ true' },
		plain(['blob: blob'], 'bool', (_call, blob) => blob.length === 0),
	),
	declare(
		'get',
		{
			doc: 'One byte of a blob, or 0 past the end. A negative index counts from the end; one that goes beyond the start means the first byte.',
			example: '"abc".to_blob().get(-1) ⇒ 99\nblob(2, 7).get(5) ⇒ 0',
		},
		plain(['blob: blob', 'index: int'], 'int', (_call, blob, index) => {
			const at = startAt(blob.length, index);
			return at < blob.length ? (blob.bytes[at] as number) : 0;
		}),
	),
	declare(
		'set',
		{
			effect: 'mutates',
			doc: 'Replaces one byte; does nothing past the end. The index is understood as by `get`.',
			example: 'let b = blob(2); b.set(-1, 0x1ff); b ⇒ [00ff]',
		},
		plain(['blob: blob', 'index: int', 'value: int'], '()', set),
	),
	declare(
		'contains',
		{
			doc: 'Whether a byte equals the low 8 bits of an int; the same as `in`.',
			example: 'blob(2, 7).contains(7) ⇒ true',
		},
		plain(['blob: blob', 'value: int'], 'bool', (_call, blob, value) => blob.view().includes(lowByte(value))),
	),
	declare(
		'push',
		{ effect: 'mutates', doc: 'Appends one byte.', example: 'let b = blob(); b.push(0x41); b ⇒ [41]' },
		plain(['blob: blob', 'value: int'], '()', push),
	),
	declare(
		'append',
		{
			effect: 'mutates',
			doc: 'Appends one byte, all bytes of another blob, or text as UTF-8.',
			example: 'let b = blob(1); b.append("é"); b.append(blob(1, 5)); b ⇒ [00c3a905]',
		},
		plain(['blob: blob', 'value: int'], '()', push),
		plain(['blob: blob', 'more: blob'], '()', (call, blob, more) => appendBytes(call, blob, more.view())),
		plain(['blob: blob', 'text: string'], '()', (call, blob, text) => appendBytes(call, blob, encodeUtf8(text))),
		plain(['blob: blob', 'char: char'], '()', (call, blob, char) => appendBytes(call, blob, encodeUtf8(char.text))),
	),
	declare(
		'insert',
		{
			effect: 'mutates',
			doc: 'Puts a byte before a position. A negative position counts from the end and stops at the start; past the end the byte is appended.',
			example: 'let b = blob(2); b.insert(1, 0x11); b ⇒ [001100]',
		},
		plain(['blob: blob', 'index: int', 'value: int'], '()', insert),
	),
	declare(
		'pop',
		{
			effect: 'mutates',
			doc: 'Removes the last byte and returns it, or 0 if there is none.',
			example: 'let b = "ab".to_blob(); [b.pop(), b] ⇒ [98, [61]]',
		},
		plain(['blob: blob'], 'int', (_call, blob) => takeByte(blob, blob.length - 1)),
	),
	declare(
		'shift',
		{
			effect: 'mutates',
			doc: 'Removes the first byte and returns it, or 0 if there is none.',
			example: 'let b = "ab".to_blob(); [b.shift(), b] ⇒ [97, [62]]',
		},
		plain(['blob: blob'], 'int', (_call, blob) => takeByte(blob, 0)),
	),
	declare(
		'remove',
		{
			effect: 'mutates',
			doc: 'Removes the byte at an index and returns it, or 0 if the index is out of range on either side. A negative index counts from the end.',
			example: 'let b = "abc".to_blob(); [b.remove(-2), b] ⇒ [98, [6163]]',
		},
		plain(['blob: blob', 'index: int'], 'int', (_call, blob, index) => takeByte(blob, strictIndex(blob.length, index))),
	),
	declare(
		'clear',
		{ effect: 'mutates', doc: 'Removes all bytes.', example: 'let b = blob(3); b.clear(); b ⇒ []' },
		plain(['blob: blob'], '()', (_call, blob) => {
			blob.bytes = new Uint8Array(0);
			blob.length = 0;
			return undefined;
		}),
	),
	declare(
		'reverse',
		{
			effect: 'mutates',
			doc: 'Turns the order of the bytes around.',
			example: 'let b = "ab".to_blob(); b.reverse(); b ⇒ [6261]',
		},
		plain(['blob: blob'], '()', (_call, blob) => {
			blob.view().reverse();
			return undefined;
		}),
	),
	declare(
		'pad',
		{
			effect: 'mutates',
			doc: 'Appends copies of a byte until the blob has so many. A blob that is long enough stays as it is; too large a number raises ErrorDataTooLarge.',
			example: 'let b = blob(1); b.pad(3, 0xff); b ⇒ [00ffff]',
		},
		plain(['blob: blob', 'len: int', 'value: int'], '()', pad),
	),
	declare(
		'to_array',
		{ doc: 'The bytes of a blob as an array of ints.', example: 'blob(2, 7).to_array() ⇒ [7, 7]' },
		plain(['blob: blob'], 'array', toArray),
	),
	declare(
		'as_string',
		{
			doc: 'The text that the bytes of a blob are in UTF-8. Each sequence of bytes that is none becomes U+FFFD.',
			example: '"aé".to_blob().as_string() ⇒ "aé"',
		},
		plain(['blob: blob'], 'string', (_call, blob) => decodeUtf8(blob.view())),
	),
];
