/** V225: `type_of` is compared with a name that it never gives. */

import type { Expression, StringLiteral } from '../../ast/nodes.ts';
import type { LintContext, LintRule } from '../rule.ts';
import { bare } from '../scopes.ts';

/** Names of other languages, and those of our own signatures, with what `type_of` says. */
const REAL_NAMES: Readonly<Record<string, string>> = {
	int: 'i64',
	integer: 'i64',
	number: 'i64',
	float: 'f64',
	double: 'f64',
	str: 'string',
	String: 'string',
	boolean: 'bool',
	unit: '()',
	null: '()',
	nil: '()',
	undefined: '()',
	list: 'array',
	Array: 'array',
	dict: 'map',
	Map: 'map',
	fn: 'Fn',
	function: 'Fn',
	closure: 'Fn',
};

function isTypeOf(expression: Expression): boolean {
	const node = bare(expression);
	if (node.kind === 'Call') return node.name.name === 'type_of' && node.namespace.length === 0;
	const step = node.kind === 'Chain' ? node.steps.at(-1) : undefined;
	return step?.kind === 'MethodStep' && step.name.name === 'type_of' && step.args.length === 0;
}

function* comparedNames({ tree }: LintContext): Generator<StringLiteral> {
	for (const node of tree.ofKind('Binary')) {
		if (node.operator !== '==' && node.operator !== '!=') continue;
		const left = bare(node.left);
		const right = bare(node.right);
		if (right.kind === 'String' && isTypeOf(left)) yield right;
		else if (left.kind === 'String' && isTypeOf(right)) yield left;
	}
	for (const node of tree.ofKind('Switch')) {
		if (!isTypeOf(node.subject)) continue;
		for (const arm of node.cases)
			for (const pattern of arm.patterns ?? []) if (pattern.kind === 'String') yield pattern;
	}
}

export const wrongTypeName: LintRule = {
	id: 'V225',
	run(context, report) {
		for (const literal of comparedNames(context)) {
			if (!Object.hasOwn(REAL_NAMES, literal.value) || context.library.hostTypes.has(literal.value)) continue;
			const real = REAL_NAMES[literal.value] as string;
			report({
				span: literal,
				message: `\`type_of\` never gives "${literal.value}"`,
				help: `the name is "${real}"`,
				fixes: [
					{
						title: `write "${real}"`,
						edits: [{ start: literal.start, end: literal.end, text: `"${real}"` }],
						// The comparison was never true, and then may be: what the script does changes.
						safe: false,
					},
				],
			});
		}
	},
};
