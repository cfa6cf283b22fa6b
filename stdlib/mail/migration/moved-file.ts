/**
 * One file that is being moved: what names mean in it, and how parts of its text are replaced so that comments and
 * layout stay. The steps in the other files of this folder find what to move and ask here.
 */

import type { CallExpression, Expression, Node } from '../../../lang/ast/nodes.ts';
import type { LintContext } from '../../../lang/checker/index.ts';
import { literalPath } from '../../../lang/checker/modules.ts';
import type { Finding } from '../../../lang/checker/rule.ts';
import { bare, type Definition, variableOf } from '../../../lang/checker/scopes.ts';
import type { TextEdit } from '../../../lang/diagnostics/diagnostic.ts';
import type { SourceToken } from '../../../lang/parser/parse-result.ts';
import type { Span } from '../../../lang/source/source-file.ts';
import type { Generation } from './generation.ts';
import { type ProjectFacts, pluginModule, type SharedNames } from './project-facts.ts';
import type { TranslationTable } from './translation-table.ts';

/** `let a = ctx(); let b = a; …` is followed so far. */
const MAX_COPIES = 8;

/** A part of the file that belongs to the other generation. */
export interface Move {
	readonly span: Span;
	readonly message: string;
	/** What it is to become, as it would be written; with the edits that do it. */
	readonly becomes?: string | undefined;
	readonly edits?: readonly TextEdit[] | undefined;
	/** Whether the edits cannot change what the script does. */
	readonly safe?: boolean | undefined;
	readonly help?: string | undefined;
}

/** Edits in their order, with an insertion joined to the edit that begins where it stands. */
export function joined(edits: readonly TextEdit[]): TextEdit[] {
	const result: TextEdit[] = [];
	for (const edit of edits.toSorted((left, right) => left.start - right.start || left.end - right.end)) {
		const last = result.at(-1);
		if (last !== undefined && last.start === edit.start && last.end === last.start) {
			result[result.length - 1] = { ...edit, text: last.text + edit.text };
		} else result.push(edit);
	}
	return result;
}

export type ReportMove = (move: Move) => void;

export function findingOf({ span, message, becomes, edits, safe, help }: Move): Finding {
	const title = becomes === undefined ? 'move it' : `write \`${becomes}\``;
	const fixes = edits === undefined ? undefined : [{ title, edits: joined(edits), safe: safe ?? true }];
	return { span, message, help, fixes };
}

export class MovedFile {
	readonly context: LintContext;
	readonly generation: Generation;
	readonly table: TranslationTable;
	readonly text: string;
	readonly shared: SharedNames;
	/** Whether all uses of exported names can be seen. */
	readonly knowsUsers: boolean;
	readonly #plugins = new Map<string, string>();

	constructor(context: LintContext, generation: Generation, table: TranslationTable, project: ProjectFacts) {
		this.context = context;
		this.generation = generation;
		this.table = table;
		this.text = context.source.text;
		this.shared = project.namesAround(context.parsed);
		this.knowsUsers = project.knowsUsersOf(context.parsed);
		for (const { alias, statement } of context.scopes.imports) {
			const module = pluginModule(literalPath(statement));
			if (module !== undefined) this.#plugins.set(alias.name, module);
		}
	}

	// ------------------------------------------------------------------------------------------------- names

	/** Whether a word before `::` means the module of the library, in this file and in whatever calls it. */
	isFree(namespace: string): boolean {
		return namespace === '' || !this.shared.aliases.has(namespace);
	}

	/** The module of the library that the words before a name lead to; `''` for a global name. */
	moduleOf(node: CallExpression): string | undefined {
		const [root, ...further] = node.namespace;
		if (root === undefined) return '';
		if (further.length > 0) return undefined;
		const plugin = this.#plugins.get(root.name);
		if (plugin !== undefined) return plugin;
		return this.context.scopes.importAliases.has(root.name) ? undefined : root.name;
	}

	/** Whether a plain call finds a function of the script. */
	isOwnFunction(name: string, count: number): boolean {
		return this.context.scopes.plainFunctions.has(`${name}/${count}`);
	}

