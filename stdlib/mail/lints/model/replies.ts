/** Reply codes that are written out, in all their spellings. */

import type { CallExpression, Expression, MapLiteral } from '../../../../lang/ast/nodes.ts';
import { bare } from '../../../../lang/checker/scopes.ts';
import { declarationOf, entryOf, literalText } from './literals.ts';
import type { MailFile } from './mail-file.ts';
import { operationNamed } from './operations.ts';

export interface Reply {
	/** `undefined` where it is not written out. */
	readonly code: number | undefined;
	/** Empty for none. */
	readonly enhanced: string | undefined;
	/** Where code and enhanced code are written. */
	readonly file: MailFile;
	readonly node: Expression;
}

/** The reply that an expression stands for. */
export function replyOf(file: MailFile, expression: Expression): Reply | undefined {
	const declared = declarationOf(file, expression);
	const predefined = predefinedReply(file, expression);
	if (predefined !== undefined) return predefined;
	if (declared === undefined) return undefined;
	const { file: owner, node } = declared;
	const text = literalText(owner, node);
	if (text !== undefined) return replyOfText(owner, node, text);
	if (node.kind === 'Template') return replyOfStart(owner, node);
	if (node.kind === 'Call' && owner.useAt(node)?.operation.key === 'code') return replyOfCall(owner, node);
	if (node.kind !== 'Object' || owner.kindOf(node) !== 'code') return undefined;
	const value = bare(node.value);
	if (value.kind === 'Map') return replyOfMap(owner, value);
	const valueText = literalText(owner, value);
	if (valueText !== undefined) return replyOfText(owner, value, valueText);
	return value.kind === 'Template' ? replyOfStart(owner, value) : undefined;
}

/** `550 5.7.1 no thanks` */
const REPLY = /^([2-5]\d\d)(?:[ -](?:(\d\.\d{1,3}\.\d{1,3})(?= |$))?|$)/;

function replyOfText(file: MailFile, node: Expression, text: string): Reply | undefined {
	const found = REPLY.exec(text);
	return found === null ? undefined : { code: Number(found[1]), enhanced: found[2] ?? '', file, node };
}

/** The code of a text whose end is put together when it runs. */
function replyOfStart(file: MailFile, node: Extract<Expression, { kind: 'Template' }>): Reply | undefined {
	const [first] = node.parts;
	const found = first?.kind === 'TemplateText' ? REPLY.exec(first.value) : null;
	return found === null ? undefined : { code: Number(found[1]), enhanced: found[2] ?? '', file, node };
}

function replyOfCall(file: MailFile, node: CallExpression): Reply {
	const [code, second, third] = node.args;
	return {
		code: code === undefined ? undefined : numberOf(code),
		enhanced: third === undefined ? '' : second === undefined ? undefined : literalText(file, second),
		file,
		node,
	};
}

function replyOfMap(file: MailFile, node: MapLiteral): Reply {
	const code = entryOf(node, 'code') ?? entryOf(node, 'base');
	const enhanced = entryOf(node, 'enhanced');
	return {
		code: code === undefined ? undefined : numberOf(code),
		enhanced: enhanced === undefined ? undefined : literalText(file, enhanced),
		file,
		node,
	};
}

function numberOf(expression: Expression): number | undefined {
	const node = bare(expression);
	return node.kind === 'Int' ? Number(node.value) : undefined;
}

/** `code554_7_1`, `code::c554_7_1()`: the name says what it is. */
function predefinedReply(file: MailFile, expression: Expression): Reply | undefined {
	const node = bare(expression);
	const key =
		node.kind === 'Call'
			? file.useAt(node)?.operation.key
			: node.kind === 'Variable' && file.useAt(node) !== undefined
				? operationNamed(node.name.name)?.key
				: undefined;
	if (key === 'code_greylist') return { code: 451, enhanced: '4.7.1', file, node };
	const found = key === undefined ? null : /^(?:code|code::c)(\d\d\d)_(\d+)_(\d+)$/.exec(key);
	if (found === null) return undefined;
	const code = Number(found[1]);
	return { code, enhanced: `${Math.floor(code / 100)}.${found[2]}.${found[3]}`, file, node };
}

/** Functions that take a reply. */
const TAKING: ReadonlySet<string> = new Set(['accept', 'faccept', 'deny', 'info']);

/** All replies that are written in a file, each once: as objects, with `code(…)`, and as texts given to statuses. */
export function* repliesOf(file: MailFile): Generator<Reply> {
	for (const node of file.tree.ofKind('Object')) {
		const reply = file.kindOf(node) === 'code' ? replyOf(file, node) : undefined;
		if (reply !== undefined) yield reply;
	}
	for (const { operation, args, expression } of file.uses) {
		if (operation.key === 'code') {
			const reply = replyOf(file, expression);
			if (reply !== undefined) yield reply;
			continue;
		}
		const [argument] = args;
		const node = argument === undefined ? undefined : bare(argument);
		if (!TAKING.has(operation.key) || (node?.kind !== 'String' && node?.kind !== 'Template')) continue;
		const reply = replyOf(file, node);
		if (reply !== undefined) yield reply;
	}
}
