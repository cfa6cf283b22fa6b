/** V228: no function of that name takes arguments of these types. */

import type { Expression, Identifier } from '../../ast/nodes.ts';
import type { LibraryOverload } from '../library.ts';
import type { LintRule } from '../rule.ts';
import { describeType, type Type } from '../types.ts';
import { hasPlainMethods, methodSteps } from './calls.ts';

/** Signatures shown in the help. */
const SHOWN = 4;

function signatures(name: string, overloads: readonly LibraryOverload[]): string {
	const texts = overloads.map((overload) => `\`${name}(${(overload.params ?? []).join(', ')})\``);
	const more = texts.length > SHOWN ? ', …' : '';
	return `there is ${texts.slice(0, SHOWN).join(', ')}${more}`;
}

export const wrongArgumentType: LintRule = {
	id: 'V228',
	run(context, report) {
		const { tree, scopes, types, library } = context;
		const check = (
			name: Identifier,
			candidates: readonly LibraryOverload[],
			selected: number,
			args: readonly Type[],
		): void => {
			if (candidates.length === 0 || selected > 0 || library.global.functions.get(name.name)?.open === true) return;
			// What may be absent is the business of another rule, and the unknown fits everywhere.
			if (args.some((type) => type.optional)) return;
			const got = args.map(describeType).join(', ');
			report({ span: name, message: `\`${name.name}\` does not take ${got}`, help: signatures(name.name, candidates) });
		};
		const typesOf = (args: readonly Expression[]): Type[] => args.map((argument) => types.typeOf(argument));
		for (const call of tree.ofKind('Call')) {
			if (call.namespace.length > 0 || scopes.plainFunctions.has(`${call.name.name}/${call.args.length}`)) continue;
			const candidates = library.global.functions.get(call.name.name)?.overloads(call.args.length) ?? [];
			check(call.name, candidates, types.overloadsOf(call).length, typesOf(call.args));
		}
		for (const [chain, step] of methodSteps(context)) {
			const receiver = types.typeBefore(chain, step);
			if (!hasPlainMethods(receiver) || receiver.optional) continue;
			if (scopes.methodFunctions.has(`${step.name.name}/${step.args.length}`)) continue;
			const candidates = library.global.functions.get(step.name.name)?.overloads(step.args.length + 1) ?? [];
			check(step.name, candidates, types.methodOverloads(receiver, step).length, [receiver, ...typesOf(step.args)]);
		}
	},
};
