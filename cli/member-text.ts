/**
 * The text of a member of a JSON object, exactly as it was written: what JSON.parse gives is no longer `1.0`, `1e400` or
 * a number of twenty digits, and JSON.stringify cannot write what is nested very deeply.
 */

/** Signs that open, close or separate; everything between them does not matter here. */
const SIGN = /[[\]{},:"]/g;
const END_OF_STRING = /["\\]/g;

/** The offset behind a string that begins before `at`. */
function behindString(json: string, at: number): number {
	END_OF_STRING.lastIndex = at;
	for (let end = END_OF_STRING.exec(json); end !== null; end = END_OF_STRING.exec(json)) {
		if (end[0] === '"') return end.index + 1;
		END_OF_STRING.lastIndex = end.index + 2;
	}
	return json.length;
}

/**
 * The value of a member of an object; of several with the name the last, as JSON.parse has it.
 * @param json the object, known to be valid
 */
export function memberText(json: string, name: string): string | undefined {
	let found: string | undefined;
	let depth = 0;
	let key = '';
	let start = -1;
	SIGN.lastIndex = 0;
	for (let sign = SIGN.exec(json); sign !== null; sign = SIGN.exec(json)) {
		const { 0: char, index } = sign;
		if (char === '"') {
			SIGN.lastIndex = behindString(json, index + 1);
			if (depth === 1 && start < 0) key = JSON.parse(json.slice(index, SIGN.lastIndex)) as string;
		} else if (depth === 1 && char === ':') {
			start = index + 1;
		} else if (depth === 1 && start >= 0 && (char === ',' || char === '}')) {
			if (key === name) found = json.slice(start, index).trim();
			start = -1;
		}
		if (char === '{' || char === '[') depth++;
		else if (char === '}' || char === ']') depth--;
	}
	return found;
}
