/** Ways to damage a program. */

import { parse, SourceFile } from '../../lang/index.ts';
import type { Random } from '../../lang/testing/random.ts';

/** Texts that are hard on a lexer or mean something somewhere. */
const STRAY = [
	'\u0000',
	'"',
	'`',
	'${',
	'}',
	'(',
	']',
	'#{',
	'/*',
	'\\',
	"'",
	'\ud800',
	'𝄞',
	'9'.repeat(40),
	'..',
	'::',
	'|',
	'!',
	' ',
];

/** Deletes, doubles, exchanges or replaces tokens, or throws in something strange. */
export function damaged(text: string, others: readonly string[], random: Random): string {
	let current = text;
	for (let count = random.int(1, 4); count > 0; count--) current = damagedOnce(current, others, random);
	return current;
}

function damagedOnce(text: string, others: readonly string[], random: Random): string {
	const { tokens } = parse(new SourceFile('', text));
	const [one, other] = [tokens, tokens].map((list) => list[random.int(0, list.length - 1)]);
	if (one === undefined || other === undefined) return text + random.pick(STRAY);
	const replaced = (by: string) => text.slice(0, one.start) + by + text.slice(one.end);
	switch (random.int(1, 7)) {
		case 1:
			return replaced('');
		case 2:
			return replaced(`${one.text} ${one.text}`);
		case 3:
			return replaced(other.text);
		case 4: {
			const foreign = parse(new SourceFile('', random.pick(others))).tokens;
			return replaced(foreign[random.int(0, foreign.length - 1)]?.text ?? '');
		}
		case 5: {
			const [first, second] = one.start < other.start ? [one, other] : [other, one];
			if (first.end > second.start) return text;
			const between = text.slice(first.end, second.start);
			return text.slice(0, first.start) + second.text + between + first.text + text.slice(second.end);
		}
		case 6:
			return text.slice(0, one.start) + random.pick(STRAY) + text.slice(one.start);
		default:
			return text.slice(0, random.int(0, text.length));
	}
}
