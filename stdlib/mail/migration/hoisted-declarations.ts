/**
 * Declarations inside of a statement whose names are used elsewhere: they become statements of their own before it. All
 * of one statement move together, since they are put at the same place.
 */

import type { Expression, Statement } from '../../../lang/ast/nodes.ts';
import { applyFixes } from '../../../lang/checker/index.ts';
import type { TextEdit } from '../../../lang/diagnostics/diagnostic.ts';
import type { Span } from '../../../lang/source/source-file.ts';
import { type Declaration, statementAround } from './declaration-place.ts';
import type { MovedFile } from './moved-file.ts';

interface Group {
	readonly statement: Statement;
	readonly topLevel: boolean;
	/** Names in the statement, with the place of the first mention. */
	readonly firstMentions: ReadonlyMap<string, number>;
	readonly members: { readonly node: Declaration; readonly value: string }[];
	edits: readonly TextEdit[] | undefined;
}

export class HoistedDeclarations {
	readonly #file: MovedFile;
	readonly #groups = new Map<Statement, Group>();
	readonly #groupOf = new Map<Declaration, Group>();

	constructor(file: MovedFile) {
		this.#file = file;
	}

	/**
	 * Takes a declaration, if it can be made before the statement that it stands in.
	 * @param before what stands before the value in the constant's declaration, such as `fqdn(`
	 * @param edits of the value
	 */
	add(node: Declaration, before: string, edits: readonly TextEdit[], after: string): boolean {
		const around = statementAround(this.#file, node);
		if (around === undefined || !isWrittenOut(node.value)) return false;
		if (this.#file.hasComment(node.start, node.value.start)) return false;
		const group = this.#group(around.statement, around.topLevel);
		// Whatever mentions the name before means something else.
		if (group.firstMentions.get(node.name.name) !== node.name.start) return false;
		this.#groupOf.set(node, group);
		// What stands inside of another one moves with it, and is looked at again.
		const last = group.members.at(-1);
		if (last !== undefined && node.start < last.node.end) return true;
		group.members.push({ node, value: `${before}${this.#edited(node.value, edits)}${after}` });
		return true;
	}

	#group(statement: Statement, topLevel: boolean): Group {
		let group = this.#groups.get(statement);
		if (group === undefined) {
			const firstMentions = new Map<string, number>();
			for (const { text, start } of this.#file.tokensIn(statement.start, statement.end)) {
				if (!firstMentions.has(text)) firstMentions.set(text, start);
			}
			group = { statement, topLevel, firstMentions, members: [], edits: undefined };
			this.#groups.set(statement, group);
		}
		return group;
	}

	#edited(span: Span, edits: readonly TextEdit[]): string {
		const moved = edits.map(({ start, end, text }) => ({ start: start - span.start, end: end - span.start, text }));
		return applyFixes(this.#file.textOf(span), [{ title: '', edits: moved, safe: true }]).text;
	}

	/** The edits that move all declarations of the statement; once all of them have been added. */
	editsFor(node: Declaration): readonly TextEdit[] {
		const group = this.#groupOf.get(node);
		if (group === undefined) throw new TypeError('the declaration has not been added');
		group.edits ??= this.#editsOf(group);
		return group.edits;
	}

	#editsOf({ statement, topLevel, members }: Group): TextEdit[] {
		const { text, context } = this.#file;
		const lineStart = context.source.lineStarts[context.source.lineAt(statement.start) - 1] ?? 0;
		const indent = /^[ \t]*/.exec(text.slice(lineStart, statement.start))?.[0] ?? '';
		const keyword = topLevel ? 'export const' : 'const';
		const declarations = members.map(({ node, value }) => `${keyword} ${node.name.name} = ${value};\n${indent}`);
		return [
			this.#file.insert(statement.start, declarations.join('')),
			...members.map(({ node }) => ({ start: node.start, end: node.end, text: node.name.name })),
		];
	}
}

/** Whether a value can be made earlier: it consists of literals. */
function isWrittenOut(value: Expression): boolean {
	switch (value.kind) {
		case 'String':
		case 'Int':
		case 'Bool':
			return true;
		case 'Array':
			return value.elements.every(isWrittenOut);
		case 'Map':
			return value.entries.every((entry) => isWrittenOut(entry.value));
		case 'Object':
			return isWrittenOut(value.value);
		default:
			return false;
	}
}
