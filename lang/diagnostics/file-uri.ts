/** Names of sources as URI references, for formats that want them. */

/** Characters that may stand in a path of a URI as they are (RFC 3986, section 3.3). */
const UNRESERVED = /[A-Za-z0-9\-._~!$&'()*+,;=@/]/;

const encoder = new TextEncoder();

/**
 * A relative name stays relative, an absolute one becomes a `file:` URI. Everything outside the allowed characters is
 * percent-encoded byte by byte; half surrogate pairs come out as U+FFFD.
 */
export function fileUri(name: string): string {
	let path = '';
	for (const character of name.replaceAll('\\', '/')) {
		if (UNRESERVED.test(character)) path += character;
		else {
			for (const byte of encoder.encode(character)) path += `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
		}
	}
	return path.startsWith('/') ? `file://${path}` : path;
}
