/** V035: a loop that nothing leaves, or a function that always calls itself: they end when a limit stops the rule. */

import type { Expression, FunctionDefinition, Node, Statement } from '../../../lang/ast/nodes.ts';
import { bare } from '../../../lang/checker/scopes.ts';
import { mailRule } from './mail-rule.ts';
import type { MailFile } from './model/mail-file.ts';
import { loopExits } from './model/outcomes.ts';
import { within } from './model/ranges.ts';

/** Whether something leaves the loop: `break`, `return`, `throw`, or a function that may do so. */
function isLeft(file: MailFile, loop: Node): boolean {
	if (loopExits(file).has(loop)) return true;
	const owner = file.tree.owner(loop);
	const leaves = (node: Node): boolean => file.tree.owner(node) === owner;
	for (const kind of ['Return', 'Throw'] as const) {
		for (const node of within<Node>(file.tree.ofKind(kind), loop, (one) => one.start)) if (leaves(node)) return true;
	}
	for (const call of within(file.tree.ofKind('Call'), loop, (one) => one.start)) {
		if (call.name.name === 'exit') return true;
	}
	return false;
}

/** Whether an expression, whenever it is worked out, calls this function. */
function alwaysCalls(start: Expression | Statement, definition: FunctionDefinition, depth = 0): boolean {
	const node = start.kind === 'ExpressionStatement' ? bare(start.expression) : start;
	if (depth > 20) return false;
	switch (node.kind) {
		case 'Call':
			if (isCallOf(node, definition)) return true;
			return node.args.some((argument) => alwaysCalls(bare(argument), definition, depth + 1));
		case 'Let':
			return node.value !== null && alwaysCalls(bare(node.value), definition, depth + 1);
		case 'Binary':
			return (
				alwaysCalls(bare(node.left), definition, depth + 1) ||
				(isStrict(node.operator) && alwaysCalls(bare(node.right), definition, depth + 1))
			);
		default:
			return false;
	}
}

function isStrict(operator: string): boolean {
	return operator !== '&&' && operator !== '||' && operator !== '??';
}

function isCallOf(
	node: Extract<Expression, { kind: 'Call' }>,
	{ name, params, thisType }: FunctionDefinition,
): boolean {
	return (
		thisType === null &&
		!node.bang &&
		node.namespace.length === 0 &&
		node.name.name === name.name &&
		node.args.length === params.length
	);
}

/** The statements that run whatever the function is called with. */
function* certainStatements(definition: FunctionDefinition): Generator<Statement> {
	for (const statement of definition.body.statements) {
		yield statement;
		// Anything else may leave the function or fail before the next statement.
		if (statement.kind !== 'Let' && statement.kind !== 'Empty' && !isPlainCall(statement)) return;
	}
}

function isPlainCall(statement: Statement): boolean {
	if (statement.kind !== 'ExpressionStatement') return false;
	const node = bare(statement.expression);
	return node.kind === 'Call' && node.name.name !== 'exit';
}

export const endlessCode = mailRule('V035', (file, report) => {
	for (const loop of file.tree.ofKind('Loop')) {
		if (!isLeft(file, loop))
			report({ span: { start: loop.start, end: loop.start + 4 }, message: 'nothing ever leaves this loop' });
	}
	for (const loop of file.tree.ofKind('While')) {
		const condition = bare(loop.condition);
		if (condition.kind !== 'Bool' || !condition.value || isLeft(file, loop)) continue;
		report({ span: { start: loop.start, end: loop.start + 5 }, message: 'nothing ever leaves this loop' });
	}
	for (const definition of file.tree.ofKind('Function')) {
		for (const statement of certainStatements(definition)) {
			if (!alwaysCalls(statement, definition)) continue;
			report({
				span: definition.name,
				message: `\`${definition.name.name}\` calls itself whatever happens, and never ends`,
				help: 'give it a condition under which it returns without calling itself',
			});
			break;
		}
	}
});
