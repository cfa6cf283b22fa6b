/** Texts that are meant as domains: written names, patterns about them, and expressions that give one. */

import type { ChainExpression, Expression } from '../../../../lang/ast/nodes.ts';
import { bare } from '../../../../lang/checker/scopes.ts';
import { fixedValue } from './literals.ts';
import type { MailFile } from './mail-file.ts';

/** A name with a dot whose last label is made of letters: `mx.example.com`. */
const DOMAIN = /^(?:[a-z0-9_](?:[a-z0-9_-]*[a-z0-9])?\.)+[a-z]{2,}$/i;

export function isDomainText(text: string): boolean {
	return text.length <= 253 && DOMAIN.test(text);
}

/** Variables that stand for one another. */
const MAX_STEPS = 10;

/** Whether an expression gives the domain of an address, or the name by which the client calls itself, as a string. */
export function givesDomain(file: MailFile, expression: Expression): boolean {
	let at = { file, node: bare(expression) };
	for (let left = MAX_STEPS; left > 0; left--) {
		if (at.node.kind !== 'Variable') return isDomain(at.file, at.node);
		const found = fixedValue(at.file, at.node);
		if (found === undefined) return false;
		at = { file: found.file, node: bare(found.value) };
	}
	return false;
}

function isDomain(file: MailFile, node: Expression): boolean {
	const key = file.useGiving(node)?.operation.key;
	if (key === 'helo' || key === 'get_domain') return true;
	return node.kind === 'Chain' && isDomainProperty(file, node);
}

/** `address.domain`, of something that is certainly an address. */
function isDomainProperty(file: MailFile, chain: ChainExpression): boolean {
	const last = chain.steps.at(-1);
	if (last?.kind !== 'PropertyStep' || last.name.name !== 'domain' || last.safe) return false;
	const before = chain.steps.at(-2);
	if (before === undefined) return file.kindOf(chain.root) === 'address';
	return file.useAt(before)?.operation.gives === 'address';
}

/** What is loose about a pattern that is meant for domains. */
export interface LoosePattern {
	readonly problem: 'dot' | 'end' | 'start';
	/** A text that it matches and should not. */
	readonly example: string;
	/** Offsets in the pattern of dots that match anything. */
	readonly dots: readonly number[];
}

/** The name that a pattern ends with, dots escaped or not. */
const TAIL = /((?:[A-Za-z0-9_-]+\\?\.)+[A-Za-z]{2,})$/;

/** Last labels that are more often the ending of a file name. */
const FILE_ENDINGS: ReadonlySet<string> = new Set(
	'exe zip pdf doc docx xls xlsx ppt pptx txt csv html htm xml json png jpg jpeg gif bat cmd scr vbs js jar rar iso img eml vsl gz tar sh py'.split(
		' ',
	),
);

/** What a pattern about domains lets through besides; `undefined` for other patterns, and for those that are right. */
export function looseness(pattern: string): LoosePattern | undefined {
	const flags = /^\(\?[a-z]+\)/.exec(pattern)?.[0] ?? '';
	const anchoredEnd = pattern.endsWith('$') && !pattern.endsWith('\\$');
	const body = anchoredEnd ? pattern.slice(0, -1) : pattern;
	const tail = TAIL.exec(body)?.[1];
	if (tail === undefined) return undefined;
	const from = body.length - tail.length;
	const before = body.slice(flags.length, from);
	const last = tail.slice(tail.lastIndexOf('.') + 1).toLowerCase();
	const isAddress = before.endsWith('@');
	if (!isAddress && FILE_ENDINGS.has(last)) return undefined;
	// A dot in front of the name that is not escaped belongs to a repetition such as `.*`, or is no part of it.
	const dots = [...tail].flatMap((character, at) => (character === '.' && tail[at - 1] !== '\\' ? [from + at] : []));
	const name = tail.replaceAll('\\', '');
	if (dots.length > 0) return { problem: 'dot', example: name.replace('.', 'x'), dots };
	if (!anchoredEnd && (isAddress || before.startsWith('^')))
		return { problem: 'end', example: `${name}.attacker.example`, dots };
	if (anchoredEnd && before === '') return { problem: 'start', example: `not${name}`, dots };
	return undefined;
}
