/** Lists between brackets: elements, arguments, parameters, entries. */

import type { Printer } from './printer.ts';

export interface ListStyle {
	/** Blanks inside the brackets while the list is on one line, as in `#{ a: 1 }`. */
	readonly padded?: boolean;
	/** Break even if the list would fit. */
	readonly broken?: boolean;
	/** The last element may go over several lines while the rest of the list stays on the first. */
	readonly hugsLast?: boolean;
	/** As many elements on a line as fit, for long rows of numbers. */
	readonly filled?: boolean;
}

/**
 * Prints brackets with a list between them; the next token is the opening bracket.
 *
 * @param elements what `print` prints one by one; commas are the list's business
 */
export function list<T>(
	printer: Printer,
	elements: readonly T[],
	print: (element: T) => void,
	style: ListStyle = {},
): void {
	const { layout } = printer;
	printer.open(style.hugsLast === true);
	const edge = (): void => (style.padded ? printer.line() : printer.softline());
	printer.token();
	if (elements.length === 0) {
		if (printer.hasComments) {
			layout.indent();
			edge();
			printer.closeComments(false);
			layout.dedent();
			edge();
		}
	} else {
		if (style.broken) layout.forceBreak();
		layout.indent();
		edge();
		elements.forEach((element, index) => {
			const isLast = index === elements.length - 1;
			if (index > 0) between(printer, style.filled === true);
			if (isLast && style.hugsLast) layout.hug();
			print(element);
			if (isLast && style.hugsLast) layout.hugEnd();
			printer.separator(',', isLast);
		});
		printer.closeComments(true);
		layout.dedent();
		edge();
	}
	printer.token();
	layout.close();
}

function between(printer: Printer, filled: boolean): void {
	if (filled) printer.layout.open();
	printer.nextItemInGroup();
	if (filled) printer.layout.close();
}
