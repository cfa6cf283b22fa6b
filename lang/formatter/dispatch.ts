/** From the kind of a node to the function that prints it. */

import type { Expression, Statement } from '../ast/nodes.ts';
import { call, chain } from './chains.ts';
import { array, map } from './containers.ts';
import { block, closure, doLoop, endlessLoop, forLoop, ifElse, switchCases, valueBlock, whileLoop } from './control.ts';
import { declaration, directive } from './directives.ts';
import type { Group } from './layout.ts';
import { binary, paren, range, unary } from './operators.ts';
import type { Parts, Printer } from './printer.ts';
import {
	assignment,
	exportStatement,
	functionDefinition,
	importStatement,
	jump,
	letStatement,
	testDeclaration,
	tryCatch,
} from './statements.ts';

export const PARTS: Parts = { expression, statement, block };

function expression(printer: Printer, node: Expression): Group | undefined {
	switch (node.kind) {
		case 'Unit':
		case 'Bool':
		case 'Int':
		case 'Float':
		case 'Char':
		case 'String':
		case 'This':
		case 'Variable':
		case 'Error':
			printer.tokensTo(node.end);
			return undefined;
		case 'Chain':
			return chain(printer, node);
		case 'Binary':
			return binary(printer, node);
		default:
			compound(printer, node);
			return undefined;
	}
}

type Simple =
	| 'Unit'
	| 'Bool'
	| 'Int'
	| 'Float'
	| 'Char'
	| 'String'
	| 'This'
	| 'Variable'
	| 'Error'
	| 'Chain'
	| 'Binary';

function compound(printer: Printer, node: Exclude<Expression, { readonly kind: Simple }>): void {
	switch (node.kind) {
		case 'Template':
			printer.template(node.end);
			break;
		case 'Array':
			array(printer, node);
			break;
		case 'Map':
			map(printer, node);
			break;
		case 'Call':
			call(printer, node);
			break;
		case 'Unary':
			unary(printer, node);
			break;
		case 'Range':
			range(printer, node);
			break;
		case 'Paren':
			paren(printer, node);
			break;
		case 'Closure':
			closure(printer, node);
			break;
		case 'Block':
			valueBlock(printer, node);
			break;
		case 'If':
			ifElse(printer, node, true);
			break;
		case 'Switch':
			switchCases(printer, node);
			break;
		case 'While':
			whileLoop(printer, node);
			break;
		case 'Loop':
			endlessLoop(printer, node);
			break;
		case 'Do':
			doLoop(printer, node);
			break;
		case 'For':
			forLoop(printer, node);
			break;
		case 'Directive':
			directive(printer, node);
			break;
		case 'Object':
		case 'Service':
			declaration(printer, node);
			break;
		case 'Break':
		case 'Continue':
		case 'Return':
		case 'Throw':
			jump(printer, node);
			break;
	}
}

function statement(printer: Printer, node: Statement, used: boolean): void {
	switch (node.kind) {
		case 'ExpressionStatement':
			if (!used && node.expression.kind === 'Block') block(printer, node.expression, false);
			else if (!used && node.expression.kind === 'If') ifElse(printer, node.expression, false);
			else expression(printer, node.expression);
			break;
		case 'Let':
			letStatement(printer, node);
			break;
		case 'Assign':
			assignment(printer, node);
			break;
		case 'Break':
		case 'Continue':
		case 'Return':
		case 'Throw':
			jump(printer, node);
			break;
		case 'Try':
			tryCatch(printer, node);
			break;
		case 'Import':
			importStatement(printer, node);
			break;
		case 'Export':
			exportStatement(printer, node);
			break;
		case 'Function':
			functionDefinition(printer, node);
			break;
		case 'Test':
			testDeclaration(printer, node);
			break;
		case 'Empty':
		case 'Error':
			printer.tokensTo(node.end);
			break;
	}
}
