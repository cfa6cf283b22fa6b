/**
 * Where a declaration stands decides what it can become. `object` and `service` are expressions that leave a constant
 * behind; `const` is a statement without a value.
 */

import type { Node, ObjectExpression, ServiceExpression, Statement } from '../../../lang/ast/nodes.ts';
import type { Definition } from '../../../lang/checker/scopes.ts';
import type { MovedFile } from './moved-file.ts';

export type Declaration = ObjectExpression | ServiceExpression;

export type DeclarationPlace =
	/** A statement whose value nobody asks for; at the top level importers see the constant. */
	| { readonly kind: 'statement'; readonly topLevel: boolean }
	/** The value counts. */
	| { readonly kind: 'value' };

export function placeOf(file: MovedFile, node: Declaration): DeclarationPlace {
	const { tree } = file.context;
	const statement = tree.parent(node);
	const block = statement?.kind === 'ExpressionStatement' ? tree.parent(statement) : undefined;
	if (block?.kind === 'Script') return { kind: 'statement', topLevel: true };
	if (block?.kind === 'Block' && block.statements.at(-1) !== statement) return { kind: 'statement', topLevel: false };
	return { kind: 'value' };
}

/** The constant that a declaration leaves behind. */
export function definitionOf(file: MovedFile, node: Declaration): Definition | undefined {
	return file.context.definitionsNamed(node.name.name).find((definition) => definition.node === node);
}

/** Whether anything may use the constant by its name. */
export function isUsed(file: MovedFile, node: Declaration): boolean {
	const { scopes } = file.context;
	const { name } = node.name;
	const definition = definitionOf(file, node);
	if (definition === undefined || definition.exported || definition.reads.length > 0) return true;
	if (definition.writes.length > 0 || definition.partWrites.length > 0) return true;
	if (scopes.dynamicNames.has(name) || scopes.testsVariable(name)) return true;
	// A function may run while the first of several constants of a name is the latest.
	const several = (scopes.globalConstants.get(name)?.length ?? 0) > 1;
	return definition.topLevel && (several || !file.knowsUsers || file.shared.qualified.has(name));
}

/**
 * The statement before which a constant can be declared instead: reached from the declaration without passing anything
 * that runs later, more than once or not always.
 */
export function statementAround(
	file: MovedFile,
	node: Declaration,
): { statement: Statement; topLevel: boolean } | undefined {
	const { tree } = file.context;
	let inner: Node = node;
	for (let parent = tree.parent(inner); parent !== undefined; parent = tree.parent(inner)) {
		switch (parent.kind) {
			case 'Script':
			case 'Block':
				return { statement: inner as Statement, topLevel: parent.kind === 'Script' };
			case 'Binary':
				if (parent.right === inner && ['&&', '||', '??'].includes(parent.operator)) return undefined;
				break;
			case 'Chain':
			case 'MethodStep':
			case 'IndexStep':
			case 'Array':
			case 'Map':
			case 'MapEntry':
			case 'Call':
			case 'Unary':
			case 'Paren':
			case 'Range':
			case 'Let':
			case 'Export':
			case 'Return':
			case 'Throw':
			case 'Assign':
			case 'Object':
			case 'Service':
			case 'Directive':
			case 'ExpressionStatement':
				break;
			default:
				return undefined;
		}
		inner = parent;
	}
	return undefined;
}
