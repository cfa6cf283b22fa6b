/**
 * Where a value may come from: a text of the network, or a parameter of the function that is looked at. Values are
 * immutable; `join` gives one of its operands back where the other adds nothing.
 */

import type { Node } from '../../../../lang/ast/nodes.ts';
import type { MailFile } from './mail-file.ts';

/** A text that somebody outside has written. */
export interface Source {
	/** In words: "the HELO name". */
	readonly what: string;
	readonly node: Node;
	readonly file: MailFile;
}

/** Parameters beyond this one are not followed. */
const MAX_PARAMETERS = 30;

/** Keys of a map that are told apart. */
const MAX_KEYS = 32;

/** Maps within maps that are told apart. */
const MAX_DEPTH = 3;

/** What arrives in one shape. */
export interface Flow {
	readonly source: Source | undefined;
	/** One bit for each parameter. */
	readonly params: number;
}

export interface Taint {
	/** Any text. */
	readonly text: Flow | undefined;
	/** Domains, which have neither slashes nor blanks nor two dots in a row. */
	readonly domain: Flow | undefined;
	/** Values of a map, by key; other keys are as the whole. */
	readonly keys: ReadonlyMap<string, Taint> | undefined;
}

export function ofSource(source: Source): Taint {
	return { text: { source, params: 0 }, domain: undefined, keys: undefined };
}

export function ofParameter(at: number): Taint | undefined {
	if (at >= MAX_PARAMETERS) return undefined;
	return { text: { source: undefined, params: 1 << at }, domain: undefined, keys: undefined };
}

export function ofKeys(keys: ReadonlyMap<string, Taint>): Taint | undefined {
	if (keys.size === 0) return undefined;
	const shallow = new Map<string, Taint>();
	for (const [key, taint] of keys) shallow.set(key, depthOf(taint) < MAX_DEPTH ? taint : (flatten(taint) as Taint));
	return { text: undefined, domain: undefined, keys: shallow };
}

function depthOf({ keys }: Taint): number {
	let depth = 0;
	for (const inner of keys?.values() ?? []) depth = Math.max(depth, 1 + depthOf(inner));
	return depth;
}

function joinFlows(left: Flow | undefined, right: Flow | undefined): Flow | undefined {
	if (left === undefined || right === undefined || left === right) return left ?? right;
	const params = left.params | right.params;
	const source = left.source ?? right.source;
	return params === left.params && source === left.source ? left : { source, params };
}

export function join(left: Taint | undefined, right: Taint | undefined): Taint | undefined {
	if (left === undefined || right === undefined || left === right) return left ?? right;
	const text = joinFlows(left.text, right.text);
	const domain = joinFlows(left.domain, right.domain);
	const keys = joinKeys(left.keys, right.keys);
	if (text === left.text && domain === left.domain && keys === left.keys) return left;
	return { text, domain, keys };
}

function joinKeys(left: Taint['keys'], right: Taint['keys']): Taint['keys'] {
	if (left === undefined || right === undefined || left === right) return left ?? right;
	let joined: Map<string, Taint> | undefined;
	for (const [key, taint] of right) {
		const before = left.get(key);
		const after = join(before, taint) as Taint;
		if (after === before || (before === undefined && (joined ?? left).size >= MAX_KEYS)) continue;
		joined ??= new Map(left);
		joined.set(key, after);
	}
	return joined ?? left;
}

/** Everything that is in a value, as one text. */
export function flatten(taint: Taint | undefined): Taint | undefined {
	if (taint?.keys === undefined) return taint;
	let flat: Taint | undefined =
		taint.text === undefined && taint.domain === undefined
			? undefined
			: { text: taint.text, domain: taint.domain, keys: undefined };
	for (const inner of taint.keys.values()) flat = join(flat, flatten(inner));
	return flat;
}

/** The domain of an address. */
export function asDomain(taint: Taint | undefined): Taint | undefined {
	const flat = flatten(taint);
	const domain = joinFlows(flat?.domain, flat?.text);
	return domain === undefined ? undefined : { text: undefined, domain, keys: undefined };
}

/** The value under a key of a map. */
export function valueAt(taint: Taint | undefined, key: string): Taint | undefined {
	if (taint === undefined) return undefined;
	const own = taint.keys?.get(key);
	const rest = taint.text === undefined && taint.domain === undefined ? undefined : { ...taint, keys: undefined };
	return join(own, rest);
}

/** What comes out of a function for the arguments of one call. */
export function substitute(taint: Taint | undefined, args: readonly (Taint | undefined)[]): Taint | undefined {
	if (taint === undefined) return undefined;
	let result = join(substituteFlow(taint.text, args, false), substituteFlow(taint.domain, args, true));
	const keys = new Map<string, Taint>();
	for (const [key, inner] of taint.keys ?? []) {
		const value = substitute(inner, args);
		if (value !== undefined) keys.set(key, value);
	}
	result = join(result, ofKeys(keys));
	return result;
}

function substituteFlow(
	flow: Flow | undefined,
	args: readonly (Taint | undefined)[],
	isDomain: boolean,
): Taint | undefined {
	if (flow === undefined) return undefined;
	const own: Flow | undefined = flow.source === undefined ? undefined : { source: flow.source, params: 0 };
	let result: Taint | undefined =
		own === undefined
			? undefined
			: { text: isDomain ? undefined : own, domain: isDomain ? own : undefined, keys: undefined };
	for (const [at, argument] of args.entries()) {
		if (at < MAX_PARAMETERS && (flow.params & (1 << at)) !== 0)
			result = join(result, isDomain ? asDomain(argument) : argument);
	}
	return result;
}
