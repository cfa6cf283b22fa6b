/** `[item, item]`, the text of a list. */

import { MAX_CONTAINER_TEXT_UNITS } from '../../../lang/values/ceilings.ts';
import { dataTooLarge } from '../../../lang/vm/errors.ts';

/** @throws ScriptError ErrorDataTooLarge before it exhausts the memory */
export function listText(texts: Iterable<string>): string {
	const pieces: string[] = [];
	let length = 0;
	for (const text of texts) {
		length += text.length + 2;
		if (length > MAX_CONTAINER_TEXT_UNITS) throw dataTooLarge('Length of string');
		pieces.push(text);
	}
	return `[${pieces.join(', ')}]`;
}