	/** Whether a method call finds a function of the script. */
	isOwnMethod(name: string, count: number): boolean {
		return this.context.scopes.methodFunctions.has(`${name}/${count}`);
	}

	/** Whether some variable or constant of the file has that name. */
	isDeclared(name: string): boolean {
		return this.context.definitionsNamed(name).length > 0 || this.context.hostNames.has(name);
	}

	/** Which of the message, the context and the server an expression gives. */
	rootType(expression: Expression): string | undefined {
		let node = bare(expression);
		for (let copies = 0; copies < MAX_COPIES; copies++) {
			if (node.kind === 'Call') {
				const { name, args, bang } = node;
				if (bang || args.length > 0 || this.moduleOf(node) !== '' || this.isOwnFunction(name.name, 0)) return undefined;
				return this.table.roots.get(name.name);
			}
			const variable = variableOf(node);
			const definition = variable === undefined ? undefined : this.context.scopes.definitionOf.get(variable);
			if (definition === undefined || definition.initial === null || !this.#keepsItsValue(definition)) return undefined;
			node = bare(definition.initial);
		}
		return undefined;
	}

	#keepsItsValue({ kind, name, writes, partWrites }: Definition): boolean {
		const { bangPointer, dynamicNames } = this.context.scopes;
		if ((kind !== 'let' && kind !== 'const') || writes.length > 0 || partWrites.length > 0) return false;
		return !bangPointer && !dynamicNames.has(name);
	}

	/** Whether an expression is assigned to, as a whole or in part. */
	isTarget(node: Node): boolean {
		const { tree } = this.context;
		let inner = node;
		let parent = tree.parent(inner);
		while (parent?.kind === 'Paren' || (parent?.kind === 'Chain' && parent.root === inner)) {
			inner = parent;
			parent = tree.parent(inner);
		}
		return parent?.kind === 'Assign' && parent.target === inner;
	}

	// --------------------------------------------------------------------------------------------------- text

	/** Index of the first token that starts at or after a place. */
	#tokenAt(offset: number): number {
		const { tokens } = this.context.parsed;
		let low = 0;
		let high = tokens.length;
		while (low < high) {
			const middle = (low + high) >> 1;
			if ((tokens[middle] as SourceToken).start < offset) low = middle + 1;
			else high = middle;
		}
		return low;
	}

	tokensIn(start: number, end: number): SourceToken[] {
		const { tokens } = this.context.parsed;
		const found: SourceToken[] = [];
		for (let at = this.#tokenAt(start); at < tokens.length; at++) {
			const token = tokens[at] as SourceToken;
			if (token.start >= end) break;
			found.push(token);
		}
		return found;
	}

	/** The token that starts at or after a place. */
	tokenAfter(offset: number): SourceToken | undefined {
		return this.context.parsed.tokens[this.#tokenAt(offset)];
	}

	hasComment(start: number, end: number): boolean {
		const { comments } = this.context.parsed;
		let low = 0;
		let high = comments.length;
		while (low < high) {
			const middle = (low + high) >> 1;
			if ((comments[middle] as Span).start < start) low = middle + 1;
			else high = middle;
		}
		return (comments[low]?.start ?? Number.POSITIVE_INFINITY) < end;
	}

	/** Puts a text in the place of everything between two offsets; comments in there stay, with the blanks around them. */
	replace(start: number, end: number, text: string): TextEdit[] {
		if (!this.hasComment(start, end)) return [{ start, end, text }];
		const [first, ...rest] = this.tokensIn(start, end);
		if (first === undefined) return text === '' ? [] : [{ start, end: start, text }];
		return [
			{ start: first.start, end: first.end, text: text.trim() },
			...rest.map((token) => ({ start: token.start, end: token.end, text: '' })),
		];
	}

	/** Takes out everything between two offsets but comments. */
	remove(start: number, end: number): TextEdit[] {
		return this.replace(start, end, '');
	}

	insert(at: number, text: string): TextEdit {
		return { start: at, end: at, text };
	}

	textOf({ start, end }: Span): string {
		return this.text.slice(start, end);
	}
}
