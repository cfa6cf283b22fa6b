/**
 * V206: a constant is modified in a way that fails when it runs. Assignment to a whole constant in its own function
 * is a syntax error and reported by the resolver; what it leaves to run time is reported here.
 */

import type { LintRule } from '../rule.ts';
import { bare, type Definition } from '../scopes.ts';

function isConstant(definition: Definition): boolean {
	return definition.kind === 'const';
}

export const constantModified: LintRule = {
	id: 'V206',
	run(context, report) {
		const { scopes, tree, types, source } = context;
		for (const definition of scopes.definitions) {
			if (!isConstant(definition) || scopes.dynamicNames.has(definition.name)) continue;
			const { name } = definition;
			const related = [
				{
					source,
					start: definition.identifier.start,
					end: definition.identifier.end,
					message: 'declared as a constant',
				},
			];
			const help = 'declare it with `let`, or change a copy';
			for (const write of definition.writes) {
				if (tree.owner(write) === definition.frame.node) continue;
				report({ span: write.target, message: `cannot assign to the captured constant \`${name}\``, help, related });
			}
			for (const write of definition.partWrites) {
				report({ span: write.target, message: `cannot change a part of the constant \`${name}\``, help, related });
			}
			for (const chain of definition.chains) {
				const step = chain.steps[0];
				if (step?.kind !== 'MethodStep' || scopes.memberNames.has(step.name.name)) continue;
				if (scopes.methodFunctions.has(`${step.name.name}/${step.args.length}`)) continue;
				const receiver = types.typeBefore(chain, step);
				if (receiver.word === 'any' || receiver.optional) continue;
				const overloads = types.methodOverloads(receiver, step);
				if (overloads.length === 0 || overloads.some((overload) => overload.effect !== 'mutates')) continue;
				report({
					span: step.name,
					message: `\`${step.name.name}\` would change the constant \`${name}\``,
					help,
					related,
				});
			}
		}
		for (const write of tree.ofKind('Assign')) {
			const target = bare(write.target);
			if (target.kind !== 'Variable' || target.namespace.length === 0) continue;
			const name = [...target.namespace, target.name].map((part) => part.name).join('::');
			report({ span: target, message: `\`${name}\` belongs to a module and cannot be assigned` });
		}
	},
};
