/** Declarations, assignments, jumps, `try`, imports, exports and functions. */

import type {
	AssignStatement,
	ExportStatement,
	FunctionDefinition,
	Identifier,
	ImportStatement,
	JumpStatement,
	LetStatement,
	TestDeclaration,
	TryStatement,
} from '../ast/nodes.ts';
import { value } from './containers.ts';
import { list } from './lists.ts';
import type { Printer } from './printer.ts';

/** `let x = e`, `const x = e` */
export function letStatement(printer: Printer, node: LetStatement): void {
	printer.token();
	printer.space();
	printer.token();
	if (node.value === null) return;
	printer.space();
	printer.token();
	value(printer, node.value);
}

export function assignment(printer: Printer, node: AssignStatement): void {
	printer.expression(node.target);
	printer.space();
	printer.token();
	value(printer, node.value);
}

/** `break`, `continue`, `return`, `throw` */
export function jump(printer: Printer, node: JumpStatement): void {
	printer.token();
	if (node.kind === 'Continue' || node.value === null) return;
	printer.space();
	printer.expression(node.value);
}

export function tryCatch(printer: Printer, node: TryStatement): void {
	printer.token();
	printer.space();
	printer.block(node.body, false);
	printer.space();
	printer.token();
	printer.space();
	if (node.catchName !== null) {
		printer.token();
		printer.token();
		printer.token();
		printer.space();
	}
	printer.block(node.handler, false);
}

export function importStatement(printer: Printer, node: ImportStatement): void {
	printer.token();
	printer.space();
	printer.expression(node.path);
	if (node.alias !== null) alias(printer);
}

export function exportStatement(printer: Printer, node: ExportStatement): void {
	printer.token();
	printer.space();
	if (node.declaration === null) {
		printer.token();
		if (node.alias !== null) alias(printer);
	} else letStatement(printer, node.declaration);
}

function alias(printer: Printer): void {
	printer.space();
	printer.token();
	printer.space();
	printer.token();
}

export function functionDefinition(printer: Printer, node: FunctionDefinition): void {
	if (node.private) {
		printer.token();
		printer.space();
	}
	printer.token();
	printer.space();
	printer.tokensTo(node.name.end);
	parameters(printer, node.params);
	printer.space();
	printer.block(node.body, false);
}

function parameters(printer: Printer, params: readonly Identifier[]): void {
	if (printer.next === '()') printer.token();
	else list(printer, params, () => printer.token());
}

/** `test "name" || { … }` */
export function testDeclaration(printer: Printer, node: TestDeclaration): void {
	printer.token();
	printer.space();
	printer.expression(node.name);
	printer.space();
	printer.expression(node.body);
}
