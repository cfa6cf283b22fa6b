/** `code`: an SMTP reply, that is a code, perhaps an enhanced code (RFC 3463), and a text of one or more lines. */

import type { TypeDescriptor } from '../../../lang/values/host-object.ts';
import { typeName } from '../../../lang/values/type-of.ts';
import type { Value } from '../../../lang/values/value.ts';
import { runtimeError } from '../../../lang/vm/errors.ts';
import { excerpt } from './ascii.ts';
import { OBJECT_TYPE } from './object-type.ts';
import { codeProblem, enhancedProblem, parseReply, type ReplyParts, replyLines, textProblem } from './reply-text.ts';
import { asObject, VslObject } from './vsl-object.ts';

export class CodeObject extends VslObject {
	override readonly kind = 'code';
	readonly code: number;
	/** `5.7.1`, or empty. */
	readonly enhanced: string;
	/** Lines are separated by CR LF. */
	readonly message: string;

	/** @param parts checked already */
	constructor({ code, enhanced, text }: ReplyParts) {
		super();
		this.code = code;
		this.enhanced = enhanced;
		this.message = text;
	}

	/**
	 * @param enhanced empty for none
	 * @throws ScriptError for a code outside of 200 to 599, a malformed enhanced code, control characters in the text
	 */
	static of(code: number | bigint, enhanced: string, text: string): CodeObject {
		const problem = codeProblem(code) ?? enhancedProblem(enhanced) ?? textProblem(text);
		if (problem !== undefined) throw runtimeError(problem);
		return new CodeObject({ code: Number(code), enhanced, text });
	}

	/** `CODE [ENHANCED ]TEXT` */
	override get text(): string {
		return `${this.code} ${this.enhanced === '' ? '' : `${this.enhanced} `}${this.message}`;
	}

	/**
	 * What the client gets, line by line, without CR LF.
	 * @param utf8 whether the transaction has SMTPUTF8 (RFC 6531 3.7.4.2)
	 */
	replyLines(utf8 = true): string[] {
		return replyLines({ code: this.code, enhanced: this.enhanced, text: this.message }, utf8);
	}

	override get descriptor(): TypeDescriptor {
		return OBJECT_TYPE;
	}
}

/**
 * Reads the text form of a reply, `CODE[ ENHANCED] TEXT`.
 * @throws ScriptError for a text that is no reply, or several lines that do not agree
 */
export function parseCode(text: string): CodeObject {
	const parts = parseReply(text);
	if (typeof parts === 'object') return new CodeObject(parts);
	throw runtimeError(parts ?? `'${excerpt(text)}' is not a valid code: it must be like 550 5.7.1 no thanks`);
}

/**
 * The reply that a function was given: a code object or its text.
 * @throws ScriptError for anything else
 */
export function codeOf(value: Value): CodeObject {
	if (value instanceof CodeObject) return value;
	if (typeof value === 'string') {
		const parts = parseReply(value);
		if (typeof parts === 'object') return new CodeObject(parts);
		throw runtimeError(`parameter must be a code, not "${excerpt(value)}"`);
	}
	throw runtimeError(`parameter must be a code, not ${asObject(value)?.kind ?? typeName(value)}`);
}

/** One reply that says what two would have said: the texts of both, the codes of the second. */
export function joinReplies(first: CodeObject, second: CodeObject): CodeObject {
	return new CodeObject({
		code: second.code,
		enhanced: second.enhanced,
		text: `${first.message}\r\n${second.message}`,
	});
}
