/**
 * Blobs: numbers and text in them (language spec 11.8).
 *
 * Numbers are read through a buffer of 8 bytes that is filled from its beginning: a short big-endian read is therefore
 * left-aligned, as the reference has it.
 */

import { declare, type FunctionDeclaration, type NativeCall } from '../../lang/modules/native-module.ts';
import type { BlobValue } from '../../lang/values/container.ts';
import { Float } from '../../lang/values/float.ts';
import { type IntValue, normalizeInt } from '../../lang/values/int.ts';
import { encodeUtf8 } from '../../lang/values/utf8.ts';
import type { Value } from '../../lang/values/value.ts';
import { BLOB_RECEIVER } from './blobs-parts.ts';
import { type Part, partOverloads } from './positions.ts';

const NUMBER_BYTES = 8;

function bufferOf(blob: BlobValue, part: Part): DataView {
	const bytes = new Uint8Array(NUMBER_BYTES);
	bytes.set(blob.bytes.subarray(part.from, Math.min(part.to, part.from + NUMBER_BYTES)));
	return new DataView(bytes.buffer);
}

function parseInt64(little: boolean) {
	return (_call: NativeCall, blob: BlobValue, part: Part): Value =>
		normalizeInt(bufferOf(blob, part).getBigInt64(0, little));
}

function parseFloat64(little: boolean) {
	return (_call: NativeCall, blob: BlobValue, part: Part): Value =>
		new Float(bufferOf(blob, part).getFloat64(0, little));
}

/** Writes the first bytes of something, as many as the part has room for. */
function writeBytes(blob: BlobValue, part: Part, bytes: Uint8Array): undefined {
	blob.bytes.set(bytes.subarray(0, part.to - part.from), part.from);
	return undefined;
}

function writeInt(little: boolean) {
	return (_call: NativeCall, blob: BlobValue, part: Part, value: IntValue): Value => {
		const view = new DataView(new ArrayBuffer(NUMBER_BYTES));
		view.setBigInt64(0, BigInt(value), little);
		return writeBytes(blob, part, new Uint8Array(view.buffer));
	};
}

function writeFloat(little: boolean) {
	return (_call: NativeCall, blob: BlobValue, part: Part, value: Float): Value => {
		const view = new DataView(new ArrayBuffer(NUMBER_BYTES));
		view.setFloat64(0, value.value, little);
		return writeBytes(blob, part, new Uint8Array(view.buffer));
	};
}

function writeUtf8(_call: NativeCall, blob: BlobValue, part: Part, text: string): Value {
	// Every unit is a byte at least, so more units are not needed; one more keeps a pair together.
	return writeBytes(blob, part, encodeUtf8(text.slice(0, part.to - part.from + 1)));
}

function writeAscii(_call: NativeCall, blob: BlobValue, part: Part, text: string): Value {
	let at = part.from;
	for (let unit = 0; unit < text.length && at < part.to; unit++) {
		const code = text.charCodeAt(unit);
		if (code < 0x80) blob.bytes[at++] = code;
	}
	return undefined;
}

const READ_DOC =
	'At most 8 bytes count; where there are fewer, zeros follow them, so that a short big-endian number comes out left-aligned.';
const PART_DOC = 'The part is named by position and length or by a range.';

function reader(name: string, what: string, order: string, returns: string, example: string, little: boolean) {
	const run = returns === 'int' ? parseInt64(little) : parseFloat64(little);
	return declare(
		name,
		{ doc: `The ${what} in a part of a blob, ${order}. ${PART_DOC} ${READ_DOC}`, example },
		...partOverloads(BLOB_RECEIVER, returns, run),
	);
}

function writer(name: string, order: string, example: string, little: boolean): FunctionDeclaration {
	return declare(
		name,
		{
			effect: 'mutates',
			doc: `Writes a number into a part of a blob, ${order}. ${PART_DOC} Of the 8 bytes of the number only as many are written as the part has; the blob never grows.`,
			example,
		},
		...partOverloads(BLOB_RECEIVER, '()', writeInt(little), 'value: int'),
		...partOverloads(BLOB_RECEIVER, '()', writeFloat(little), 'value: float'),
	);
}

const LITTLE = 'the least significant byte first';
const BIG = 'the most significant byte first';

export const BLOB_NUMBER_FUNCTIONS: readonly FunctionDeclaration[] = [
	reader('parse_le_int', 'int', LITTLE, 'int', 'let b = blob(2, 1); b.parse_le_int(0, 2) ⇒ 257', true),
	reader(
		'parse_be_int',
		'int',
		BIG,
		'int',
		'let b = blob(8); b.write_be(0, 8, 513); b.parse_be_int(0, 8) ⇒ 513\nblob(1, 1).parse_be_int(0, 1) == 1 << 56 ⇒ true',
		false,
	),
	reader(
		'parse_le_float',
		'float',
		LITTLE,
		'float',
		'let b = blob(8); b.write_le(0, 8, 1.5); b.parse_le_float(0, 8) ⇒ 1.5',
		true,
	),
	reader(
		'parse_be_float',
		'float',
		BIG,
		'float',
		'let b = blob(8); b.write_be(0..8, 1.5); b.parse_be_float(0..8) ⇒ 1.5',
		false,
	),
	writer('write_le', LITTLE, 'let b = blob(4); b.write_le(0, 2, 0x0102); b ⇒ [02010000]', true),
	writer('write_be', BIG, 'let b = blob(4); b.write_be(0, 4, 0x0102030405060708); b ⇒ [01020304]', false),
	declare(
		'write_utf8',
		{
			effect: 'mutates',
			doc: `Writes text as UTF-8 into a part of a blob. ${PART_DOC} What does not fit is cut off, even inside a character; the blob never grows.`,
			example: 'let b = blob(4); b.write_utf8(1, 3, "aé"); b ⇒ [0061c3a9]',
		},
		...partOverloads(BLOB_RECEIVER, '()', writeUtf8, 'text: string'),
	),
	declare(
		'write_ascii',
		{
			effect: 'mutates',
			doc: `Writes the ASCII characters of some text into a part of a blob and skips the others. ${PART_DOC} What does not fit is cut off; the blob never grows.`,
			example: 'let b = blob(4); b.write_ascii(0..3, "aébcd"); b ⇒ [61626300]',
		},
		...partOverloads(BLOB_RECEIVER, '()', writeAscii, 'text: string'),
	),
];
