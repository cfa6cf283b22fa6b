/**
 * V018: a test of a domain that lets others through: a pattern with a dot that matches anything or without an end,
 * `ends_with` in the middle of a name, a comparison that minds upper and lower case.
 */

import type { Expression, StringLiteral } from '../../../lang/ast/nodes.ts';
import { bare } from '../../../lang/checker/scopes.ts';
import type { Fix, TextEdit } from '../../../lang/diagnostics/diagnostic.ts';
import { writtenPatterns } from './bad-pattern.ts';
import { mailRule, type Report } from './mail-rule.ts';
import { givesDomain, isDomainText, type LoosePattern, looseness } from './model/domain-text.ts';
import { literalText } from './model/literals.ts';
import type { MailFile } from './model/mail-file.ts';

const PROBLEMS: Readonly<Record<LoosePattern['problem'], string>> = {
	dot: 'a `.` in this pattern matches any character',
	end: 'this pattern does not end where the domain ends',
	start: 'this pattern does not begin where the domain begins',
};

const ADVICE: Readonly<Record<LoosePattern['problem'], string>> = {
	dot: 'write `\\.` for a dot',
	end: 'put `$` at its end',
	start: 'put `^`, `@` or `(^|\\.)` before the domain',
};

/** Puts a backslash before the dots, where the text stands in the source as it is. */
function escapeFix(file: MailFile, literal: Expression, pattern: string, dots: readonly number[]): Fix[] {
	const { text } = file.parsed.source;
	if (literal.kind !== 'String' || literal.form === 'template') return [];
	const from = text.indexOf(pattern, literal.start);
	if (from === -1 || from + pattern.length >= literal.end) return [];
	const backslash = literal.form === 'raw' ? '\\' : '\\\\';
	const edits: TextEdit[] = dots.map((at) => ({ start: from + at, end: from + at, text: backslash }));
	return [{ title: 'match a dot only', edits, safe: true }];
}

function checkPatterns(file: MailFile, report: Report): void {
	for (const { argument, text } of writtenPatterns(file)) {
		const loose = looseness(text);
		if (loose === undefined) continue;
		const { problem, example, dots } = loose;
		report({
			span: argument,
			message: `${PROBLEMS[problem]}: \`${example}\` matches too`,
			help: ADVICE[problem],
			fixes: problem === 'dot' ? escapeFix(file, bare(argument), text, dots) : [],
		});
	}
}

/** `x.ends_with("example.com")`, which `notexample.com` does too. */
function checkEndings(file: MailFile, report: Report): void {
	for (const chain of file.tree.ofKind('Chain')) {
		const last = chain.steps.at(-1);
		const argument = last?.kind === 'MethodStep' && last.name.name === 'ends_with' ? last.args[0] : undefined;
		const text = argument === undefined ? undefined : literalText(file, argument);
		if (text === undefined || argument === undefined || !isDomainText(text)) continue;
		const receiver = { ...chain, steps: chain.steps.slice(0, -1) };
		const isDomain = receiver.steps.length === 0 ? givesDomain(file, chain.root) : givesDomain(file, receiver);
		if (!isDomain) continue;
		report({
			span: argument,
			message: `\`not${text}\` ends with this text too, and belongs to somebody else`,
			help: `ask for \`fqdn("${text}")\` with \`in\`, which has the domain and its subdomains: \`value in fqdn("${text}")\``,
		});
	}
}

/** Domains have no case: the text becomes a domain, which compares as domains do. */
function domainFix(literal: StringLiteral, source: string): Fix {
	const text = source.slice(literal.start, literal.end);
	const edits = [{ start: literal.start, end: literal.end, text: `fqdn(${text})` }];
	return { title: 'compare with a domain', edits, safe: true };
}

function reportCase(file: MailFile, literal: StringLiteral, report: Report): void {
	report({
		span: literal,
		message: `this comparison minds upper and lower case, and domains do not: \`${swapCase(literal.value)}\` is the same domain`,
		help: `compare with \`fqdn("${literal.value}")\``,
		fixes: [domainFix(literal, file.parsed.source.text)],
	});
}

function swapCase(text: string): string {
	return text === text.toUpperCase() ? text.toLowerCase() : text.toUpperCase();
}

function domainLiteral(expression: Expression): StringLiteral | undefined {
	const node = bare(expression);
	return node.kind === 'String' && isDomainText(node.value) ? node : undefined;
}

function checkComparisons(file: MailFile, report: Report): void {
	for (const node of file.tree.ofKind('Binary')) {
		const literal = domainLiteral(node.right) ?? domainLiteral(node.left);
		const other = literal === bare(node.right) ? node.left : node.right;
		if (node.operator === '==' || node.operator === '!=') {
			if (literal !== undefined && givesDomain(file, other)) reportCase(file, literal, report);
			continue;
		}
		if (node.operator !== 'in' && node.operator !== '!in') continue;
		const list = bare(node.right);
		if (list.kind === 'Array' && givesDomain(file, node.left)) {
			const [first] = list.elements.flatMap((element) => domainLiteral(element) ?? []);
			if (first !== undefined) reportCase(file, first, report);
		}
		const part = domainLiteral(node.left);
		if (part !== undefined && givesDomain(file, node.right)) {
			report({
				span: part,
				message: `this asks whether the text occurs somewhere: \`${part.value}.attacker.example\` has it too`,
				help: `write \`value in fqdn("${part.value}")\` for the domain and its subdomains`,
			});
		}
	}
}

export const looseDomain = mailRule('V018', (file, report) => {
	checkPatterns(file, report);
	checkEndings(file, report);
	checkComparisons(file, report);
});
