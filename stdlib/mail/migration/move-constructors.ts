/**
 * Back to 1.x, which has declarations in the place of constructors: `const NAME = fqdn("…")` → `object NAME fqdn = "…"`,
 * and inside of other expressions `fqdn("…")` → `object fqdn_1 fqdn = "…"`, because a declaration needs a name.
 */

import type { CallExpression, LetStatement, Node } from '../../../lang/ast/nodes.ts';
import { bare } from '../../../lang/checker/scopes.ts';
import type { TextEdit } from '../../../lang/diagnostics/diagnostic.ts';
import { contentType } from '../objects/object-words.ts';
import { OLD_CONSTRUCTOR, SERVICES } from './generation.ts';
import { libraryCall } from './move-calls.ts';
import type { MovedFile, ReportMove } from './moved-file.ts';

/** What a call of a constructor is as a declaration. */
interface Declared {
	readonly keyword: 'object' | 'service';
	/** `fqdn`, `file:fqdn`, `db:csv` */
	readonly type: string;
	/** The edits that leave only the value of the call. */
	readonly edits: readonly TextEdit[];
}

export function moveConstructors(file: MovedFile, report: ReportMove): void {
	const names = new Names(file);
	for (const node of file.context.tree.ofKind('Call')) {
		const declared = declarationOf(file, node);
		if (declared === undefined) continue;
		const span = { start: node.start, end: node.name.end };
		const message = `\`${file.textOf(span)}(…)\` is a constructor of 2.x`;
		if (typeof declared === 'string') report({ span, message, help: declared });
		else moveConstructor(file, node, declared, names, (move) => report({ ...move, span, message }));
	}
}

function moveConstructor(
	file: MovedFile,
	node: CallExpression,
	{ keyword, type, edits }: Declared,
	names: Names,
	report: (move: { becomes: string; edits: readonly TextEdit[] }) => void,
): void {
	const statement = constantAround(file, node);
	if (statement !== undefined) {
		const { declaration, start } = statement;
		const { name } = declaration;
		report({
			becomes: `${keyword} ${name.name} ${type} = …`,
			edits: [...file.replace(start, name.start, `${keyword} `), file.insert(name.end, ` ${type}`), ...edits],
		});
		return;
	}
	// The only constructor that 1.x has as a function too.
	if (type === 'address' && !file.isOwnFunction(OLD_CONSTRUCTOR, 1)) {
		const edits = file.replace(node.start, node.name.end, OLD_CONSTRUCTOR);
		report({ becomes: `${OLD_CONSTRUCTOR}(…)`, edits });
		return;
	}
	const name = names.fresh(type.slice(type.indexOf(':') + 1));
	const [open, close] = needsBrackets(file, node) ? ['(', ')'] : ['', ''];
	const head = `${open}${keyword} ${name} ${type} = `;
	report({
		becomes: `${keyword} ${name} ${type} = …`,
		edits: [file.insert(node.start, head), ...edits, ...(close === '' ? [] : [file.insert(node.end, close)])],
	});
}

/** The constant that a call is the whole value of, where the declaration can stand as a statement. */
function constantAround(
	file: MovedFile,
	node: CallExpression,
): { readonly declaration: LetStatement; readonly start: number } | undefined {
	const { tree } = file.context;
	const declaration = tree.parent(node);
	if (declaration?.kind !== 'Let' || !declaration.constant || declaration.value !== node) return undefined;
	const around = tree.parent(declaration);
	if (around?.kind === 'Export') return { declaration, start: around.start };
	const { start } = declaration;
	if (around?.kind === 'Script') return { declaration, start };
	// The value of a block would become the object.
	return around?.kind === 'Block' && around.statements.at(-1) !== declaration ? { declaration, start } : undefined;
}

/** A declaration goes as far to the right as an expression can. */
function needsBrackets(file: MovedFile, node: Node): boolean {
	switch (file.context.tree.parent(node)?.kind) {
		case 'Array':
		case 'Call':
		case 'MapEntry':
		case 'MethodStep':
		case 'IndexStep':
		case 'Let':
		case 'Paren':
		case 'ExpressionStatement':
		case 'Return':
			return false;
		default:
			return true;
	}
}

/** What a call is as a declaration; a text says why it cannot be one, `undefined` that it makes nothing. */
function declarationOf(file: MovedFile, node: CallExpression): Declared | string | undefined {
	const found = libraryCall(file, node);
	if (found === undefined) return undefined;
	const { namespace, match } = found;
	const { name } = node.name;
	const service = SERVICES.find((known) => known.namespace === namespace && known.name === name);
	if (service !== undefined) {
		const type = service.kind === null ? service.type : `${service.type}:${service.kind}`;
		return { keyword: 'service', type, edits: onlyArgument(file, node) };
	}
	const kind = match.fn.spellings.get('obj')?.[0];
	if (kind === undefined || name === OLD_CONSTRUCTOR) return undefined;
	if (kind === 'code') return { keyword: 'object', type: 'code', edits: codeMap(file, node) };
	if (kind !== 'file') return { keyword: 'object', type: kind, edits: onlyArgument(file, node) };
	const [path, content] = node.args;
	const word = content === undefined ? undefined : bare(content);
	const type = word?.kind === 'String' ? contentType(word.value) : undefined;
	if (path === undefined || type === undefined)
		return 'its second argument must be written out to become a declaration';
	const edits = [...file.remove(node.start, path.start), ...file.remove(path.end, node.end)];
	return { keyword: 'object', type: `file:${type}`, edits };
}

function onlyArgument(file: MovedFile, node: CallExpression): TextEdit[] {
	const [argument] = node.args;
	if (argument === undefined) return [];
	return [...file.remove(node.start, argument.start), ...file.remove(argument.end, node.end)];
}

/** `code(550, "5.7.1", "no")` → `#{ code: 550, enhanced: "5.7.1", text: "no" }` */
function codeMap(file: MovedFile, node: CallExpression): TextEdit[] {
	const [code, enhanced, text] = node.args;
	if (code === undefined || enhanced === undefined) return [];
	const bracket = file.tokensIn(node.name.end, code.start)[0];
	const open = bracket?.end ?? code.start;
	const last = text ?? enhanced;
	const comma = file.tokenAfter(last.end);
	const end = comma?.text === ',' ? comma.end : last.end;
	// Where the arguments stand on the line of the bracket, the parts of the map have blanks around them.
	const blank = (from: number, to: number) => (file.text.slice(from, to).includes('\n') ? '' : ' ');
	return [
		...file.replace(node.start, open, `#{${blank(open, code.start)}`),
		file.insert(code.start, 'code: '),
		file.insert(enhanced.start, text === undefined ? 'enhanced: "", text: ' : 'enhanced: '),
		...(text === undefined ? [] : [file.insert(text.start, 'text: ')]),
		{ start: node.end - 1, end: node.end, text: `${blank(end, node.end)}}` },
	];
}

/** Names that the file does not use yet: `fqdn_1`, `fqdn_2` … */
class Names {
	readonly #taken: Set<string>;
	readonly #next = new Map<string, number>();

	constructor(file: MovedFile) {
		this.#taken = new Set(file.context.parsed.tokens.map(({ text }) => text));
	}

	fresh(type: string): string {
		for (let number = this.#next.get(type) ?? 1; ; number++) {
			const name = `${type}_${number}`;
			if (this.#taken.has(name)) continue;
			this.#next.set(type, number + 1);
			return name;
		}
	}
}
