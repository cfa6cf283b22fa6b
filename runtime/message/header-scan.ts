/**
 * Finds the fields of a header block in the bytes of a message or of a part of it.
 *
 * The block ends at the first empty line, or, where there is none, before the first line that is neither a field nor
 * the continuation of one. That is how most mail servers see it: such a line begins the body. Line ends may be CRLF or a
 * bare LF; a bare CR is a character like others.
 */

import { MessageError } from '../../stdlib/host/message.ts';
import { HeaderField, isNameByte } from './header-field.ts';
import { MAX_HEADER_BYTES } from './limits.ts';
import { isBlank } from './unfold.ts';

const LF = 10;
const CR = 13;
const DASH = 45;
const COLON = 58;

export interface HeaderBlock {
	/** Offset behind a line that mailbox files put above the first field. */
	readonly prefaceEnd: number;
	readonly fields: readonly HeaderField[];
	/** Offset behind the last field. */
	readonly fieldsEnd: number;
	/** Offset behind the empty line; the same where there is none. */
	readonly bodyStart: number;
}

/** Whether the line between two offsets belongs to somebody else: a boundary of the multipart around. */
export type ForeignLine = (lineStart: number, lineEnd: number) => boolean;

/** What a header may still cost; shared by the parts of a message. */
export interface FieldBudget {
	left: number;
	readonly limit: number;
	/** What the fields belong to, for the error. */
	readonly of: string;
}

export const fieldBudget = (of: string, limit: number): FieldBudget => ({ left: limit, limit, of });

/** @throws MessageError if the block passes a limit */
export function scanHeader(
	source: Buffer,
	start: number,
	end: number,
	budget: FieldBudget,
	isForeign?: ForeignLine,
): HeaderBlock {
	const prefaceEnd = isForeign === undefined ? skipPreface(source, start, end) : start;
	const fields: HeaderField[] = [];
	let at = prefaceEnd;
	let fieldStart = at;
	let valueStart = -1;
	const finishField = (): void => {
		if (valueStart !== -1) fields.push(new HeaderField(source, fieldStart, valueStart, at));
		valueStart = -1;
	};
	while (at < end) {
		const first = source[at] as number;
		const lineEnd = endOfLine(source, at, end);
		if ((first === LF || first === CR) && isEmptyLine(source, at, lineEnd)) {
			finishField();
			return { prefaceEnd, fields, fieldsEnd: at, bodyStart: lineEnd };
		}
		if (first === DASH && isForeign?.(at, lineEnd) === true) break;
		if (isBlank(first)) {
			if (valueStart === -1) break;
		} else {
			const colon = colonOf(source, at, lineEnd);
			if (colon === -1) break;
			finishField();
			if (--budget.left < 0) throw new MessageError(`${budget.of} has too many fields (limit ${budget.limit})`);
			fieldStart = at;
			valueStart = colon + 1;
		}
		if (lineEnd - start > MAX_HEADER_BYTES) {
			throw new MessageError(`${budget.of} is too large (limit ${MAX_HEADER_BYTES} bytes)`);
		}
		at = lineEnd;
	}
	finishField();
	return { prefaceEnd, fields, fieldsEnd: at, bodyStart: at };
}

function endOfLine(source: Buffer, at: number, end: number): number {
	const lineFeed = source.indexOf(LF, at);
	return lineFeed === -1 || lineFeed >= end ? end : lineFeed + 1;
}

/** Whether there is nothing but CRs, which get doubled on the way now and then, before the LF or the end. */
function isEmptyLine(source: Buffer, lineStart: number, lineEnd: number): boolean {
	let at = lineStart;
	while (at < lineEnd && source[at] === CR) at++;
	return at === lineEnd || (at === lineEnd - 1 && source[at] === LF);
}

/** Offset of the colon behind a field name, −1 if the line is no field. Blanks before the colon are an old form. */
function colonOf(source: Buffer, lineStart: number, lineEnd: number): number {
	let at = lineStart;
	while (at < lineEnd && isNameByte(source[at])) at++;
	if (at === lineStart) return -1;
	while (at < lineEnd && isBlank(source[at] as number)) at++;
	return at < lineEnd && source[at] === COLON ? at : -1;
}

/** Offset behind the line `From sender date` with which mailbox files separate messages. */
function skipPreface(source: Buffer, start: number, end: number): number {
	return end - start >= 5 && source.toString('latin1', start, start + 5) === 'From '
		? endOfLine(source, start, end)
		: start;
}
