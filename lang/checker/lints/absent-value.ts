/**
 * V216: a value that may be absent is used as if it were there.
 *
 * Absent is what the library declares so, a property that a map never had, and what `?.` passes on. Any condition that
 * mentions the variables involved counts as a test of them, and so does a `try` around the use: this rule speaks only
 * where nothing was tested.
 */

import type { BinaryExpression, ChainExpression, ChainStep, Expression } from '../../ast/nodes.ts';
import { acceptsFirst } from '../library.ts';
import { binaryResult, isComparison, unaryResult } from '../operators.ts';
import type { LintContext, LintRule } from '../rule.ts';
import { bare, type Definition, variableOf } from '../scopes.ts';
import { type Type, typeOfWord } from '../types.ts';

const ABSENT = typeOfWord('()');

function mayBeAbsent(type: Type): boolean {
	return type.optional || type.word === '()';
}

/** Variables that some condition, comparison, `??` or safe step looks at. */
function testedVariables(context: LintContext): Set<Definition> {
	const { tree, scopes } = context;
	const tested = new Set<Definition>();
	const test = (expression: Expression): void => {
		for (const definition of involved(context, expression)) tested.add(definition);
	};
	/** `m.get("k") ?? 1` says nothing about `m`, but `m ?? 1` does. */
	const testVariable = (expression: Expression): void => {
		if (variableOf(expression) !== undefined) test(expression);
	};
	for (const [variable, definition] of scopes.definitionOf) if (tree.inCondition(variable)) tested.add(definition);
	for (const node of tree.ofKind('Binary')) {
		if (isComparison(node.operator)) {
			test(node.left);
			test(node.right);
		} else if (node.operator === 'in' || node.operator === '!in') testVariable(node.right);
		else if (node.operator === '??' || node.operator === '&&' || node.operator === '||') testVariable(node.left);
	}
	for (const chain of tree.ofKind('Chain')) if (chain.steps[0]?.safe === true) test(chain.root);
	for (const call of tree.ofKind('Call'))
		if (call.name.name === 'type_of') for (const argument of call.args) test(argument);
	for (const chain of tree.ofKind('Chain')) if (chain.steps.some(isTypeTest)) test(chain.root);
	return tested;
}

function isTypeTest(step: ChainStep): boolean {
	return step.kind === 'MethodStep' && step.name.name === 'type_of';
}

/** The variables that decide what an expression gives: itself, the root of a chain, bare arguments. */
function involved(context: LintContext, expression: Expression): Definition[] {
	const node = bare(expression);
	const parts: Expression[] = [node];
	if (node.kind === 'Call') parts.push(...node.args);
	if (node.kind === 'Chain') {
		parts.push(node.root);
		for (const step of node.steps) {
			if (step.kind === 'MethodStep') parts.push(...step.args);
			else if (step.kind === 'IndexStep') parts.push(step.index);
		}
	}
	return parts.flatMap((part) => {
		const variable = variableOf(part);
		return (variable === undefined ? undefined : context.scopes.definitionOf.get(variable)) ?? [];
	});
}

/** Whether a step certainly fails on `()`. */
export function failsOnAbsent(context: LintContext, step: ChainStep): boolean {
	if (step.safe) return false;
	if (step.kind === 'PropertyStep') return step.name.name !== 'tag';
	if (step.kind === 'IndexStep') return true;
	if (!context.library.known || context.scopes.methodFunctions.has(`${step.name.name}/${step.args.length}`))
		return false;
	const found = context.library.global.functions.get(step.name.name);
	if (found === undefined) return true;
	return !found.open && !acceptsFirst(found.overloads(step.args.length + 1), '()');
}

/**
 * The first step of a chain that fails on a value that may be absent. A method that never gives anything is another
 * finding: no test could make its result present.
 */
function failingStep(context: LintContext, chain: ChainExpression): ChainStep | undefined {
	return chain.steps.find((step, at) => {
		const type = context.types.typeBefore(chain, step);
		if (!mayBeAbsent(type) || !failsOnAbsent(context, step)) return false;
		return type.word !== '()' || chain.steps[at - 1]?.kind !== 'MethodStep';
	});
}

function describe(step: ChainStep): string {
	if (step.kind === 'IndexStep') return 'indexing';
	return step.kind === 'PropertyStep' ? `\`.${step.name.name}\`` : `\`.${step.name.name}()\``;
}

/** The operand of an operator that may be absent and makes it fail. */
function failingOperand(context: LintContext, node: BinaryExpression): Expression | undefined {
	if (isComparison(node.operator) || node.operator === '??') return undefined;
	const left = context.types.typeOf(node.left);
	const right = context.types.typeOf(node.right);
	if (node.operator === '&&' || node.operator === '||') {
		return mayBeAbsent(left) ? node.left : mayBeAbsent(right) ? node.right : undefined;
	}
	if (node.operator === 'in' || node.operator === '!in') {
		return mayBeAbsent(right) && !context.scopes.plainFunctions.has('contains/2') ? node.right : undefined;
	}
	if (mayBeAbsent(left) && failsWith(node, ABSENT, right)) return node.left;
	return mayBeAbsent(right) && failsWith(node, left, ABSENT) ? node.right : undefined;
}

function failsWith(node: BinaryExpression, left: Type, right: Type): boolean {
	// A string takes anything with `+`, and a host type may take `()` with any operator.
	if (left.word === 'any' || right.word === 'any') return false;
	return binaryResult(node.operator, left, right) === 'invalid';
}

export const absentValue: LintRule = {
	id: 'V216',
	run(context, report) {
		const { tree, types } = context;
		const tested = testedVariables(context);
		const isTested = (expression: Expression): boolean =>
			involved(context, expression).some((definition) => tested.has(definition));
		const reportOperand = (operand: Expression, operator: string): void => {
			const certain = types.typeOf(operand).word === '()';
			if (isTested(operand) || (!certain && context.isTried(operand))) return;
			report({
				span: operand,
				message: `this ${certain ? 'is' : 'may be'} \`()\`, on which \`${operator}\` fails`,
				help: 'give a default with `??`, or test it first',
			});
		};
		for (const chain of tree.ofKind('Chain')) {
			const step = failingStep(context, chain);
			if (step === undefined || isTested(chain)) continue;
			const certain = types.typeBefore(chain, step).word === '()';
			if (!certain && context.isTried(step)) continue;
			report({
				span: step.kind === 'IndexStep' ? step.index : step.name,
				message: `the value before this ${certain ? 'is' : 'may be'} \`()\`, on which ${describe(step)} fails`,
				help: certain
					? undefined
					: `write \`?${step.kind === 'IndexStep' ? '[' : '.'}\` to stop there, or give a default with \`??\``,
			});
		}
		for (const node of tree.ofKind('Binary')) {
			const operand = failingOperand(context, node);
			if (operand !== undefined) reportOperand(operand, node.operator);
		}
		for (const node of tree.ofKind('Unary')) {
			const type = types.typeOf(node.operand);
			if (mayBeAbsent(type) && unaryResult(node.operator, ABSENT) === 'invalid')
				reportOperand(node.operand, node.operator);
		}
		for (const node of tree.ofKind('For')) {
			const type = types.typeOf(node.iterable);
			if (mayBeAbsent(type)) reportOperand(node.iterable, 'for');
		}
	},
};
