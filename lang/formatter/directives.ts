/** `rule`, `action`, `delegate`, `object` and `service`. */

import type { DirectiveExpression, ObjectExpression, ServiceExpression } from '../ast/nodes.ts';
import { value } from './containers.ts';
import type { Printer } from './printer.ts';

/** `rule "name" body`, `delegate service "name" body` */
export function directive(printer: Printer, node: DirectiveExpression): void {
	printer.token();
	printer.space();
	if (node.service !== null) {
		printer.expression(node.service);
		printer.space();
	}
	printer.expression(node.name);
	printer.space();
	printer.expression(node.body);
}

/** `object name type = value`, `service name db:csv = value` */
export function declaration(printer: Printer, node: ObjectExpression | ServiceExpression): void {
	printer.token();
	printer.space();
	printer.token();
	printer.space();
	printer.tokensTo((node.contentType ?? node.typeName).end);
	printer.space();
	printer.token();
	value(printer, node.value);
}
