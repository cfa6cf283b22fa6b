/** What is wrong with the lines of a list: no items, items twice, networks within networks, names that DNS has not. */

import { isAscii } from 'node:buffer';
import { domainToASCII } from 'node:url';
import { trimWhiteSpace } from '../../../../lang/values/text.ts';
import { lowerAscii } from '../../objects/ascii.ts';
import {
	type Network4,
	type Network6,
	network4Holds,
	network6Holds,
	parseNetwork4,
	parseNetwork6,
} from '../../objects/cidr.ts';
import type { ContentType } from '../../objects/object-words.ts';
import { canonicalText } from '../../objects/scalar-objects.ts';
import { problemOf } from './literal-values.ts';

export type ListProblemKind = 'invalid' | 'twice' | 'within' | 'not ASCII';

export interface ListProblem {
	/** Offsets of the line in the text. */
	readonly start: number;
	readonly end: number;
	readonly message: string;
}

interface Line {
	readonly start: number;
	readonly end: number;
	readonly item: string;
	readonly number: number;
}

/** Lines of one kind that are remembered. */
const MAX_PROBLEMS = 1000;

/** The problems of a list by their kind. */
export function listProblems(type: ContentType, text: string): Map<ListProblemKind, ListProblem[]> {
	const found = new Map<ListProblemKind, ListProblem[]>();
	const report = (kind: ListProblemKind, { start, end }: Line, message: string): void => {
		const list = found.get(kind);
		if (list === undefined) found.set(kind, [{ start, end, message }]);
		else if (list.length < MAX_PROBLEMS) list.push({ start, end, message });
	};
	const firsts = new Map<string, Line>();
	const sound: Line[] = [];
	for (const line of linesOf(text)) {
		const problem = problemOf(() => canonicalText(type, line.item));
		if (problem !== undefined) {
			report('invalid', line, problem);
			continue;
		}
		const key = keyOf(type, canonicalText(type, line.item));
		const first = firsts.get(key);
		if (first !== undefined) report('twice', line, `\`${line.item}\` stands on line ${first.number} already`);
		else {
			firsts.set(key, line);
			sound.push(line);
		}
		const ascii = asciiName(type, line.item);
		if (ascii !== undefined) {
			report('not ASCII', line, `\`${line.item}\` never equals the name as clients send it: write \`${ascii}\``);
		}
	}
	if (type === 'rg4' || type === 'rg6') {
		for (const [line, outer] of withinOthers(type, sound))
			report('within', line, `\`${line.item}\` lies within \`${outer.item}\``);
	}
	return found;
}

function* linesOf(text: string): Generator<Line> {
	let number = 0;
	for (let start = 0; start < text.length; ) {
		const found = text.indexOf('\n', start);
		const end = found === -1 ? text.length : found;
		number++;
		const item = trimWhiteSpace(text.slice(start, end));
		if (item !== '') yield { start, end, item, number };
		start = end + 1;
	}
}

/** What makes two items the same one. */
function keyOf(type: ContentType, text: string): string {
	if (type === 'fqdn') return lowerAscii(text);
	return type === 'address' ? lowerAscii(text, text.lastIndexOf('@') + 1) : text;
}

/** The A-labels of a domain that is written in other letters. */
function asciiName(type: ContentType, item: string): string | undefined {
	if (type !== 'fqdn' && type !== 'address') return undefined;
	const at = type === 'address' ? item.lastIndexOf('@') + 1 : 0;
	const domain = item.slice(at);
	if (isAscii(Buffer.from(domain))) return undefined;
	const ascii = domainToASCII(domain);
	return ascii === '' ? undefined : item.slice(0, at) + ascii;
}

/** Networks that lie within another one of the list: in the order of their starts the outer one comes first. */
function* withinOthers(type: 'rg4' | 'rg6', lines: readonly Line[]): Generator<[Line, Line]> {
	if (type === 'rg4') yield* nested(lines, parseNetwork4, startsBefore4, holds4);
	else yield* nested(lines, parseNetwork6, startsBefore6, holds6);
}

function startsBefore4(left: Network4, right: Network4): number {
	return left.start - right.start || left.prefix - right.prefix;
}

function startsBefore6(left: Network6, right: Network6): number {
	return left.start === right.start ? left.prefix - right.prefix : left.start < right.start ? -1 : 1;
}

function holds4(outer: Network4, inner: Network4): boolean {
	return outer.prefix <= inner.prefix && network4Holds(outer, inner.start);
}

function holds6(outer: Network6, inner: Network6): boolean {
	return outer.prefix <= inner.prefix && network6Holds(outer, inner.start);
}

function* nested<N>(
	lines: readonly Line[],
	parse: (text: string) => N | undefined,
	order: (left: N, right: N) => number,
	holds: (outer: N, inner: N) => boolean,
): Generator<[Line, Line]> {
	const networks = lines.flatMap((line) => {
		const network = parse(line.item);
		return network === undefined ? [] : [{ line, network }];
	});
	networks.sort((left, right) => order(left.network, right.network));
	let outer: (typeof networks)[number] | undefined;
	for (const one of networks) {
		if (outer !== undefined && holds(outer.network, one.network)) yield [one.line, outer.line];
		else outer = one;
	}
}
