/**
 * `object NAME group = [ … ]` → `group([ … ])`, or the array itself where that makes no difference.
 *
 * A group also finds what lies in a network, domain, pattern or list among its elements, and finds it fast. An array
 * compares. So an array will do for a few elements of kinds that contain nothing, all uses of which ask with `in` or go
 * through the list.
 */

import type { Expression, Variable } from '../../../lang/ast/nodes.ts';
import { analyse } from '../../../lang/checker/modules.ts';
import { bare, variableOf } from '../../../lang/checker/scopes.ts';
import type { TreeIndex } from '../../../lang/checker/tree-index.ts';
import { objectType } from '../objects/object-words.ts';
import { type Declaration, definitionOf, placeOf } from './declaration-place.ts';
import { libraryCall } from './move-calls.ts';
import type { MovedFile } from './moved-file.ts';

/** Longer lists are better found in a group. */
const MAX_ELEMENTS = 32;

/** Objects that are found by comparing. Texts are not among them: comparing one with a network is an error. */
export const COMPARED_KINDS: ReadonlySet<string> = new Set(['ip4', 'ip6', 'address', 'identifier']);

/** Whether the array of a group can stand in its place. */
export function canBeArray(file: MovedFile, node: Declaration): boolean {
	const value = bare(node.value);
	if (value.kind !== 'Array' || value.elements.length > MAX_ELEMENTS) return false;
	if (!value.elements.every((element) => COMPARED_KINDS.has(objectKind(file, element) ?? ''))) return false;
	const definition = definitionOf(file, node);
	if (definition === undefined || definition.exported) return false;
	const { tree } = file.context;
	// Where the declaration itself is a value, that is a use too.
	if (placeOf(file, node).kind === 'value' && !asksOnly(tree, node)) return false;
	return definition.reads.every((read) => asksOnly(tree, read)) && (!definition.topLevel || othersAskOnly(file, node));
}

/** The kind of object that an expression gives, as far as it is written out. */
function objectKind(file: MovedFile, expression: Expression): string | undefined {
	const node = bare(expression);
	if (node.kind === 'Object') return objectType(node.typeName.name);
	if (node.kind === 'Call') {
		const found = libraryCall(file, node);
		return found?.match.fn.spellings.get('obj')?.[0];
	}
	const variable = variableOf(node);
	const definition = variable === undefined ? undefined : file.context.scopes.definitionOf.get(variable);
	if (definition?.node.kind === 'Object') return objectType(definition.node.typeName.name);
	const isConstant = definition?.kind === 'const' && definition.initial !== null;
	return isConstant && bare(definition.initial).kind === 'Call' ? objectKind(file, definition.initial) : undefined;
}

/** The same for the files that use it as `m::NAME`. */
function othersAskOnly(file: MovedFile, node: Declaration): boolean {
	const uses = file.shared.qualified.get(node.name.name) ?? [];
	return (
		file.knowsUsers &&
		uses.every(({ file: other, variable }) => variable !== undefined && asksOnly(analyse(other).tree, variable))
	);
}

function asksOnly(tree: TreeIndex, use: Variable | Declaration): boolean {
	let inner: Expression = use;
	let parent = tree.parent(inner);
	while (parent?.kind === 'Paren') {
		inner = parent;
		parent = tree.parent(inner);
	}
	if (parent?.kind === 'For') return parent.iterable === inner;
	return parent?.kind === 'Binary' && parent.right === inner && (parent.operator === 'in' || parent.operator === '!in');
}
