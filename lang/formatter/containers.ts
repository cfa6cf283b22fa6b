/** Array and map literals, and the value after `=` or `:`. */

import type { ArrayLiteral, Expression, MapLiteral } from '../ast/nodes.ts';
import { list } from './lists.ts';
import type { Printer } from './printer.ts';
import { endsInBlock } from './shapes.ts';

/** The directives of a stage have a line each; numbers share lines. */
export function array(printer: Printer, node: ArrayLiteral): void {
	const { elements } = node;
	list(printer, elements, (element) => printer.expression(element), {
		broken: elements.some((element) => element.kind === 'Directive'),
		filled: elements.every(isNumber),
	});
}

function isNumber(node: Expression): boolean {
	return node.kind === 'Int' || node.kind === 'Float';
}

/** A map whose first key stands on a line of its own stays broken. */
export function map(printer: Printer, node: MapLiteral): void {
	const broken = printer.breaksAfterNext;
	list(
		printer,
		node.entries,
		(entry) => {
			printer.tokensTo(entry.key.end);
			printer.token();
			value(printer, entry.value);
		},
		{ padded: true, broken },
	);
}

/**
 * A value after `=` or `:`. It starts on the same line if its beginning fits there, else on the next; a value that
 * begins with a bracket always does, it has its own place to break.
 */
export function value(printer: Printer, node: Expression): void {
	const { layout } = printer;
	if (endsInBlock(node) || node.kind === 'Directive') {
		printer.space();
		printer.expression(node);
		return;
	}
	const group = printer.open();
	layout.indent();
	printer.line();
	layout.dedent();
	layout.close();
	layout.indentIf(group);
	printer.expression(node);
	layout.dedent();
}
