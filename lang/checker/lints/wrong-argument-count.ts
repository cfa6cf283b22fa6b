/** V203: a function exists, but not with that number of arguments. */

import type { CallExpression, MethodStep } from '../../ast/nodes.ts';
import type { RelatedSpan } from '../../diagnostics/diagnostic.ts';
import type { LintContext, LintRule } from '../rule.ts';
import { callProblem, describeArities, describeCount, methodProblem, methodSteps } from './calls.ts';

function callHelp({ scopes, library }: LintContext, call: CallExpression): string | undefined {
	const { name } = call.name;
	const count = call.args.length;
	if (count > 0 && scopes.methodFunctions.has(`${name}/${count - 1}`)) {
		return `a script function gets its receiver as \`this\`: write \`x.${name}(…)\``;
	}
	const near = library.global.functions.get(name);
	return near === undefined ? undefined : 'the receiver of a method counts as its first argument';
}

function methodHelp({ scopes }: LintContext, step: MethodStep): string | undefined {
	const { name } = step.name;
	if (!scopes.plainFunctions.has(`${name}/${step.args.length + 1}`)) return undefined;
	return `a script function does not get its receiver as an argument: write \`${name}(x, …)\``;
}

function definitions({ scopes, source }: LintContext, name: string): RelatedSpan[] {
	const found = scopes.functions.get(name)?.[0];
	if (found === undefined) return [];
	return [{ source, start: found.name.start, end: found.name.end, message: 'defined here' }];
}

export const wrongArgumentCount: LintRule = {
	id: 'V203',
	run(context, report) {
		for (const call of context.tree.ofKind('Call')) {
			const problem = callProblem(context, call);
			if (problem?.kind !== 'count') continue;
			const { name } = call.name;
			const wanted = problem.arities.length === 0 ? 'a receiver' : describeArities(problem.arities);
			report({
				span: call.name,
				message: `\`${name}\` takes ${wanted}, here it gets ${describeCount(call.args.length)}`,
				help: callHelp(context, call),
				related: definitions(context, name),
			});
		}
		for (const [chain, step] of methodSteps(context)) {
			const problem = methodProblem(context, chain, step);
			if (problem?.kind !== 'count') continue;
			const { name } = step.name;
			const wanted = problem.arities.length === 0 ? 'no receiver' : describeArities(problem.arities);
			report({
				span: step.name,
				message: `the method \`${name}\` takes ${wanted}, here it gets ${describeCount(step.args.length)}`,
				help: methodHelp(context, step),
				related: definitions(context, name),
			});
		}
		for (const { node, problem } of context.memberProblems()) {
			if (problem.kind !== 'count') continue;
			const name = [...node.namespace, node.name].map((part) => part.name).join('::');
			const count = node.kind === 'Call' ? node.args.length : 0;
			report({
				span: node.name,
				message: `\`${name}\` takes ${describeArities(problem.arities)}, here it gets ${describeCount(count)}`,
			});
		}
	},
};
