/**
 * The header fields of a message as bytes, for signatures: what stands in them must not be touched. One pass over the
 * header, whatever is in it.
 *
 * A line that does not begin a field counts as part of the field above it. Other programs may see that differently, and
 * with that reading a signature can only fail that might have held.
 */

const CR = 0x0d;
const LF = 0x0a;
const COLON = 0x3a;

export interface HeaderField {
	/** In lower case. */
	readonly name: string;
	/** The whole field, without its final line break. */
	readonly line: Buffer;
}

export interface SplitMessage {
	readonly fields: readonly HeaderField[];
	readonly body: Buffer;
}

function isBlank(code: number | undefined): boolean {
	return code === 0x20 || code === 0x09;
}

/**
 * The name of the field that a line begins (RFC 5322 3.6.8, with the blanks before the colon of RFC 5322 4.5), or
 * `undefined`.
 */
function fieldName(bytes: Buffer, start: number, end: number): string | undefined {
	let at = start;
	while (at < end && (bytes[at] as number) > 0x20 && (bytes[at] as number) < 0x7f && bytes[at] !== COLON) at++;
	if (at === start) return undefined;
	let colon = at;
	while (colon < end && isBlank(bytes[colon])) colon++;
	return bytes[colon] === COLON && colon < end ? bytes.toString('latin1', start, at).toLowerCase() : undefined;
}

/** @param message lines may end in CR LF or LF */
export function splitMessage(message: Uint8Array): SplitMessage {
	const bytes = Buffer.from(message.buffer, message.byteOffset, message.byteLength);
	const fields: HeaderField[] = [];
	let name: string | undefined;
	let fieldStart = 0;
	let fieldEnd = 0;
	const finish = () => {
		if (name !== undefined) fields.push({ name, line: bytes.subarray(fieldStart, fieldEnd) });
	};
	let at = 0;
	while (at < bytes.length) {
		const lf = bytes.indexOf(LF, at);
		const next = lf === -1 ? bytes.length : lf + 1;
		let end = lf === -1 ? bytes.length : lf;
		if (end > at && bytes[end - 1] === CR && lf !== -1) end--;
		if (end === at) {
			finish();
			return { fields, body: bytes.subarray(next) };
		}
		const found = fieldName(bytes, at, end);
		if (found !== undefined || name === undefined) {
			finish();
			name = found ?? '';
			fieldStart = at;
		}
		fieldEnd = end;
		at = next;
	}
	finish();
	return { fields, body: bytes.subarray(bytes.length) };
}

/**
 * The fields that a list of names means (RFC 6376 5.4.2): each name takes the lowest field of that name that no name
 * before it has taken; a name without a field stands for its absence.
 */
export function selectFields(fields: readonly HeaderField[], names: readonly string[]): Buffer[] {
	const byName = new Map<string, Buffer[]>();
	for (const { name, line } of fields) {
		const lines = byName.get(name);
		if (lines === undefined) byName.set(name, [line]);
		else lines.push(line);
	}
	const selected: Buffer[] = [];
	for (const name of names) {
		const line = byName.get(name.toLowerCase())?.pop();
		if (line !== undefined) selected.push(line);
	}
	return selected;
}
