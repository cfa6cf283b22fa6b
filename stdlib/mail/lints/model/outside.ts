/**
 * Calls that leave the process: of the DNS, of commands, of data bases. Which of them a function makes, itself or
 * through others, outside of any `try`.
 */

import type { CallExpression, Node } from '../../../../lang/ast/nodes.ts';
import { triedPlaces } from '../../../../lang/checker/tried-places.ts';
import type { Span } from '../../../../lang/source/source-file.ts';
import { type Known, scriptCalls, summaryOf } from './call-graph.ts';
import type { FunctionRef, MailFile, Use } from './mail-file.ts';
import type { Outside } from './operations.ts';
import { within } from './ranges.ts';

/** Calls of one function that are told apart. */
const MAX_CALLS = 16;

export interface OutsideCall {
	readonly use: Use;
	readonly outside: Outside;
	readonly file: MailFile;
}

/** A call in a piece of source that leaves the process there, or in the function that it calls. */
export interface Departure {
	readonly node: Node;
	readonly call: OutsideCall;
	/** The function of the script that makes it, if the piece only calls that. */
	readonly through: CallExpression | undefined;
}

const TRIED = Symbol('tried');
const ALL = Symbol('outside');
const UNTRIED = Symbol('outside, not tried');

export interface OutsideOptions {
	/** Leaves out what stands in a `try`. */
	readonly untried: boolean;
}

/** All calls that leave the process from a piece of source. */
export function departures(file: MailFile, piece: Span, options: OutsideOptions): Generator<Departure> {
	return collect(file, piece, options, (ref) => outsideCallsOf(ref, options));
}

function* collect(
	file: MailFile,
	piece: Span,
	{ untried }: OutsideOptions,
	known: Known<readonly OutsideCall[]>,
): Generator<Departure> {
	const isTried = file.analysis(TRIED, ({ tree }) => triedPlaces(tree));
	for (const use of within(file.uses, piece, ({ node }) => node.start)) {
		const { outside } = use.operation;
		if (outside === undefined || (untried && isTried(use.node))) continue;
		yield { node: use.node, call: { use, outside, file }, through: undefined };
	}
	for (const [call, ref] of scriptCalls(file, piece)) {
		if (untried && isTried(call)) continue;
		for (const inner of known(ref) ?? []) yield { node: call, call: inner, through: call };
	}
}

function outsideCallsOf(ref: FunctionRef, options: OutsideOptions): readonly OutsideCall[] {
	return summaryOf(
		ref,
		options.untried ? UNTRIED : ALL,
		({ file, definition }, known: Known<readonly OutsideCall[]>) => {
			const found = new Map<Node, OutsideCall>();
			for (const { call } of collect(file, definition.body, options, known)) {
				if (found.size < MAX_CALLS) found.set(call.use.node, call);
			}
			return [...found.values()];
		},
	);
}

const NAMES: Readonly<Record<Outside, string>> = {
	dns: 'the DNS',
	command: 'a command',
	database: 'a data base',
};

export function describeOutside(outside: Outside): string {
	return NAMES[outside];
}
