/** `object NAME code = "550 5.7.1 no"` and its form with a map → `code(550, "5.7.1", "no")`. */

import type { Expression, MapLiteral, StringLiteral } from '../../../lang/ast/nodes.ts';
import { bare } from '../../../lang/checker/scopes.ts';
import type { TextEdit } from '../../../lang/diagnostics/diagnostic.ts';
import { quoteText } from '../../../lang/values/display.ts';
import { parseReply } from '../objects/reply-text.ts';
import { entryNamed } from './declared-value.ts';
import type { MovedFile } from './moved-file.ts';

/** The parts of a code in the order in which the constructor takes them. */
const PARTS = ['code', 'enhanced', 'text'] as const;

/** How older scripts call the first. */
const OLD_KEY = 'base';

const PURE: ReadonlySet<Expression['kind']> = new Set(['Int', 'String', 'Variable']);

/** @returns the edits that turn the value into a call of the constructor, or why there are none */
export function codeCall(file: MovedFile, value: Expression): readonly TextEdit[] | string {
	const node = bare(value);
	if (node.kind === 'String') return ofText(file, value, node);
	if (node.kind === 'Map' && node === value) return ofMap(file, node);
	return 'its parts are not written out: write `code(550, "5.7.1", "text")`';
}

function ofText(file: MovedFile, value: Expression, literal: StringLiteral): readonly TextEdit[] | string {
	const parts = parseReply(literal.value);
	if (typeof parts !== 'object') return 'its text is no reply such as `550 5.7.1 text`';
	const { code, enhanced, text } = parts;
	const middle = enhanced === '' ? '' : `, "${enhanced}"`;
	return file.replace(value.start, value.end, `code(${code}${middle}, ${textLiteral(file, literal, text)})`);
}

/** The literal without code and enhanced code; as it was written where that is possible. */
function textLiteral(file: MovedFile, literal: StringLiteral, text: string): string {
	const written = file.textOf(literal);
	const quote = written[0] as string;
	const prefix = literal.value.slice(0, literal.value.length - text.length);
	const isPlain = literal.form !== 'raw' && literal.value.endsWith(text) && written.startsWith(prefix, 1);
	return isPlain ? `${quote}${written.slice(1 + prefix.length)}` : quoteText(text);
}

function ofMap(file: MovedFile, map: MapLiteral): readonly TextEdit[] | string {
	const found = PARTS.map((part) => entryNamed(map, part) ?? (part === 'code' ? entryNamed(map, OLD_KEY) : undefined));
	if (map.entries.length !== PARTS.length || found.includes(undefined)) {
		return 'it needs the keys `code`, `enhanced` and `text`, and no others';
	}
	const entries = map.entries;
	const inOrder = found.every((entry, index) => entry === entries[index]);
	if (!inOrder && !entries.every(({ value }) => PURE.has(value.kind)))
		return 'its parts must come in the order `code`, `enhanced`, `text`';
	const [open, close] = brackets(file, map);
	return [
		...open,
		...entries.flatMap((entry, index) => {
			const wanted = found[index] ?? entry;
			const { start, end } = entry.value;
			const moved = wanted === entry ? [] : [{ start, end, text: file.textOf(wanted.value) }];
			return [...file.remove(entry.start, start), ...moved];
		}),
		...close,
	];
}

/** The brackets of the map become those of the call, without the blanks inside of them where it stands on one line. */
function brackets(file: MovedFile, { start, end, entries }: MapLiteral): [TextEdit[], TextEdit[]] {
	const first = entries[0]?.start ?? end;
	const last = entries.at(-1)?.end ?? start;
	const isBlank = (from: number, to: number) => /^[ \t]*$/.test(file.text.slice(from, to));
	const openEnd = isBlank(start + 2, first) ? first : start + 2;
	const closeStart = isBlank(last, end - 1) ? last : end - 1;
	return [[{ start, end: openEnd, text: 'code(' }], [{ start: closeStart, end, text: ')' }]];
}
