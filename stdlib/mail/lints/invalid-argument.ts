/** V044: a text that is written in the script, and that a function certainly refuses. */

import type { Expression } from '../../../lang/ast/nodes.ts';
import { nearest } from '../../../lang/diagnostics/spelling.ts';
import { parseForwardTarget } from '../forward-target.ts';
import { LOG_LEVELS } from '../modules/logging.ts';
import { isQueueName } from '../modules/status.ts';
import { makeScalar } from '../objects/scalar-objects.ts';
import { mailRule, type Report } from './mail-rule.ts';
import { problemOf } from './model/literal-values.ts';
import { literalText } from './model/literals.ts';
import type { MailFile, Use } from './model/mail-file.ts';

/** What is wrong with a text as such an argument; `undefined` if nothing is. */
type Check = (text: string) => string | undefined;

const address: Check = (text) => problemOf(() => makeScalar('address', text));

/** The null reverse-path can be written as an empty text. */
const reversePath: Check = (text) => (text === '' ? undefined : address(text));

const target: Check = (text) => problemOf(() => parseForwardTarget(text));

const queue: Check = (text) =>
	isQueueName(text)
		? undefined
		: `'${text}' is no name for a quarantine: letters, digits, '.', '_', '-' and '/' between parts are allowed`;

const folder: Check = (text) => {
	if (text.startsWith('/')) return `the path '${text}' must be relative: it starts in the folder of the application`;
	return text.split('/').includes('..') ? `the path '${text}' leaves the folder of the application` : undefined;
};

/** RFC 5322 2.2: printable ASCII without the colon. */
const headerName: Check = (text) => {
	if (text === '') return 'the name of the header is empty';
	const wrong = [...text].find((character) => character <= ' ' || character > '~' || character === ':');
	return wrong === undefined ? undefined : `'${text}' is no name for a header: it has the character '${wrong}'`;
};

/** A line break in a value must fold it (library spec 4). */
const headerValue: Check = (text) => {
	const lines = text.split(/\r\n|\r|\n/);
	const isFolded = lines.slice(1).every((line) => line.startsWith(' ') || line.startsWith('\t'));
	return isFolded
		? undefined
		: 'a line break in the value of a header must be followed by a blank, where it folds the line';
};

const oneOf =
	(what: string, ...words: readonly string[]): Check =>
	(text) => {
		if (words.includes(text)) return undefined;
		const near = nearest(text, words);
		const hint =
			near === undefined ? `one of ${words.map((word) => `'${word}'`).join(', ')}` : `did you mean '${near}'?`;
		return `${what} cannot be '${text}': ${hint}`;
	};

const named = [
	[0, headerName],
	[1, headerValue],
] as const;

/** By key of the function: which argument is checked how. */
const CHECKS: Readonly<Record<string, readonly (readonly [number, Check])[]>> = {
	quarantine: [[0, queue]],
	write: [[0, folder]],
	dump: [[0, folder]],
	forward: [[1, target]],
	forward_all: [[0, target]],
	append_header: named,
	prepend_header: named,
	set_header: named,
	rename_header: [[1, headerName]],
	rewrite_mail_from: [[0, reversePath]],
	rewrite_mail_from_envelop: [[0, reversePath]],
	rewrite_mail_from_message: [[0, address]],
	rewrite_rcpt_envelop: [
		[0, address],
		[1, address],
	],
	rewrite_rcpt_message: [
		[0, address],
		[1, address],
	],
	add_rcpt_envelop: [[0, address]],
	remove_rcpt_envelop: [[0, address]],
	add_rcpt_message: [[0, address]],
	remove_rcpt_message: [[0, address]],
	bcc: [[0, address]],
};

const SPF_HEADERS = ['spf', 'auth', 'both', 'none'] as const;
const SPF_POLICIES = ['strict', 'soft'] as const;
/** The first argument of releases before 1.1.2. */
const SPF_IDENTITIES = ['helo', 'mail_from', 'both'] as const;

/** The arguments of `check_spf`, whose first one changed its meaning between releases. */
function spfChecks(file: MailFile, args: readonly Expression[]): readonly (readonly [number, Check])[] {
	const first = args[0] === undefined ? undefined : literalText(file, args[0]);
	const isOld = args.length === 3 || (args.length === 2 && SPF_IDENTITIES.slice(0, 2).some((word) => word === first));
	if (isOld) return [];
	const second = args[1] === undefined ? undefined : literalText(file, args[1]);
	const mayBeOld = first === 'both' && SPF_HEADERS.some((word) => word === second);
	if (mayBeOld) return [];
	return [
		[0, oneOf('the header of an SPF check', ...SPF_HEADERS)],
		[1, oneOf('the policy of an SPF check', ...SPF_POLICIES)],
	];
}

function checksFor(file: MailFile, { operation, args }: Use): readonly (readonly [number, Check])[] {
	return operation.key === 'check_spf' ? spfChecks(file, args) : (CHECKS[operation.key] ?? []);
}

/** An unknown level costs nothing but the level. */
function checkLevel(file: MailFile, { operation, args: [level] }: Use, report: Report): void {
	if (operation.key !== 'log' || level === undefined) return;
	const text = literalText(file, level)?.toLowerCase();
	const problem = text === undefined ? undefined : oneOf('the level of a log line', ...LOG_LEVELS)(text);
	if (problem !== undefined) report({ span: level, severity: 'warning', message: problem });
}

export const invalidArgument = mailRule('V044', (file, report, context) => {
	for (const use of file.uses) {
		if (context.isTried(use.node)) continue;
		checkLevel(file, use, report);
		for (const [at, check] of checksFor(file, use)) {
			const argument = use.args[at];
			const text = argument === undefined ? undefined : literalText(file, argument);
			const message = text === undefined ? undefined : check(text);
			if (argument !== undefined && message !== undefined) report({ span: argument, message });
		}
	}
});
