/** Values of header fields without the line ends that fold them (RFC 5322 2.2.3). */

/** Blank of a header: space or tab. */
export const isBlank = (code: number): boolean => code === 32 || code === 9;

/** CR, LF and NUL as blanks: what may stand in a header that others wrote, but never in a value that is written. */
export function printable(text: string): string {
	if (!text.includes('\r') && !text.includes('\n') && !text.includes('\0')) return text;
	return text.replaceAll('\r', ' ').replaceAll('\n', ' ').replaceAll('\0', ' ');
}

/** The value on one line. Line ends of folds vanish, other CR and NUL become blanks. */
export function unfold(value: string): string {
	if (!value.includes('\n')) return printable(value);
	return printable(value.replaceAll('\r\n', '').replaceAll('\n', ''));
}

/** Without blanks at the start. */
export function trimBlanksStart(text: string): string {
	let at = 0;
	while (isBlank(text.charCodeAt(at))) at++;
	return at === 0 ? text : text.slice(at);
}

/** Without blanks at the end. */
export function trimBlanksEnd(text: string): string {
	let end = text.length;
	while (end > 0 && isBlank(text.charCodeAt(end - 1))) end--;
	return text.slice(0, end);
}

/** Without blanks at either end. */
export const trimBlanks = (text: string): string => trimBlanksStart(trimBlanksEnd(text));
