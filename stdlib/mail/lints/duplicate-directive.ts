/** V008: two directives of one script have the same name, with which it is not loaded. */

import type { DirectiveExpression } from '../../../lang/ast/nodes.ts';
import { mailRule } from './mail-rule.ts';
import { stagesOf } from './model/stages.ts';

export const duplicateDirective = mailRule('V008', (file, report) => {
	const first = new Map<string, DirectiveExpression>();
	for (const { directives } of stagesOf(file)?.entries ?? []) {
		for (const directive of directives) {
			if (directive === undefined) continue;
			const name = directive.name.value;
			const known = first.get(name);
			if (known === undefined) first.set(name, directive);
			else if (known !== directive) {
				report({
					span: directive.name,
					message: `there is another directive with the name '${name}' in this script`,
					help: 'names are unique over all stages, so that logs and traces say which one ran',
					related: [
						{ source: file.parsed.source, start: known.name.start, end: known.name.end, message: 'the first one' },
					],
				});
			}
		}
	}
});
