/** Blobs: stretches of bytes named by position and length or by a range (language spec 11.8). */

import { declare, type FunctionDeclaration, type NativeCall, plain } from '../../lang/modules/native-module.ts';
import { BlobValue } from '../../lang/values/container.ts';
import type { IntValue } from '../../lang/values/int.ts';
import type { Value } from '../../lang/values/value.ts';
import { cutBytes } from './blobs.ts';
import { type Part, partOverloads, saturate, startAt, tailOverload } from './positions.ts';
import { checkBytes } from './sizes.ts';

/** The receiver of part functions. */
export const BLOB_RECEIVER = { param: 'blob: blob', length: (blob: BlobValue) => blob.length };

function extract(_call: NativeCall, blob: BlobValue, part: Part): BlobValue {
	return new BlobValue(blob.bytes.slice(part.from, part.to));
}

function takePart(call: NativeCall, blob: BlobValue, part: Part): Value {
	const taken = extract(call, blob, part);
	cutBytes(blob, part.from, part.to);
	return taken;
}

/** Where arrays change nothing for a position past the end, blobs give everything away. */
function keepPart(_call: NativeCall, blob: BlobValue, part: Part): Value {
	if (part.wanted === 0) return new BlobValue(new Uint8Array(0));
	const kept = part.to - part.from;
	const rest = new Uint8Array(blob.length - kept);
	rest.set(blob.bytes.subarray(0, part.from));
	rest.set(blob.bytes.subarray(part.to, blob.length), part.from);
	blob.bytes.copyWithin(0, part.from, part.to);
	blob.length = kept;
	return new BlobValue(rest);
}

/** Other than with arrays, an empty part does not insert: the replacement is appended. */
function splice(call: NativeCall, blob: BlobValue, part: Part, replacement: BlobValue): Value {
	const empty = part.from === part.to;
	const from = empty ? blob.length : part.from;
	const to = empty ? blob.length : part.to;
	const length = blob.length - (to - from) + replacement.length;
	checkBytes(call, length);
	const bytes = new Uint8Array(length);
	bytes.set(blob.bytes.subarray(0, from));
	bytes.set(replacement.view(), from);
	bytes.set(blob.bytes.subarray(to, blob.length), from + replacement.length);
	blob.bytes = bytes;
	blob.length = length;
	return undefined;
}

function truncate(_call: NativeCall, blob: BlobValue, length: IntValue): Value {
	blob.length = Math.min(blob.length, Math.max(0, saturate(length)));
	return undefined;
}

function chop(_call: NativeCall, blob: BlobValue, length: IntValue): Value {
	const keep = Math.min(blob.length, Math.max(0, saturate(length)));
	cutBytes(blob, 0, blob.length - keep);
	return undefined;
}

export const BLOB_PART_FUNCTIONS: readonly FunctionDeclaration[] = [
	declare(
		'extract',
		{
			doc: 'A copy of a part of a blob: from a position to the end, so many bytes, or a range. What lies outside of the blob is left out.',
			example: '"abcd".to_blob().extract(-3, 2) ⇒ [6263]\n"abcd".to_blob().extract(2..) ⇒ [6364]',
		},
		tailOverload(BLOB_RECEIVER, 'blob', extract),
		...partOverloads(BLOB_RECEIVER, 'blob', extract),
	),
	declare(
		'splice',
		{
			effect: 'mutates',
			doc: 'Replaces a part of a blob by another blob, which may be longer or shorter. An empty part does not insert: the other blob is appended, as it is past the end.',
			example:
				'let b = "abc".to_blob(); b.splice(1, 1, blob(2)); b ⇒ [61000063]\nlet b = "abc".to_blob(); b.splice(0, 0, blob(1)); b ⇒ [61626300]',
		},
		...partOverloads(BLOB_RECEIVER, '()', splice, 'replacement: blob'),
	),
	declare(
		'split',
		{
			effect: 'mutates',
			doc: 'Cuts a blob in two: it keeps what comes before the position, the rest is returned. A negative position counts from the end; at 0, or beyond the start, everything is returned.',
			example: 'let b = "abc".to_blob(); let c = b.split(1); [b, c] ⇒ [[61], [6263]]',
		},
		plain(['blob: blob', 'index: int'], 'blob', (call, blob, index) =>
			takePart(call, blob, { from: startAt(blob.length, index), to: blob.length, wanted: blob.length }),
		),
	),
	declare(
		'drain',
		{
			effect: 'mutates',
			doc: 'Removes a part of a blob and returns it.',
			example: 'let b = "abcd".to_blob(); let c = b.drain(1..3); [b, c] ⇒ [[6164], [6263]]',
		},
		...partOverloads(BLOB_RECEIVER, 'blob', takePart),
	),
	declare(
		'retain',
		{
			effect: 'mutates',
			doc: 'Keeps a part of a blob only and returns the rest. A length of 0 or an empty range changes nothing; a position past the end empties the blob and returns everything.',
			example: 'let b = "abcd".to_blob(); let c = b.retain(1, 2); [b, c] ⇒ [[6263], [6164]]',
		},
		...partOverloads(BLOB_RECEIVER, 'blob', keepPart),
	),
	declare(
		'truncate',
		{
			effect: 'mutates',
			doc: 'Keeps the first bytes, so many at most. 0 or less clears the blob.',
			example: 'let b = "abc".to_blob(); b.truncate(2); b ⇒ [6162]',
		},
		plain(['blob: blob', 'len: int'], '()', truncate),
	),
	declare(
		'chop',
		{
			effect: 'mutates',
			doc: 'Keeps the last bytes, so many at most. 0 or less clears the blob.',
			example: 'let b = "abc".to_blob(); b.chop(2); b ⇒ [6263]',
		},
		plain(['blob: blob', 'len: int'], '()', chop),
	),
];
