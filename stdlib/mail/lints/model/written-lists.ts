/** Files of objects that a script names: `object NAME file:TYPE = "path"` and `file("path", "type")`. */

import type { Expression } from '../../../../lang/ast/nodes.ts';
import { type ContentType, contentType } from '../../objects/object-words.ts';
import { literalText, writtenValue } from './literals.ts';
import type { MailFile } from './mail-file.ts';

export interface WrittenList {
	readonly path: string;
	readonly type: ContentType;
	/** Where the path is written. */
	readonly argument: Expression;
	/** The declaration or call. */
	readonly node: Expression;
}

export function* writtenLists(file: MailFile): Generator<WrittenList> {
	for (const node of file.tree.ofKind('Object')) {
		const type = node.contentType === null ? undefined : contentType(node.contentType.name);
		if (type === undefined || file.kindOf(node) !== 'file') continue;
		const argument = writtenValue(node.value);
		const path = literalText(file, argument);
		if (path !== undefined) yield { path, type, argument, node };
	}
	for (const { operation, args, expression } of file.uses) {
		const [argument, word] = args;
		if (operation.key !== 'file' || argument === undefined || word === undefined) continue;
		const path = literalText(file, argument);
		const type = contentType(literalText(file, word) ?? '');
		if (path !== undefined && type !== undefined) yield { path, type, argument, node: expression };
	}
}
