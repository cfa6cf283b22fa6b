/** V230: a value of a built-in type has no such property. */

import type { ChainExpression, PropertyStep } from '../../ast/nodes.ts';
import { selectOverloads } from '../library.ts';
import { type LintContext, type LintRule, renameFix } from '../rule.ts';
import { describeType, isKnown, type Type } from '../types.ts';

function exists(context: LintContext, receiver: Type, step: PropertyStep): boolean {
	const { name } = step.name;
	if (name === 'tag') return true;
	const found = context.library.global.functions.get(name);
	if (found === undefined) return false;
	// Of a function known only by name nobody knows whether it is a property too.
	if (found.open || found.overloads(1).some((overload) => overload.params === undefined)) return true;
	return selectOverloads(found.properties, [receiver]).length > 0;
}

function advice(context: LintContext, receiver: Type, step: PropertyStep): { help?: string } {
	const { name } = step.name;
	const methods = context.library.global.functions.get(name)?.overloads(1) ?? [];
	if (selectOverloads(methods, [receiver]).length > 0 || context.scopes.methodFunctions.has(`${name}/0`)) {
		return { help: `it is a method: write \`.${name}()\`` };
	}
	const near = context.suggest(name, propertyNames(context, receiver));
	return near === undefined ? {} : { help: `did you mean \`.${near}\`?` };
}

function* propertyNames(context: LintContext, receiver: Type): Generator<string> {
	for (const [name, found] of context.library.global.functions) {
		if (selectOverloads(found.properties, [receiver]).length > 0) yield name;
	}
}

export const unknownProperty: LintRule = {
	id: 'V230',
	run(context, report) {
		const check = (chain: ChainExpression): void => {
			for (const step of chain.steps) {
				if (step.kind !== 'PropertyStep') continue;
				const receiver = context.types.typeBefore(chain, step);
				if (!isKnown(receiver) || receiver.word === 'map' || receiver.word === '()') continue;
				if (exists(context, receiver, step)) continue;
				const { help } = advice(context, receiver, step);
				const near = help?.match(/^did you mean `\.(\w+)`/)?.[1];
				report({
					span: step.name,
					message: `${describeType(receiver)} has no property \`${step.name.name}\``,
					help,
					fixes: near === undefined ? [] : [renameFix(step.name, near)],
				});
			}
		};
		if (!context.library.known) return;
		for (const chain of context.tree.ofKind('Chain')) check(chain);
	},
};
