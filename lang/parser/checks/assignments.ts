/** Can the left side of an assignment be assigned to (language spec 4.4)? Constants by name are the resolver's matter. */

import type { AssignStatement, Expression } from '../../ast/nodes.ts';
import type { ProblemSink } from '../problem-sink.ts';
import { isConstant, unwrap } from './constants.ts';

export function checkAssignment(node: AssignStatement, sink: ProblemSink): void {
	const target = unwrap(node.target);
	if (target.kind === 'Error' || isAssignable(target)) return;
	if (isConstant(target)) {
		sink.add('AssignmentToConstant', 'Cannot assign to a constant value', target.start, target.end, {
			help: 'the left side must be a variable, an element or a property',
		});
	} else if (target.kind === 'Binary' && /^(?:&&|\|\||\?\?)$/.test(target.operator) && node.operator === '=') {
		const end = node.operatorStart + 1;
		sink.add('ImproperSymbol', "Possibly a typo of '=='?", node.operatorStart, end, { help: 'write == to compare' });
	} else {
		sink.add('AssignmentToInvalidLHS', 'Expression cannot be assigned to', target.start, target.end, {
			help: helpFor(target),
		});
	}
}

/** A variable, `this`, or a chain of indices and properties that begins at one of them. */
function isAssignable(target: Expression): boolean {
	let inner = target;
	while (inner.kind === 'Chain') {
		if (inner.steps.some((step) => step.kind === 'MethodStep')) return false;
		inner = unwrap(inner.root);
	}
	return inner.kind === 'Variable' || inner.kind === 'This' || inner.kind === 'Error';
}

function helpFor(target: Expression): string | undefined {
	if (target.kind === 'Chain') {
		return target.steps.some((step) => step.kind === 'MethodStep')
			? 'the result of a method is a copy: put it into a variable first'
			: 'only parts of variables can be assigned to';
	}
	if (target.kind === 'Call') return 'the result of a function is a copy: put it into a variable first';
	return undefined;
}
