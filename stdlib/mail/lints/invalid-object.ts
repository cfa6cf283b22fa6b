/** V041: the text of an object is none of its type, so that making it fails. Patterns are the business of V017. */

import type { Expression, ObjectExpression } from '../../../lang/ast/nodes.ts';
import { bare } from '../../../lang/checker/scopes.ts';
import { nearest } from '../../../lang/diagnostics/spelling.ts';
import type { Span } from '../../../lang/source/source-file.ts';
import { CodeObject } from '../objects/code.ts';
import { makeObject } from '../objects/make-object.ts';
import {
	CONTENT_TYPES,
	type ContentType,
	contentType,
	declarationProblem,
	OBJECT_WORDS,
	objectType,
} from '../objects/object-words.ts';
import { makeScalar } from '../objects/scalar-objects.ts';
import { mailRule, type Report } from './mail-rule.ts';
import { literalValue, problemOf } from './model/literal-values.ts';
import { literalText, writtenValue } from './model/literals.ts';
import type { MailFile, Use } from './model/mail-file.ts';

/** No file is read here. */
const NO_FILES = { baseDirectory: '.', scriptFolder: undefined, readFile: () => undefined };

const CONSTRUCTORS: ReadonlySet<string> = new Set<ContentType>(['ip4', 'ip6', 'rg4', 'rg6', 'address', 'fqdn']);

function wrongHead({ typeName, contentType: content }: ObjectExpression, report: Report): boolean {
	const problem = declarationProblem(typeName.name, content?.name ?? null);
	if (problem === undefined) return false;
	const unknown = objectType(typeName.name) === undefined ? typeName : content;
	if (unknown === null) {
		report({
			span: typeName,
			message: 'a file needs the type of its lines',
			help: `write \`file:TYPE\`, e.g. \`file:fqdn\``,
		});
		return true;
	}
	const isContent = unknown === content;
	if (isContent && contentType(unknown.name) !== undefined) {
		report({ span: unknown, message: `only a \`file\` has a type of its lines, and this is ${typeName.name}` });
		return true;
	}
	const near = nearest(unknown.name, isContent ? CONTENT_TYPES : OBJECT_WORDS);
	const all = isContent ? CONTENT_TYPES : OBJECT_WORDS;
	report({
		span: unknown,
		message: `there is no type \`${unknown.name}\` of ${isContent ? 'lines' : 'objects'}`,
		help: near === undefined ? `types are ${all.map((word) => `\`${word}\``).join(', ')}` : `did you mean \`${near}\`?`,
		fixes:
			near === undefined
				? []
				: [
						{
							title: `write \`${near}\``,
							edits: [{ start: unknown.start, end: unknown.end, text: near }],
							safe: false,
						},
					],
	});
	return true;
}

function checkDeclaration(file: MailFile, node: ObjectExpression, report: Report): void {
	if (wrongHead(node, report)) return;
	const type = objectType(node.typeName.name);
	if (type === 'regex' || type === 'file') {
		if (type === 'file' || literalText(file, writtenValue(node.value)) !== undefined) return;
	}
	const literal = literalValue(file, node.value);
	if (literal === undefined || (type === 'group' && hasParts(node))) return;
	const problem = problemOf(() => makeObject(node.typeName.name, null, literal.value, node.name.name, NO_FILES));
	if (problem !== undefined) report({ span: writtenValue(node.value), message: problem });
}

/** What a group holds is checked where it is declared. */
function hasParts({ value }: ObjectExpression): boolean {
	const list = bare(writtenValue(value));
	return list.kind === 'Array' && list.elements.some(({ kind }) => kind !== 'Int' && kind !== 'Bool');
}

function checkConstructor(file: MailFile, { operation, args }: Use, report: Report): void {
	const [first] = args;
	const type = operation.key === 'new_address' ? 'address' : operation.key;
	if (first === undefined) return;
	if (CONSTRUCTORS.has(type) && args.length === 1) {
		const text = literalText(file, first);
		const problem = text === undefined ? undefined : problemOf(() => makeScalar(type as ContentType, text));
		if (problem !== undefined) report({ span: first, message: problem });
	}
	if (type === 'code') checkCode(file, args, report);
}

function checkCode(file: MailFile, args: readonly Expression[], report: Report): void {
	const [code, enhanced, text] = args.length === 2 ? [args[0], undefined, args[1]] : args;
	const number = code === undefined ? undefined : bare(code);
	if (number?.kind !== 'Int' || text === undefined) return;
	const written = literalText(file, text);
	const short = enhanced === undefined ? '' : literalText(file, enhanced);
	// What is not written out counts as right.
	const problem = problemOf(() => CodeObject.of(number.value, short ?? '', written ?? ''));
	if (problem !== undefined) report({ span: code as Span, message: problem });
}

export const invalidObject = mailRule('V041', (file, report, context) => {
	// An error that is caught may be the point: a test of what a text is.
	for (const node of file.tree.ofKind('Object')) if (!context.isTried(node)) checkDeclaration(file, node, report);
	for (const use of file.uses) if (!context.isTried(use.node)) checkConstructor(file, use, report);
});
