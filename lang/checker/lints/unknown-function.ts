/** V202: a function is called that does not exist. */

import type { CallExpression, MethodStep } from '../../ast/nodes.ts';
import type { Fix } from '../../diagnostics/diagnostic.ts';
import { type LintContext, type LintRule, renameFix } from '../rule.ts';
import { describeType } from '../types.ts';
import { callProblem, methodProblem, methodSteps } from './calls.ts';

function* functionNames(context: LintContext): Generator<string> {
	yield* context.scopes.functions.keys();
	yield* context.library.global.functions.keys();
}

function advice(context: LintContext, step: CallExpression | MethodStep): { help?: string; fixes?: readonly Fix[] } {
	const { name } = step.name;
	context.excuse(name);
	if (step.kind === 'Call' && context.definitionsNamed(name).length > 0) {
		const edit = { start: step.name.end, end: step.name.end, text: '.call' };
		return {
			help: `a variable is not callable by its name; if it holds a function pointer write \`${name}.call(…)\``,
			fixes: [{ title: `write \`${name}.call(…)\``, edits: [edit], safe: false }],
		};
	}
	const near = context.suggest(name, functionNames(context));
	if (near !== undefined) return { help: `did you mean \`${near}\`?`, fixes: [renameFix(step.name, near)] };
	if (context.library.namespaces.has(name)) return { help: `\`${name}\` is a module: write \`${name}::…\`` };
	return {};
}

export const unknownFunction: LintRule = {
	id: 'V202',
	run(context, report) {
		for (const call of context.tree.ofKind('Call')) {
			if (callProblem(context, call)?.kind !== 'unknown') continue;
			report({ span: call.name, message: `unknown function \`${call.name.name}\``, ...advice(context, call) });
		}
		for (const [chain, step] of methodSteps(context)) {
			if (methodProblem(context, chain, step)?.kind !== 'unknown') continue;
			const receiver = describeType(context.types.typeBefore(chain, step));
			report({ span: step.name, message: `${receiver} has no method \`${step.name.name}\``, ...advice(context, step) });
		}
	},
};
