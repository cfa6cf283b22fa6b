/** V042: a directive, or an entry of the list of a stage, that the server does not load. */

import type { DirectiveExpression, Expression } from '../../../lang/ast/nodes.ts';
import { bare } from '../../../lang/checker/scopes.ts';
import type { Fix } from '../../../lang/diagnostics/diagnostic.ts';
import { mailRule, type Report } from './mail-rule.ts';
import { describeKind, isServiceKind, type Kind } from './model/kinds.ts';
import type { MailFile } from './model/mail-file.ts';
import { directivesOf, keyOf, stagesOf } from './model/stages.ts';

const NOUNS = { rule: 'rule', action: 'action', delegate: 'delegation' } as const;
const WITH_ARTICLE: Readonly<Record<string, string>> = {
	rule: 'a rule',
	action: 'an action',
	delegation: 'a delegation',
};

/** Kinds of expressions that never give a function or a map. */
const PLAIN: ReadonlySet<Kind> = new Set<Kind>(['status', 'string', 'int', 'float', 'bool', 'array', 'char', '()']);

const RESERVED: ReadonlySet<string> = new Set(['name', 'type', 'service']);

/** A call where a closure is needed: the author left out the bars. */
function barsFix(node: Expression): Fix {
	return { title: 'put `||` before it', edits: [{ start: node.start, end: node.start, text: '|| ' }], safe: true };
}

function checkBody(file: MailFile, { keyword, body }: DirectiveExpression, report: Report): void {
	const noun = NOUNS[keyword];
	const node = bare(body);
	if (node.kind === 'Map') {
		checkMap(file, node, noun, report);
		return;
	}
	if (node.kind === 'Closure') {
		checkParameters(node, noun, report);
		return;
	}
	const kind = node.kind === 'Block' ? undefined : file.kindOf(node);
	if (kind === undefined || !PLAIN.has(kind)) return;
	const isCall = node.kind === 'Call' || node.kind === 'Chain';
	report({
		span: node,
		message: `the body of this ${noun} is ${describeKind(kind)}, not a function: it is worked out once, when the script is loaded`,
		help: 'write `|| …` before it',
		fixes: isCall ? [barsFix(node)] : [],
	});
}

function checkParameters(node: Extract<Expression, { kind: 'Closure' }>, noun: string, report: Report): void {
	const [first] = node.params;
	if (first === undefined) return;
	report({ span: first, message: `the function of ${WITH_ARTICLE[noun]} gets nothing: it must have no parameters` });
}

function checkMap(file: MailFile, node: Extract<Expression, { kind: 'Map' }>, noun: string, report: Report): void {
	const entry = node.entries.findLast((one) => keyOf(one) === 'evaluate');
	if (entry === undefined) {
		report({
			span: { start: node.start, end: node.start + 2 },
			message: `this ${noun} has no \`evaluate\`, so there is nothing to run`,
			help: 'write `evaluate: || …` in the map',
		});
	} else {
		const value = bare(entry.value);
		const kind = value.kind === 'Closure' ? undefined : file.kindOf(value);
		if (value.kind === 'Closure') checkParameters(value, noun, report);
		else if (value.kind === 'Map' || (kind !== undefined && PLAIN.has(kind))) {
			report({
				span: value,
				message: `\`evaluate\` must be a function, and this is ${describeKind(kind ?? 'map')}`,
				help: 'write `|| …` before it',
				fixes: value.kind === 'Call' || value.kind === 'Chain' ? [barsFix(value)] : [],
			});
		}
	}
	for (const one of node.entries) {
		if (!RESERVED.has(keyOf(one))) continue;
		report({
			span: one.key,
			severity: 'warning',
			message: `the key \`${keyOf(one)}\` is ignored here`,
			help: 'name, type and service of a directive stand before its body; use another word for the key',
		});
	}
}

function checkService(file: MailFile, { service }: DirectiveExpression, report: Report): void {
	if (service === null) return;
	const kind = file.kindOf(service);
	if (kind === undefined || kind === 'smtp') return;
	const message = isServiceKind(kind)
		? `a message cannot be delegated to ${describeKind(kind)}`
		: `a message is delegated to an \`smtp\` service, and this is ${describeKind(kind)}`;
	report({ span: service, message, help: 'declare `service NAME smtp = #{ … }`' });
}

/** What stands in the list of a stage and is certainly no directive. */
function checkItems(file: MailFile, report: Report): void {
	for (const { list, key } of stagesOf(file)?.entries ?? []) {
		for (const element of list?.elements ?? []) {
			const node = bare(element);
			const kind = file.kindOf(node);
			const isFunction = node.kind === 'Closure' || kind === 'Fn';
			if (!isFunction && (kind === undefined || !PLAIN.has(kind))) continue;
			report({
				span: node,
				message: `the list of the stage \`${key}\` holds directives, and this is ${isFunction ? 'a function' : describeKind(kind as Kind)}`,
				help: 'write `rule "name" || …`',
			});
		}
	}
}

export const invalidDirective = mailRule('V042', (file, report) => {
	for (const [directive, stage] of directivesOf(file)) {
		checkBody(file, directive, report);
		checkService(file, directive, report);
		if (directive.keyword !== 'delegate' || stage === undefined || stage === 'postq' || stage === 'delivery') continue;
		report({
			span: directive.name,
			message: `a message cannot be delegated at the stage \`${stage}\`: the client still waits for the answer`,
			help: 'move the directive to `postq` or `delivery`',
		});
	}
	checkItems(file, report);
});
