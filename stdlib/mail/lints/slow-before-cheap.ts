/** V021: a rule that waits for the network stands before one that could decide without. */

import type { DirectiveExpression } from '../../../lang/ast/nodes.ts';
import { mailRule } from './mail-rule.ts';
import { OBJECT_KINDS } from './model/kinds.ts';
import type { MailFile } from './model/mail-file.ts';
import { ANYTHING, mentionsIn } from './model/mentions.ts';
import { endingsOfBody, FINAL } from './model/outcomes.ts';
import { departures, describeOutside } from './model/outside.ts';
import { bodyOf, stagesOf } from './model/stages.ts';

/** Functions that look at something and change nothing. */
const LOOKING: ReadonlySet<string> = new Set([
	'ctx',
	'msg',
	'client_ip',
	'client_address',
	'client_port',
	'server_ip',
	'server_port',
	'server_name',
	'is_secured',
	'is_authenticated',
	'helo',
	'mail_from',
	'rcpt',
	'rcpt_list',
	'in_domain',
	'has_header',
	'get_header',
	'count_header',
	'next',
	'accept',
	'faccept',
	'deny',
	'info',
	'check_mail_relay',
	'check_relay',
]);

/** Decides by what is known already, and may end the stage. */
function isCheap(file: MailFile, directive: DirectiveExpression): boolean {
	const body = directive.keyword === 'rule' ? bodyOf(file, directive) : undefined;
	if (body === undefined || endingsOfBody(file, body).places(...FINAL).length === 0) return false;
	const mentions = mentionsIn(file, directive);
	if (mentions.has(ANYTHING)) return false;
	return [...mentions].every((key) => LOOKING.has(key) || isObject(key) || isConstant(key));
}

/** Makes an object without reading anything. */
function isObject(key: string): boolean {
	return key !== 'file' && OBJECT_KINDS.some((kind) => kind === key);
}

function isConstant(key: string): boolean {
	return key.startsWith('code') || key.startsWith('net_') || key === 'non_routable_net' || key.startsWith('net::');
}

/** Ends with `next` whatever else it does, so that another order changes nothing but the time. */
function isSlowRule(file: MailFile, directive: DirectiveExpression): boolean {
	return directive.keyword === 'rule' && bodyOf(file, directive) !== undefined;
}

export const slowBeforeCheap = mailRule('V021', (file, report) => {
	for (const directives of stagesOf(file)?.byStage.values() ?? []) {
		for (const [at, directive] of directives.entries()) {
			if (directive === undefined || !isSlowRule(file, directive)) continue;
			const [slow] = departures(file, directive.body, { untried: false });
			const next = directives[at + 1];
			if (slow === undefined || next === undefined || !isCheap(file, next)) continue;
			report({
				span: directive.name,
				message: `this rule asks ${describeOutside(slow.call.outside)}, and the next one can decide without`,
				help: 'put the rule that asks nobody first: what it decides needs no waiting',
				related: [
					{ source: file.parsed.source, start: next.name.start, end: next.name.end, message: 'this one asks nobody' },
				],
			});
			break;
		}
	}
});
