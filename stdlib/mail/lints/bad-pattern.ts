/** V017: a pattern that is none, or that is made again and again. */

import type { Expression } from '../../../lang/ast/nodes.ts';
import { Pattern } from '../objects/pattern.ts';
import { mailRule } from './mail-rule.ts';
import { problemOf } from './model/literal-values.ts';
import { literalText, writtenValue } from './model/literals.ts';
import type { MailFile } from './model/mail-file.ts';

export interface WrittenPattern {
	/** Where the text stands. */
	readonly argument: Expression;
	readonly text: string;
	/** The declaration or call that makes it. */
	readonly node: Expression;
}

/** Patterns whose text is written in the script. */
export function* writtenPatterns(file: MailFile): Generator<WrittenPattern> {
	for (const node of file.tree.ofKind('Object')) {
		if (file.kindOf(node) !== 'regex') continue;
		const argument = writtenValue(node.value);
		const text = literalText(file, argument);
		if (text !== undefined) yield { argument, text, node };
	}
	for (const { operation, args, expression } of file.uses) {
		const [argument] = args;
		if (operation.key !== 'regex' || argument === undefined) continue;
		const text = literalText(file, argument);
		if (text !== undefined) yield { argument, text, node: expression };
	}
}

export const badPattern = mailRule('V017', (file, report, context) => {
	for (const { argument, text, node } of writtenPatterns(file)) {
		const problem = problemOf(() => Pattern.compile(text));
		if (problem !== undefined) {
			if (!context.isTried(node)) report({ span: argument, message: problem });
		} else if (file.tree.loop(node) !== undefined) {
			report({
				span: node,
				severity: 'warning',
				message: 'this pattern is always the same, and is made in each round of the loop',
				help: 'make it once before the loop, or as a constant of the script',
			});
		}
	}
});
