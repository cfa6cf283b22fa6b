/**
 * V023: a reply that is none, whose parts contradict each other or the status that it is given with, or that repeats
 * what the client has sent.
 */

import type { Expression } from '../../../lang/ast/nodes.ts';
import type { Fix } from '../../../lang/diagnostics/diagnostic.ts';
import { parseReply } from '../objects/reply-text.ts';
import { mailRule, type Report } from './mail-rule.ts';
import { literalText } from './model/literals.ts';
import type { MailFile } from './model/mail-file.ts';
import { type Reply, repliesOf, replyOf } from './model/replies.ts';
import { taintFindings } from './model/taint.ts';

const STATUSES: ReadonlySet<string> = new Set(['accept', 'faccept', 'deny', 'info']);

/** Codes whose enhanced code says something else; where both are written in one text the class can be put right. */
function checkClasses({ code, enhanced, file, node }: Reply, report: Report): void {
	if (code === undefined || enhanced === undefined || enhanced === '') return;
	const wanted = String(Math.floor(code / 100));
	if (enhanced[0] === wanted || !/^[245]/.test(enhanced)) return;
	report({
		span: node,
		// Clients go by the code, so the reply does what its code says.
		severity: 'warning',
		message: `the code ${code} and the enhanced code ${enhanced} contradict each other`,
		help: `an enhanced code for ${code} begins with ${wanted}: ${wanted}${enhanced.slice(1)}`,
		fixes: classFix(file, node, enhanced, wanted),
	});
}

function classFix(file: MailFile, node: Expression, enhanced: string, wanted: string): Fix[] {
	const from = file.parsed.source.text.indexOf(enhanced, node.start);
	if (from === -1 || from >= node.end) return [];
	const edits = [{ start: from, end: from + 1, text: wanted }];
	return [{ title: `write ${wanted}${enhanced.slice(1)}`, edits, safe: false }];
}

/** A text given as a reply that cannot be read as one. */
function checkText(file: MailFile, argument: Expression, report: Report): boolean {
	const text = literalText(file, argument);
	if (text === undefined) return true;
	const parts = parseReply(text);
	if (typeof parts === 'object') return true;
	report({
		span: argument,
		message: parts ?? 'this is no reply: it must begin with a code, like `550 5.7.1 no thanks`',
	});
	return false;
}

function checkStatus(status: string, { code }: Reply, argument: Expression, report: Report): void {
	if (code === undefined) return;
	if (status === 'deny' && code < 400) {
		report({
			span: argument,
			message: `\`deny\` with ${code} tells the client that all is well`,
			help: 'refuse with a code 4xx or 5xx',
		});
	} else if ((status === 'accept' || status === 'faccept') && code >= 400) {
		report({
			span: argument,
			message: `\`${status}\` with ${code} tells the client that it was refused`,
			help: 'accept with a code 2xx, or write `deny`',
		});
	}
}

export const wrongReply = mailRule('V023', (file, report, context) => {
	for (const reply of repliesOf(file)) checkClasses(reply, report);
	for (const { operation, args, node } of file.uses) {
		const [argument] = args;
		if (!STATUSES.has(operation.key) || argument === undefined || context.isTried(node)) continue;
		if (!checkText(file, argument, report)) continue;
		const reply = replyOf(file, argument);
		if (reply !== undefined) checkStatus(operation.key, reply, argument, report);
	}
	const reported = new Set<number>();
	for (const { kind, span, source, related } of taintFindings(file)) {
		if (kind !== 'reply' || reported.has(span.start)) continue;
		reported.add(span.start);
		report({
			span,
			severity: 'warning',
			message: `${source.what} is repeated in a reply, and whoever sends mail chooses it`,
			help: 'a text with a line break or control character in it makes the rule fail; say the same to every client',
			related,
		});
	}
});
