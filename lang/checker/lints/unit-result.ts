/** V223: the result of a function that gives none is used. */

import type {
	CallExpression,
	ChainExpression,
	ChainStep,
	Expression,
	Identifier,
	MethodStep,
	Node,
} from '../../ast/nodes.ts';
import type { LibraryOverload } from '../library.ts';
import { isComparison } from '../operators.ts';
import type { LintContext, LintRule } from '../rule.ts';
import { failsOnAbsent } from './absent-value.ts';
import { hasPlainMethods } from './calls.ts';

function givesNothing(overloads: readonly LibraryOverload[]): boolean {
	return overloads.length > 0 && overloads.every(({ returns }) => returns.word === '()' && !returns.optional);
}

function isUnitCall(context: LintContext, call: CallExpression): boolean {
	if (call.bang || context.scopes.plainFunctions.has(`${call.name.name}/${call.args.length}`)) return false;
	const root = call.namespace[0];
	if (root !== undefined && context.scopes.importAliases.has(root.name)) return false;
	return givesNothing(context.types.overloadsOf(call));
}

/** A step of a chain that gives nothing, on a type whose methods are all functions. */
function isUnitStep(context: LintContext, chain: ChainExpression, step: ChainStep): step is MethodStep {
	if (step.kind !== 'MethodStep') return false;
	if (context.scopes.methodFunctions.has(`${step.name.name}/${step.args.length}`)) return false;
	const receiver = context.types.typeBefore(chain, step);
	return hasPlainMethods(receiver) && givesNothing(context.types.methodOverloads(receiver, step));
}

/** Whether the place of an expression takes its value for something. */
function takesValue(context: LintContext, expression: Expression): boolean {
	let node: Node = expression;
	let parent = context.tree.parent(node);
	while (parent?.kind === 'Paren') {
		node = parent;
		parent = context.tree.parent(node);
	}
	switch (parent?.kind) {
		case 'Let':
		case 'Array':
		case 'MapEntry':
		case 'Call':
		case 'MethodStep':
		case 'IndexStep':
		case 'Unary':
		case 'IfBranch':
		case 'Range':
		case 'Chain':
			return true;
		case 'Assign':
			return parent.value === node;
		case 'For':
			return parent.iterable === node;
		case 'Binary':
			return !isComparison(parent.operator) && parent.operator !== '??';
		default:
			return false;
	}
}

export const unitResult: LintRule = {
	id: 'V223',
	run(context, report) {
		const complain = (name: Identifier): void => {
			report({
				span: name,
				message: `\`${name.name}\` gives no result, only \`()\``,
				help: 'call it as a statement and use the variable afterwards',
			});
		};
		const say = (node: Expression, name: Identifier): void => {
			if (takesValue(context, node)) complain(name);
		};
		for (const call of context.tree.ofKind('Call')) if (isUnitCall(context, call)) say(call, call.name);
		for (const chain of context.tree.ofKind('Chain')) {
			for (const [at, step] of chain.steps.entries()) {
				if (!isUnitStep(context, chain, step)) continue;
				const next = chain.steps[at + 1];
				if (next === undefined) say(chain, step.name);
				else if (failsOnAbsent(context, next)) complain(step.name);
			}
		}
	},
};
