/** Words of strangers, such as name servers, for replies and header fields: one line of printable ASCII. */

/** @param longest characters; what comes behind them is dropped */
export function plainWords(text: string, longest: number): string {
	let words = '';
	for (const character of text.slice(0, longest)) {
		words += character >= ' ' && character < '\x7f' ? character : '?';
	}
	return words;
}
