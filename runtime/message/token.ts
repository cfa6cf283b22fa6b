/** Words of structured headers (RFC 2045 5.1): names of types, of parameters, and values that need no quotes. */

const SPECIALS = '()<>@,;:\\"/[]?=';

export function isToken(text: string): boolean {
	for (let at = 0; at < text.length; at++) {
		const code = text.charCodeAt(at);
		if (code <= 32 || code > 126 || SPECIALS.includes(text.charAt(at))) return false;
	}
	return text !== '';
}

/** Whether text is a media type without parameters. */
export function isMediaType(text: string): boolean {
	const slash = text.indexOf('/');
	return slash !== -1 && isToken(text.slice(0, slash)) && isToken(text.slice(slash + 1));
}
