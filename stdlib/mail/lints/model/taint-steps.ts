/** What functions, methods and properties of the language make of texts of the network. */

import type { ChainStep, Expression } from '../../../../lang/ast/nodes.ts';
import { bare } from '../../../../lang/checker/scopes.ts';
import { asDomain, flatten, type Taint, valueAt } from './taint-value.ts';

/** Functions of the language, and methods of parts of a message, whose result is made of the texts they get. */
export const KEEPING: ReadonlySet<string> = new Set(
	'to_string to_upper to_lower sub_string split split_rev split_at chars to_chars extract chop pop shift reverse order order_desc order_by order_with values join concat flatten zip dedup text header blob as_string'.split(
		' ',
	),
);

/** Properties that hold no text of the network, whatever they are properties of. */
const PLAIN_PROPERTIES: ReadonlySet<string> = new Set(
	'len is_empty is_null size type is_attachment charset encoding path tag priority'.split(' '),
);

/** Methods that put their arguments into the variable that they are called on. */
export const STORING: ReadonlySet<string> = new Set(
	'push insert append set prepend pad unshift mixin fill_with'.split(' '),
);

/** Methods that hand elements of their receiver to a closure, and what they give. */
export const CALLBACKS: Readonly<Record<string, 'closure' | 'receiver' | 'both'>> = {
	map: 'closure',
	filter: 'receiver',
	find: 'receiver',
	find_map: 'closure',
	for_each: 'receiver',
	reduce: 'both',
	drain: 'receiver',
	retain: 'receiver',
	sort: 'receiver',
	order: 'receiver',
};

export function propertyOf(value: Taint | undefined, name: string): Taint | undefined {
	if (value === undefined || PLAIN_PROPERTIES.has(name)) return undefined;
	return name === 'domain' || name === 'domains' ? asDomain(valueAt(value, name)) : valueAt(value, name);
}

export function indexOf(value: Taint | undefined, index: Expression): Taint | undefined {
	const key = bare(index);
	return key.kind === 'String' ? valueAt(value, key.value) : flatten(value);
}

export function keyOfStep(step: ChainStep): string | undefined {
	if (step.kind === 'PropertyStep') return step.name.name;
	const index = step.kind === 'IndexStep' ? bare(step.index) : undefined;
	return index?.kind === 'String' ? index.value : undefined;
}
