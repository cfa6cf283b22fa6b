/**
 * Replies of the SMTP server: a code, possibly an enhanced code (RFC 3463), a text.
 *
 * Texts go to the client as they are, so that nothing in them may end the line; several lines are given as lines that
 * all begin with the same code.
 */

import { optional, required, table, type ValueType } from '../nodes.ts';
import { isTable } from '../plain.ts';
import { integer, text } from './basic.ts';

export interface Reply {
	readonly code: number;
	/** E.g. `5.7.1`. */
	readonly enhanced?: string;
	/** Lines are separated by `\r\n`; it may be empty. */
	readonly text: string;
}

export type ReplyResult =
	| { readonly ok: true; readonly reply: Reply }
	| { readonly ok: false; readonly message: string; readonly help?: string };

/** A reply line has 512 octets at most (RFC 5321, 4.5.3.1.5); longer texts are folded, but not without end. */
const MAX_TEXT = 4096;

const LINE = /^(?<code>\d{3})(?:[ -](?<rest>[^\r\n]*))?$/;
const ENHANCED = /^(?<enhanced>\d\.\d{1,3}\.\d{1,3})(?: (?<text>.*))?$/;

function failure(message: string, help?: string): ReplyResult {
	return { ok: false, message, ...(help === undefined ? {} : { help }) };
}

/** What is wrong with the parts of a reply. */
function check({ code, enhanced, text: words }: Reply): ReplyResult | undefined {
	if (code < 200 || code > 559 || Math.floor(code / 10) % 10 > 5) {
		return failure(`${code} is no reply code`, 'reply codes lie between 200 and 559 (RFC 5321, 4.2)');
	}
	if (enhanced !== undefined) {
		if (!/^[245]\.\d{1,3}\.\d{1,3}$/.test(enhanced)) {
			return failure(`\`${enhanced}\` is no enhanced code`, 'for example "5.7.1" (RFC 3463)');
		}
		// A default of vSMTP, 552 with 4.3.1, says that 4 and 5 have to be allowed together.
		if ((enhanced[0] === '2') !== code < 300) {
			return failure(
				`the code ${code} and the enhanced code ${enhanced} contradict each other`,
				'both begin with 2, or neither does',
			);
		}
	}
	// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
	if (/[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]|\r(?!\n)|(?<!\r)\n/.test(words))
		return failure('the text contains control characters');
	return undefined;
}

/** Reads `CODE[ ENHANCED] TEXT`; a line break at the end is dropped. */
export function parseReply(source: string): ReplyResult {
	if (source.length > MAX_TEXT) return failure('the text is too long for a reply');
	const lines = source.replace(/\r?\n$/, '').split(/\r?\n/);
	const parts: { readonly code: string; readonly enhanced: string | undefined; readonly words: string }[] = [];
	for (const line of lines) {
		const groups = LINE.exec(line)?.groups;
		if (groups === undefined)
			return failure(`"${line}" does not begin with a reply code`, 'for example "250 Ok" or "550 5.7.1 no"');
		const { code = '', rest = '' } = groups;
		const enhanced = ENHANCED.exec(rest)?.groups;
		parts.push({ code, enhanced: enhanced?.enhanced, words: enhanced === undefined ? rest : (enhanced.text ?? '') });
	}
	const first = parts[0] as (typeof parts)[number];
	if (parts.some(({ code, enhanced }) => code !== first.code || enhanced !== first.enhanced)) {
		return failure('the lines of a reply have different codes');
	}
	return finish({
		code: Number(first.code),
		...(first.enhanced === undefined ? {} : { enhanced: first.enhanced }),
		text: parts.map(({ words }) => words).join('\r\n'),
	});
}

function finish(reply: Reply): ReplyResult {
	return check(reply) ?? { ok: true, reply };
}

/** The text that `parseReply` takes, lines separated by `\r\n`. */
export function formatReply({ code, enhanced, text: words }: Reply): string {
	const lead = enhanced === undefined ? '' : `${enhanced} `;
	const lines = words.split('\r\n');
	return lines.map((line, index) => `${code}${index === lines.length - 1 ? ' ' : '-'}${lead}${line}`).join('\r\n');
}

const REPLY_TABLE = table('A reply in parts.', {
	code: required(integer({ min: 200, max: 559 }), { doc: 'The reply code.' }),
	enhanced: optional(text('text', 'an enhanced code such as "5.7.1"'), { doc: 'The enhanced code.' }),
	text: required(text('text', 'the text of the reply'), { doc: 'The text, with `\\r\\n` between lines.' }),
});

/** @param like a reply of the same kind: what answers a command with yes cannot say no */
export function reply(like: Reply): ValueType<Reply> {
	const expected = 'a reply such as "250 2.0.0 Ok"';
	return {
		name: 'reply',
		expected,
		read: (value, at) => {
			let result: ReplyResult;
			if (typeof value === 'string') result = parseReply(value);
			else if (isTable(value)) {
				const parts = at.table(REPLY_TABLE, value);
				if (parts === undefined) return undefined;
				const { code, enhanced, text: words } = parts;
				result = finish({ code, ...(enhanced === undefined ? {} : { enhanced }), text: words.replace(/\r\n$/, '') });
			} else return at.mismatch(expected, value);
			if (!result.ok) return at.wrong(result.message, result.help);
			if (kindOf(result.reply) === kindOf(like)) return result.reply;
			return at.wrong(`the code ${result.reply.code} cannot stand for ${like.code}`, `${KINDS[kindOf(like)]}`);
		},
		show: formatReply,
	};
}

type Kind = 'success' | 'continue' | 'failure';

const KINDS: Readonly<Record<Kind, string>> = {
	success: 'clients take it for success, so its code begins with 2',
	continue: 'clients wait for this code before they go on, so it begins with 3',
	failure: 'clients take it for a failure, so its code begins with 4 or 5',
};

function kindOf({ code }: Reply): Kind {
	return code < 300 ? 'success' : code < 400 ? 'continue' : 'failure';
}
