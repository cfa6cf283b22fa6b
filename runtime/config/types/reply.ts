/**
 * Replies of the SMTP server: a code, possibly an enhanced code (RFC 3463), a text.
 *
 * Texts go to the client as they are, so that nothing in them may begin a line but CR LF, which begins a further line of
 * the same reply.
 */

import { optional, required, table, type ValueType } from '../nodes.ts';
import { isTable } from '../plain.ts';
import { integer, text } from './basic.ts';

export interface Reply {
	readonly code: number;
	/** E.g. `5.7.1`, or empty. */
	readonly enhanced: string;
	/** Lines are separated by CR LF; it may be empty. */
	readonly text: string;
}

/** A reply line has 512 octets at most (RFC 5321, 4.5.3.1.5); longer texts are folded, but not without end. */
const MAX_TEXT = 4096;

const LINE_BREAK = '\r\n';
const LINE = /^(?<code>\d{3})(?:[ -](?<rest>[^\r\n]*))?$/;
const ENHANCED = /^(?<enhanced>\d\.\d{1,3}\.\d{1,3})(?: (?<text>.*))?$/;

/** What is wrong with the parts of a reply. */
function problemOf({ code, enhanced, text: words }: Reply): string | undefined {
	if (code < 200 || code > 599) return `the reply code ${code} is not between 200 and 599`;
	if (enhanced !== '' && !/^[245]\.\d{1,3}\.\d{1,3}$/.test(enhanced)) {
		return `'${enhanced}' is not an enhanced code such as 5.7.1`;
	}
	// A default of vSMTP, 552 with 4.3.1, says that 4 and 5 have to be allowed together.
	if (enhanced !== '' && enhanced.startsWith('2') !== code < 300) {
		return `the reply code ${code} and the enhanced code ${enhanced} contradict each other`;
	}
	if (words.length > MAX_TEXT) return `the text of a reply is longer than ${MAX_TEXT} characters`;
	// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
	const control = /[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]|\r(?!\n)|(?<!\r)\n/;
	return control.test(words) ? 'the text of a reply has a control character' : undefined;
}

function parseLine(line: string): Reply | undefined {
	const groups = LINE.exec(line)?.groups;
	if (groups === undefined) return undefined;
	const { code = '', rest = '' } = groups;
	const parts = ENHANCED.exec(rest)?.groups;
	if (parts === undefined) return { code: Number(code), enhanced: '', text: rest };
	return { code: Number(code), enhanced: parts.enhanced ?? '', text: parts.text ?? '' };
}

/**
 * Reads `CODE[ ENHANCED] TEXT`. When every further line looks like one of a reply, they are, and must agree with the
 * first; otherwise they are text. A line break at the end is dropped.
 * @returns the parts, or what is wrong; `undefined` when the text does not look like a reply at all
 */
export function parseReply(source: string): Reply | string | undefined {
	const lines = (source.endsWith(LINE_BREAK) ? source.slice(0, -2) : source).split(LINE_BREAK);
	const replies = lines.map(parseLine);
	const [first, ...others] = replies;
	if (first === undefined) return undefined;
	const { code, enhanced } = first;
	const isReply = replies.every((reply) => reply !== undefined);
	if (isReply && others.some((other) => other?.code !== code || other.enhanced !== enhanced)) {
		return 'Reply codes are not consistent';
	}
	const words = isReply ? replies.map((reply) => reply.text) : [first.text, ...lines.slice(1)];
	const reply = { code, enhanced, text: words.join(LINE_BREAK) };
	return problemOf(reply) ?? reply;
}

/** The text that `parseReply` reads back. */
export function formatReply({ code, enhanced, text: words }: Reply): string {
	const lead = enhanced === '' ? '' : `${enhanced} `;
	const lines = words.split(LINE_BREAK);
	return lines.map((line, index) => `${code}${index === lines.length - 1 ? ' ' : '-'}${lead}${line}`).join(LINE_BREAK);
}

const REPLY_TABLE = table('A reply in parts.', {
	code: required(integer({ min: 200, max: 599 }), { doc: 'The reply code.' }),
	enhanced: optional(text('text', 'an enhanced code such as "5.7.1"'), { doc: 'The enhanced code.' }),
	text: required(text('text', 'the text of the reply'), { doc: 'The text, with CR LF between lines.' }),
});

/** @param like a reply of the same kind: what answers a command with yes cannot say no */
export function reply(like: Reply): ValueType<Reply> {
	const expected = 'a reply such as "250 2.0.0 Ok" or "550 5.7.1 no"';
	return {
		name: 'reply',
		expected,
		read: (value, at) => {
			let read: Reply | string | undefined;
			if (isTable(value)) {
				const parts = at.table(REPLY_TABLE, value);
				if (parts === undefined) return undefined;
				const whole = { ...parts, enhanced: parts.enhanced ?? '', text: parts.text.replace(/\r\n$/, '') };
				read = problemOf(whole) ?? whole;
			} else read = typeof value === 'string' ? parseReply(value) : undefined;
			if (read === undefined) return at.mismatch(expected, value);
			if (typeof read === 'string') return at.wrong(read);
			if (kindOf(read) === kindOf(like)) return read;
			return at.wrong(`the code ${read.code} cannot stand for ${like.code}`, KINDS[kindOf(like)]);
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
	if (code < 300) return 'success';
	return code < 400 ? 'continue' : 'failure';
}
