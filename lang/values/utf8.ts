/** Text to bytes and back, as blobs need it (language spec 5.2): bytes that are no UTF-8 become U+FFFD. */

const encoder = new TextEncoder();
// A byte order mark is a character like any other here.
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/** The UTF-8 form. Lone surrogates, which only hosts can pass in, become U+FFFD. */
export function encodeUtf8(text: string): Uint8Array {
	return encoder.encode(text);
}

/** The text of some bytes; each maximal invalid sequence becomes one U+FFFD. */
export function decodeUtf8(bytes: Uint8Array): string {
	return decoder.decode(bytes);
}
