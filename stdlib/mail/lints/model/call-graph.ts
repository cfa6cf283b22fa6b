/** What follows from the code of a function and of all functions that it calls, each worked out once. */

import type { CallExpression, Node } from '../../../../lang/ast/nodes.ts';
import type { Span } from '../../../../lang/source/source-file.ts';
import type { FunctionRef, MailFile } from './mail-file.ts';
import { within } from './ranges.ts';

const CALLS = Symbol('calls');

/** Calls of functions of scripts that stand in a piece of source, in source order. */
export function* scriptCalls(file: MailFile, piece: Span): Generator<[CallExpression, FunctionRef]> {
	const calls = file.analysis(CALLS, ({ tree }) =>
		tree.ofKind('Call').flatMap((call): [CallExpression, FunctionRef][] => {
			const ref = file.scriptFunction(call);
			return ref === undefined ? [] : [[call, ref]];
		}),
	);
	yield* within(calls, piece, ([call]) => call.start);
}

/** The summary of a function that is called; `undefined` in a circle, for one that is being worked out. */
export type Known<T> = (callee: FunctionRef) => T | undefined;

interface Step {
	readonly ref: FunctionRef;
	readonly callees: readonly FunctionRef[];
	next: number;
}

/**
 * The summary of a function, after those of the functions that it calls. Goes along the calls with a stack of its own:
 * how deep they go is up to the script.
 * @param key under which the summaries of a file are kept
 */
export function summaryOf<T>(ref: FunctionRef, key: symbol, compute: (ref: FunctionRef, known: Known<T>) => T): T {
	const summaries = ({ file }: FunctionRef): Map<Node, T> => file.analysis(key, () => new Map<Node, T>());
	const known: Known<T> = (callee) => summaries(callee).get(callee.definition);
	const before = known(ref);
	if (before !== undefined) return before;
	const entered = new Set<Node>([ref.definition]);
	const stack: Step[] = [stepInto(ref)];
	for (let step = stack.at(-1); step !== undefined; step = stack.at(-1)) {
		const callee = step.callees[step.next++];
		if (callee === undefined) {
			stack.pop();
			summaries(step.ref).set(step.ref.definition, compute(step.ref, known));
		} else if (!entered.has(callee.definition) && known(callee) === undefined) {
			entered.add(callee.definition);
			stack.push(stepInto(callee));
		}
	}
	return known(ref) as T;
}

function stepInto(ref: FunctionRef): Step {
	return { ref, callees: [...scriptCalls(ref.file, ref.definition.body)].map(([, callee]) => callee), next: 0 };
}
