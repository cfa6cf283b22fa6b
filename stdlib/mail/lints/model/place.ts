/** Where a finding about a directive is shown when its cause may stand in a function elsewhere. */

import type { DirectiveExpression } from '../../../../lang/ast/nodes.ts';
import type { Finding } from '../../../../lang/checker/rule.ts';
import type { Span } from '../../../../lang/source/source-file.ts';
import type { MailFile } from './mail-file.ts';
import { contains } from './ranges.ts';

/** The cause of a finding: a piece of this file or of another. */
export interface Cause {
	readonly file: MailFile;
	readonly node: Span;
}

export interface Place extends Pick<Finding, 'span' | 'related'> {
	/** Whether the cause is written in the directive itself. */
	readonly inside: boolean;
}

/**
 * The cause itself if it stands in the directive, else the name of the directive with the cause beside it.
 * @param note what is said at a cause elsewhere
 */
export function placeOf(file: MailFile, directive: DirectiveExpression, cause: Cause, note: string): Place {
	const { start, end } = cause.node;
	if (cause.file === file && contains(directive, cause.node))
		return { inside: true, span: { start, end }, related: [] };
	const related = [{ source: cause.file.parsed.source, start, end, message: note }];
	return { inside: false, span: directive.name, related };
}
