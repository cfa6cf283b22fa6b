/**
 * The natives of 1.x: what scripts of that generation can call, module `sys` has with the values in front that the native
 * code worked on, as in `sys::forward(ctx(), rcpt, target)`. Which values those are has changed from version to version.
 */

import type { Overload, Parameter } from '../../lang/modules/native-module.ts';
import type { Value } from '../../lang/values/value.ts';

/** Types of the values that 1.x passes to functions of `sys`. */
export type Root = 'Context' | 'Message' | 'Server';

export const ROOT_TYPES: ReadonlySet<string> = new Set<Root>(['Message', 'Context', 'Server']);

/** Whether an overload takes one of those values first: a method in 1.x, which newer scripts do not write. */
export function isMethodForm({ params }: Overload): boolean {
	return params[0] !== undefined && ROOT_TYPES.has(params[0].type);
}

type AnyImplementation = (...args: unknown[]) => Value;

/** The overload with the roots in front, which say nothing that the call does not know. */
function withRoots(overload: Overload, roots: readonly Root[]): Overload {
	if (roots.length === 0) return overload;
	const run = overload.run as unknown as AnyImplementation;
	const params: readonly Parameter[] = [
		...roots.map((type) => ({ name: type.toLowerCase(), type })),
		...overload.params,
	];
	const native: AnyImplementation = (call, ...args) => run(call, ...args.slice(roots.length));
	return { ...overload, params, run: native as unknown as Overload['run'] };
}

/**
 * The overloads of a function in `sys`.
 * @param natives what its group says of the roots in front of the parameters; `undefined` for one that 1.x has not
 */
export function sysForms(overloads: readonly Overload[], natives: readonly (readonly Root[])[] = []): Overload[] {
	const methods = overloads.filter(isMethodForm);
	const plain = overloads.filter((overload) => !isMethodForm(overload));
	return [...methods, ...natives.flatMap((roots) => plain.map((overload) => withRoots(overload, roots)))];
}
