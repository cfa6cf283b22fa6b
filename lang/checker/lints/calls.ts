/** What the rules about calls share: which functions a name offers, and how that is said. */

import type { CallExpression, ChainExpression, MethodStep } from '../../ast/nodes.ts';
import type { LintContext } from '../rule.ts';
import type { Type } from '../types.ts';

/** Nobody reads longer lists, and a hostile file could make them as long as it likes. */
const LISTED_ARITIES = 8;
const LOOKED_AT_FUNCTIONS = 32;

/** `2 arguments`, `1 or 2 arguments`. */
export function describeArities(arities: readonly number[]): string {
	const sorted = [...new Set(arities)].sort((a, b) => a - b).slice(0, LISTED_ARITIES);
	const last = sorted.at(-1) ?? 0;
	const list = sorted.length < 2 ? `${last}` : `${sorted.slice(0, -1).join(', ')} or ${last}`;
	return `${list} argument${sorted.length < 2 && last === 1 ? '' : 's'}`;
}

export function describeCount(count: number): string {
	return count === 0 ? 'none' : `${count}`;
}

export type CallProblem =
	/** No function of that name. */
	| { readonly kind: 'unknown' }
	/** Functions of that name, with other numbers of arguments. */
	| { readonly kind: 'count'; readonly arities: readonly number[] };

/** What is certainly wrong with a plain call; `undefined` if nothing is. */
export function callProblem(context: LintContext, call: CallExpression): CallProblem | undefined {
	const { scopes, library } = context;
	const { name } = call.name;
	const count = call.args.length;
	if (!library.known || call.namespace.length > 0 || scopes.plainFunctions.has(`${name}/${count}`)) return undefined;
	if (scopes.testsFunction(name)) return undefined;
	const found = library.global.functions.get(name);
	if (found?.accepts(count)) return undefined;
	const own = (scopes.functions.get(name) ?? [])
		.slice(0, LOOKED_AT_FUNCTIONS)
		.filter((definition) => definition.thisType === null);
	if (found === undefined && own.length === 0) return { kind: 'unknown' };
	return { kind: 'count', arities: [...own.map((definition) => definition.params.length), ...(found?.arities ?? [])] };
}

/** The same for a method, where the type of the receiver is known and is no map, whose closures are methods too. */
export function methodProblem(context: LintContext, chain: ChainExpression, step: MethodStep): CallProblem | undefined {
	const { scopes, library } = context;
	const { name } = step.name;
	const count = step.args.length;
	if (!library.known || scopes.methodFunctions.has(`${name}/${count}`) || scopes.testsFunction(name)) return undefined;
	if (!hasPlainMethods(context.types.typeBefore(chain, step))) return undefined;
	const found = library.global.functions.get(name);
	if (found?.accepts(count + 1)) return undefined;
	const own = (scopes.functions.get(name) ?? []).slice(0, LOOKED_AT_FUNCTIONS);
	if (found === undefined && own.length === 0) return { kind: 'unknown' };
	const counts = (found?.arities ?? []).filter((arity) => arity > 0).map((arity) => arity - 1);
	return { kind: 'count', arities: [...own.map((definition) => definition.params.length), ...counts] };
}

/** A type all of whose methods are functions: no map, no unknown, nothing that may be absent. */
export function hasPlainMethods(type: Type): boolean {
	return type.word !== 'any' && type.word !== 'map' && type.word !== '()';
}

/** All method steps with the chains that they belong to. */
export function* methodSteps(context: LintContext): Generator<[ChainExpression, MethodStep]> {
	for (const chain of context.tree.ofKind('Chain')) {
		for (const step of chain.steps) if (step.kind === 'MethodStep') yield [chain, step];
	}
}
