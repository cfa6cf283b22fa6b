/** Where text stops being UTF-8: the decoders of the platform say only that it does. */

/** Lead bytes of a sequence of `length` bytes, and the values its second byte may take (RFC 3629, section 4). */
const SEQUENCES = [
	{ first: 0xc2, last: 0xdf, length: 2, low: 0x80, high: 0xbf },
	{ first: 0xe0, last: 0xe0, length: 3, low: 0xa0, high: 0xbf },
	{ first: 0xe1, last: 0xec, length: 3, low: 0x80, high: 0xbf },
	{ first: 0xed, last: 0xed, length: 3, low: 0x80, high: 0x9f },
	{ first: 0xee, last: 0xef, length: 3, low: 0x80, high: 0xbf },
	{ first: 0xf0, last: 0xf0, length: 4, low: 0x90, high: 0xbf },
	{ first: 0xf1, last: 0xf3, length: 4, low: 0x80, high: 0xbf },
	{ first: 0xf4, last: 0xf4, length: 4, low: 0x80, high: 0x8f },
] as const;

function isContinuation(byte: number | undefined, low = 0x80, high = 0xbf): boolean {
	return byte !== undefined && byte >= low && byte <= high;
}

/** Length of the well-formed sequence that starts at `at`, 0 when there is none. */
function sequenceLength(bytes: Uint8Array, at: number): number {
	const lead = bytes[at] as number;
	if (lead < 0x80) return 1;
	const sequence = SEQUENCES.find(({ first, last }) => lead >= first && lead <= last);
	if (sequence === undefined || !isContinuation(bytes[at + 1], sequence.low, sequence.high)) return 0;
	for (let index = 2; index < sequence.length; index++) {
		if (!isContinuation(bytes[at + index])) return 0;
	}
	return sequence.length;
}

/**
 * @returns offset of the first byte that starts no well-formed sequence; the length of `bytes` when all is well
 */
export function firstInvalidUtf8(bytes: Uint8Array): number {
	let at = 0;
	while (at < bytes.length) {
		const length = sequenceLength(bytes, at);
		if (length === 0) return at;
		at += length;
	}
	return at;
}
