/** V008: two directives of one script have the same name, with which it is not loaded. */

import type { DirectiveExpression } from '../../../lang/ast/nodes.ts';
import { mailRule } from './mail-rule.ts';
import { stagesOf } from './model/stages.ts';

export const duplicateDirective = mailRule('V008', (file, report) => {
	const first = new Map<string, DirectiveExpression>();
	for (const { directives, list } of stagesOf(file)?.entries ?? []) {
		for (const [at, directive] of directives.entries()) {
			if (directive === undefined) continue;
			const name = directive.name.value;
			const known = first.get(name);
			if (known === undefined) {
				first.set(name, directive);
				continue;
			}
			const { start, end } = known.name;
			report({
				// One directive in two lists is there twice too.
				span: known === directive ? (list?.elements[at] ?? directive.name) : directive.name,
				message: `there is another directive with the name '${name}' in this script`,
				help: 'names are unique over all stages, so that logs and traces say which one ran',
				related: [{ source: file.parsed.source, start, end, message: 'the first one' }],
			});
		}
	}
});
