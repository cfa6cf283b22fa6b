/**
 * One Unicode scalar value. Made only by `charOf`, which interns ASCII; compare by `code`, not by identity.
 */
export class Char {
	declare readonly code: number;
	declare readonly text: string;

	/** Use `charOf`. */
	constructor(code: number) {
		this.code = code;
		this.text = String.fromCodePoint(code);
	}
}

const ASCII: readonly Char[] = Array.from({ length: 128 }, (_, code) => new Char(code));

/** @param code a Unicode scalar value */
export function charOf(code: number): Char {
	return code < 128 ? (ASCII[code] as Char) : new Char(code);
}
