/** V007: mail of strangers to strangers may get through. */

import { basename } from 'node:path';
import type { CallExpression, IfBranch, Node } from '../../../lang/ast/nodes.ts';
import { bare } from '../../../lang/checker/scopes.ts';
import { mailRule, type Report } from './mail-rule.ts';
import type { MailFile } from './model/mail-file.ts';
import { mentionsIn } from './model/mentions.ts';
import { endingsOfBody } from './model/outcomes.ts';
import { placeOf } from './model/place.ts';
import { contains, within } from './model/ranges.ts';
import { relayFacts } from './model/relay.ts';
import { bodyOf, directivesOf } from './model/stages.ts';

/** Scripts of one domain run for mail from or to that domain only (directive spec 2.1). */
const DOMAIN_SCRIPTS: ReadonlySet<string> = new Set(['incoming.vsl', 'outgoing.vsl', 'internal.vsl']);

/** The branch of an `if` with the condition `!in_domain(rcpt…)` and nothing else about trust. */
function isForForeigners(file: MailFile, { condition }: IfBranch): boolean {
	const negated = bare(condition);
	if (negated.kind !== 'Unary' || negated.operator !== '!') return false;
	const call = bare(negated.operand);
	if (call.kind !== 'Call' || file.useAt(call)?.operation.key !== 'in_domain') return false;
	return isRecipient(file, call);
}

function isRecipient(file: MailFile, { args: [first] }: CallExpression): boolean {
	if (first === undefined) return false;
	const keys = [...mentionsIn(file, first)];
	return keys.includes('rcpt') && keys.every((key) => key === 'rcpt' || key === 'ctx');
}

/** Accepts in the branch for recipients that are not ours, with nothing else on the way there. */
function acceptsForeigners(file: MailFile, report: Report): void {
	for (const [directive, stage] of directivesOf(file)) {
		if (stage !== 'rcpt' || directive.keyword !== 'rule') continue;
		const body = bodyOf(file, directive);
		if (body?.kind !== 'closure') continue;
		if ([...mentionsIn(file, directive)].some((key) => ASKS_CLIENT.has(key))) continue;
		const branches = [...within(file.tree.ofKind('IfBranch'), directive, (node: Node) => node.start)].filter((branch) =>
			isForForeigners(file, branch),
		);
		for (const ending of endingsOfBody(file, body).places('accept', 'faccept')) {
			if (ending.file !== file || !branches.some((branch) => contains(branch.body, ending.node))) continue;
			report({
				span: ending.node,
				message: 'recipients that are not ours are accepted here, whoever the client is',
				help: 'accept them only for authenticated clients or hosts of your own: see `check_rcpt_relay`',
			});
		}
	}
}

const ASKS_CLIENT: ReadonlySet<string> = new Set(['is_authenticated', 'auth', 'client_ip', 'client_address', '*']);

export const openRelay = mailRule('V007', (file, report) => {
	if (DOMAIN_SCRIPTS.has(basename(file.parsed.source.name))) return;
	const { unchecked, looksAtRecipients } = relayFacts(file);
	for (const { directive, ending, skipped } of unchecked) {
		if (skipped !== undefined) continue;
		const { span, related } = placeOf(file, directive, ending, 'it is accepted here');
		report({
			span,
			message: `\`${ending.kind}\` without a look at client or recipient: strangers can send to strangers`,
			help: 'run `check_rcpt_relay` before it, or ask `is_authenticated()` or `in_domain(rcpt())`',
			related,
		});
	}
	acceptsForeigners(file, report);
	const senderCheck = file.uses.find(({ operation }) => operation.key === 'check_mail_relay');
	const inMail = [...directivesOf(file)].find(
		([directive, stage]) => stage === 'mail' && senderCheck !== undefined && contains(directive, senderCheck.node),
	);
	if (senderCheck !== undefined && inMail !== undefined && !looksAtRecipients) {
		report({
			span: senderCheck.node,
			message: 'the sender is checked, but nothing looks at the recipients: strangers can send to strangers',
			help: 'add `rule "relay" || check_rcpt_relay(…)` at the stage `rcpt`',
		});
	}
});
