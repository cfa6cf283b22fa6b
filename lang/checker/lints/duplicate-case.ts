/** V212: a switch has the same case twice, and the first has no condition. */

import type { Expression } from '../../ast/nodes.ts';
import type { LintRule } from '../rule.ts';
import { bare } from '../scopes.ts';

/** A text that is equal exactly for equal constants (language spec 6.5); `undefined` for what is no plain constant. */
function constantKey(expression: Expression): string | undefined {
	const node = bare(expression);
	switch (node.kind) {
		case 'Unit':
			return '()';
		case 'Bool':
		case 'Int':
		case 'Char':
		case 'String':
			return `${node.kind} ${JSON.stringify(String(node.value))}`;
		case 'Float':
			return `Float ${Object.is(node.value, -0) ? '-0' : node.value}`;
		case 'Unary': {
			const key = constantKey(node.operand);
			return key === undefined ? undefined : `${node.operator}${key}`;
		}
		case 'Array':
			return joined('[', node.elements.map(constantKey));
		case 'Map': {
			const entries = node.entries.map((entry) => {
				const value = constantKey(entry.value);
				const name = entry.key.kind === 'Identifier' ? entry.key.name : entry.key.value;
				return value === undefined ? undefined : `${JSON.stringify(name)}: ${value}`;
			});
			return joined('#{', entries.sort());
		}
		case 'Range': {
			const from = node.from === null ? 'Int "0"' : constantKey(node.from);
			const to = node.to === null ? 'open' : constantKey(node.to);
			return from === undefined || to === undefined ? undefined : `${from} ${node.inclusive ? '..=' : '..'} ${to}`;
		}
		default:
			return undefined;
	}
}

function joined(open: string, parts: readonly (string | undefined)[]): string | undefined {
	return parts.includes(undefined) ? undefined : `${open}${parts.join(', ')}`;
}

export const duplicateCase: LintRule = {
	id: 'V212',
	run(context, report) {
		const { source } = context;
		for (const node of context.tree.ofKind('Switch')) {
			const taken = new Map<string, Expression>();
			for (const arm of node.cases) {
				for (const pattern of arm.patterns ?? []) {
					const key = constantKey(pattern);
					if (key === undefined) continue;
					const first = taken.get(key);
					if (first !== undefined) {
						report({
							span: pattern,
							message: 'this case can never be chosen: an earlier one has the same value',
							related: [{ source, start: first.start, end: first.end, message: 'the first case with that value' }],
						});
					} else if (arm.guard === null) taken.set(key, pattern);
				}
			}
		}
	},
};
