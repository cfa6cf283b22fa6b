/** Blocks, `if`, `switch`, loops and closures. */

import type {
	Block,
	ClosureExpression,
	DoExpression,
	Expression,
	ForExpression,
	IfExpression,
	LoopExpression,
	SwitchCase,
	SwitchExpression,
	WhileExpression,
} from '../ast/nodes.ts';
import type { Printer } from './printer.ts';
import { endsItself } from './shapes.ts';
import { statementList } from './statement-list.ts';

/**
 * `{ … }`. With `inline` the breaks inside the braces are those of the innermost group, so that the block may stay on
 * one line; otherwise each statement has a line.
 */
export function block(printer: Printer, node: Block, inline: boolean): void {
	const { layout } = printer;
	const edge = (): void => (inline ? printer.line() : printer.hardline());
	printer.token();
	const isEmpty = node.statements.every((statement) => statement.kind === 'Empty');
	if (isEmpty) while (printer.next === ';') printer.drop();
	if (isEmpty && !printer.hasComments) {
		printer.token();
		return;
	}
	if (isEmpty) {
		printer.open();
		layout.indent();
		printer.line();
		printer.closeComments(true);
		layout.dedent();
		printer.line();
		layout.close();
	} else {
		if (!inline) layout.indentAlways();
		else layout.indent();
		edge();
		statementList(printer, node.statements);
		printer.closeComments(true);
		layout.dedent();
		edge();
	}
	printer.token();
}

/** A block that is a value: it may stay on one line if it was written so and has but one statement. */
export function valueBlock(printer: Printer, node: Block): void {
	const inline = isShort(printer, node);
	if (inline) printer.open();
	block(printer, node, inline);
	if (inline) printer.layout.close();
}

function isShort(printer: Printer, node: Block): boolean {
	return isSimple(node) && printer.isOnOneLine(node);
}

/** Has the block at most one statement, and that one without a block of its own? */
function isSimple(node: Block): boolean {
	const [first, second] = node.statements;
	return second === undefined && (first === undefined || !endsItself(first));
}

/** @param used whether its value is used, so that it may stay on one line */
export function ifElse(printer: Printer, node: IfExpression, used: boolean): void {
	const blocks = node.branches.map((branch) => branch.body);
	if (node.otherwise !== null) blocks.push(node.otherwise);
	const inline = used && printer.isOnOneLine(node) && blocks.every(isSimple);
	if (inline) printer.open();
	node.branches.forEach((branch, index) => {
		if (index > 0) {
			printer.space();
			printer.token();
			printer.space();
		}
		head(printer, branch.condition);
		printer.block(branch.body, inline);
	});
	if (node.otherwise !== null) {
		printer.space();
		printer.token();
		printer.space();
		printer.block(node.otherwise, inline);
	}
	if (inline) printer.layout.close();
}

/** A keyword and its condition; the brace after a condition of several lines stands on a line of its own. */
function head(printer: Printer, condition: Expression): void {
	printer.token();
	printer.space();
	printer.lineIf(printer.expression(condition));
}

/** One case per line, each with a comma. */
export function switchCases(printer: Printer, node: SwitchExpression): void {
	const { layout } = printer;
	head(printer, node.subject);
	printer.token();
	if (node.cases.length === 0 && !printer.hasComments) {
		printer.token();
		return;
	}
	layout.indentAlways();
	node.cases.forEach((item, index) => {
		if (index === 0) printer.hardline();
		else printer.nextItem();
		switchCase(printer, item);
		printer.separator(',');
	});
	printer.closeComments(true);
	layout.dedent();
	printer.hardline();
	printer.token();
}

function switchCase(printer: Printer, node: SwitchCase): void {
	const { layout } = printer;
	if (node.patterns === null) printer.token();
	else {
		printer.open();
		node.patterns.forEach((pattern, index) => {
			if (index > 0) {
				printer.line();
				printer.token();
				printer.space();
			}
			printer.expression(pattern);
		});
		layout.close();
	}
	if (node.guard !== null) {
		printer.space();
		printer.token();
		printer.space();
		printer.expression(node.guard);
	}
	printer.space();
	printer.token();
	printer.space();
	printer.statement(node.action, true);
}

export function whileLoop(printer: Printer, node: WhileExpression): void {
	head(printer, node.condition);
	printer.block(node.body, false);
}

export function endlessLoop(printer: Printer, node: LoopExpression): void {
	printer.token();
	printer.space();
	printer.block(node.body, false);
}

export function doLoop(printer: Printer, node: DoExpression): void {
	printer.token();
	printer.space();
	printer.block(node.body, false);
	printer.space();
	printer.token();
	printer.space();
	printer.expression(node.condition);
}

export function forLoop(printer: Printer, node: ForExpression): void {
	printer.token();
	printer.space();
	if (node.counter !== null) printer.token();
	printer.token();
	if (node.counter !== null) {
		printer.token();
		printer.space();
		printer.token();
		printer.token();
	}
	printer.space();
	head(printer, node.iterable);
	printer.block(node.body, false);
}

/** `|a, b| body` */
export function closure(printer: Printer, node: ClosureExpression): void {
	const open = printer.next;
	printer.token();
	if (open === '|') {
		node.params.forEach((_param, index) => {
			if (index > 0) printer.space();
			printer.token();
			if (index < node.params.length - 1) printer.token();
		});
		if (printer.next === ',') printer.drop();
		printer.token();
	}
	printer.space();
	printer.statement(node.body, true);
}
