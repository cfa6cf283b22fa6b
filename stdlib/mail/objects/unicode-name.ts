/** Which characters beyond ASCII may stand in names: no controls, no blanks, no halves of surrogate pairs. */

/** A character that some program takes for a dot between labels (RFC 3490 3.1). */
function looksLikeDot(code: number): boolean {
	return code === 0x3002 || code === 0xff0e || code === 0xff61;
}

function isBlank(code: number): boolean {
	return (
		code === 0xa0 ||
		code === 0x1680 ||
		(code >= 0x2000 && code <= 0x200f) ||
		(code >= 0x2028 && code <= 0x202f) ||
		(code >= 0x205f && code <= 0x206f) ||
		code === 0x3000 ||
		code === 0xfeff
	);
}

/**
 * The length in UTF-16 units of the character beyond ASCII at an offset.
 * @returns 0 for a C1 control or a surrogate that stands alone
 */
export function wideCharacterLength(text: string, at: number): number {
	const code = text.codePointAt(at) as number;
	if (code <= 0x9f) return 0;
	if (code >= 0xd800 && code <= 0xdfff) return 0;
	return code > 0xffff ? 2 : 1;
}

/** The same for a label of a domain name, which holds no blanks, invisible marks or imitations of a dot either. */
export function labelCharacterLength(text: string, at: number): number {
	const code = text.charCodeAt(at);
	return isBlank(code) || looksLikeDot(code) ? 0 : wideCharacterLength(text, at);
}
