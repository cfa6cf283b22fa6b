/** Calls and access chains. */

import type { CallExpression, ChainExpression, ChainStep, Expression } from '../ast/nodes.ts';
import type { Group } from './layout.ts';
import { list } from './lists.ts';
import type { Printer } from './printer.ts';
import { hugsLast } from './shapes.ts';

/** `f(a)`, `m::f(a)`, `f!(a)` */
export function call(printer: Printer, node: CallExpression): void {
	// The name itself may stand in parentheses.
	let open = 0;
	if (node.start < (node.namespace[0] ?? node.name).start) {
		for (; printer.next === '('; open++) printer.token();
	}
	while (printer.next !== '' && printer.next !== ')' && !printer.next.startsWith('(')) printer.token();
	for (; open > 0; open--) printer.token();
	callArguments(printer, node.args);
}

function callArguments(printer: Printer, args: readonly Expression[]): void {
	// `()` is a token of its own.
	if (printer.next === '()') printer.token();
	else list(printer, args, (argument) => printer.expression(argument), { hugsLast: hugsLast(args) });
}

/** A name this short has its first step on its own line: the step would not be further left on the next one. */
const SHORT_ROOT = 4;

/**
 * A chain with one call stays together and breaks inside of its arguments. With more calls all steps after the first
 * names get a line each, unless the chain fits or only the arguments of its last call go over several lines.
 */
export function chain(printer: Printer, node: ChainExpression): Group | undefined {
	const { layout } = printer;
	const { steps } = node;
	const calls = steps.filter((step) => step.kind === 'MethodStep').length;
	if (calls < 2) {
		printer.expression(node.root);
		for (const step of steps) chainStep(printer, step, 'attached');
		return undefined;
	}
	const last = steps[steps.length - 1];
	const hugged = last?.kind === 'MethodStep' && hugsLast(last.args) ? last : undefined;
	const group = printer.open(hugged !== undefined);
	printer.expression(node.root);
	const attached = headLength(node);
	for (const step of steps.slice(0, attached)) chainStep(printer, step, 'attached');
	layout.indent();
	for (const step of steps.slice(attached)) {
		if (step !== hugged) {
			chainStep(printer, step, 'breaking');
			continue;
		}
		stepName(printer, step, 'breaking');
		layout.hug();
		callArguments(printer, hugged.args);
		layout.hugEnd();
	}
	layout.dedent();
	layout.close();
	return group;
}

/** How many steps stay on the line of the root even if the chain is broken. */
function headLength({ root, steps }: ChainExpression): number {
	let count = 0;
	while (count < steps.length && steps[count]?.kind !== 'MethodStep') count++;
	const isShort = root.end - root.start <= SHORT_ROOT && (root.kind === 'Variable' || root.kind === 'This');
	if (count === 0 && isShort) count++;
	while (steps[count]?.kind === 'IndexStep') count++;
	return count;
}

type Joint = 'attached' | 'breaking';

function chainStep(printer: Printer, step: ChainStep, joint: Joint): void {
	switch (step.kind) {
		case 'PropertyStep':
			stepName(printer, step, joint);
			break;
		case 'MethodStep':
			stepName(printer, step, joint);
			callArguments(printer, step.args);
			break;
		case 'IndexStep':
			printer.token();
			printer.expression(step.index);
			printer.closeComments(false);
			printer.token();
			break;
	}
}

/** The dot and the name. A dot touches no number that would take it for its own (language spec 1.6). */
function stepName(printer: Printer, step: ChainStep, joint: Joint): void {
	const number = /^-?[0-9]/.test(printer.last);
	const runsIn = number && (printer.last.endsWith('.') || printer.hasCommentAfterNext);
	// A comment makes a line break even where there is none.
	const indented = joint === 'attached' && printer.hasComments;
	if (indented) printer.layout.indentAlways();
	if (joint === 'breaking' && runsIn) printer.line();
	else if (joint === 'breaking') printer.softline();
	else if (runsIn) printer.space();
	printer.token();
	if (step.kind !== 'IndexStep') printer.token();
	if (indented) printer.layout.dedent();
}
