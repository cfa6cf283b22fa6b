/** Statements one below the other, with their semicolons. */

import type { Statement } from '../ast/nodes.ts';
import type { Printer } from './printer.ts';
import { endsItself } from './shapes.ts';

/** Prints statements with a line break between each two, and none before the first or after the last. */
export function statementList(printer: Printer, statements: readonly Statement[]): void {
	const real = statements.filter((statement) => statement.kind !== 'Empty');
	while (printer.next === ';') printer.drop();
	real.forEach((statement, index) => {
		// A semicolon at the start is there only if it keeps documentation from the function after it.
		if (index > 0 || printer.last === ';') printer.nextItem();
		printer.layout.checkpoint();
		const isLast = index === real.length - 1;
		printer.statement(statement, isLast && isChoice(statement));
		terminator(printer, statement, isLast);
	});
}

/** `if … else …` as the last statement is most often the value of the block. */
function isChoice(statement: Statement): boolean {
	return (
		statement.kind === 'ExpressionStatement' &&
		statement.expression.kind === 'If' &&
		statement.expression.otherwise !== null
	);
}

/**
 * A semicolon comes after every statement that needs one. After the last expression of a block it is the author's
 * choice (it means nothing, language spec 2.5), and all others go, but for one case: `{ } ; -1` is a statement with the
 * number -1, without the semicolon it would be a minus before the number 1 (language spec 1.6).
 */
function terminator(printer: Printer, statement: Statement, isLast: boolean): void {
	const present = printer.next === ';';
	if (!endsItself(statement)) {
		if (present || !isLast || statement.kind !== 'ExpressionStatement') printer.separator(';');
	} else if (present && printer.afterSemicolons?.text.startsWith('-')) printer.separator(';');
	while (printer.next === ';') printer.drop();
}
