/**
 * Patterns are written in the syntax of the Rust `regex` crate, and matched by an engine that reads RE2 syntax. The two
 * are nearly the same; this file rewrites what differs: `\d`, `\s` and `\w` know Unicode, `\u{…}` is an escape, and the
 * flags `x` and `u` exist.
 *
 * What cannot be said in RE2 is an error here where RE2 would give it another meaning: `&&`, `--` and `~~` in a class
 * and classes inside classes. `\b` knows ASCII words only. Everything else that is wrong is found by the engine.
 */

/** A pattern that cannot be translated; the message says why. */
export class PatternError extends Error {}

interface Flags {
	/** White space and comments are ignored. */
	readonly extended: boolean;
	/** `\d`, `\s`, `\w` know Unicode. */
	readonly unicode: boolean;
}

const WORD = '\\p{Alphabetic}\\p{M}\\p{Nd}\\p{Pc}\\x{200c}\\x{200d}';

/** The members of classes for use inside of brackets; that of `\W` is long and made when somebody needs it. */
const MEMBERS: Readonly<Record<string, string>> = {
	d: '\\p{Nd}',
	D: '\\P{Nd}',
	s: '\\p{White_Space}',
	S: '\\P{White_Space}',
	w: WORD,
};

/** Digits of an escape without braces. */
const ESCAPE_DIGITS: Readonly<Record<string, number>> = { x: 2, u: 4, U: 8 };

const WHITE_SPACE = new Set(' \t\n\v\f\r\u0085\u200e\u200f\u2028\u2029');

/** Rewrites a pattern. @throws PatternError */
export function toRe2(pattern: string): string {
	return new Translator(pattern).translate();
}

class Translator {
	readonly #text: string;
	readonly #pieces: string[] = [];
	/** Flags outside of each open group. */
	readonly #outer: Flags[] = [];
	#flags: Flags = { extended: false, unicode: true };
	#at = 0;

	constructor(text: string) {
		this.#text = text;
	}

	translate(): string {
		const text = this.#text;
		while (this.#at < text.length) {
			const character = text[this.#at] as string;
			if (character === '\\') this.#pieces.push(this.#escape(false));
			else if (character === '[') this.#class();
			else if (character === '(') this.#open();
			else if (this.#flags.extended && (WHITE_SPACE.has(character) || character === '#')) this.#skipComment();
			else {
				if (character === ')') this.#flags = this.#outer.pop() ?? this.#flags;
				this.#pieces.push(character);
				this.#at++;
			}
		}
		return this.#pieces.join('');
	}

	#skipComment(): void {
		if (this.#text[this.#at] !== '#') {
			this.#at++;
			return;
		}
		const end = this.#text.indexOf('\n', this.#at);
		this.#at = end === -1 ? this.#text.length : end + 1;
	}

	/** A parenthesis: a group, or `(?flags)` for the rest of the group around it. */
	#open(): void {
		const text = this.#text;
		if (text[this.#at + 1] !== '?') {
			this.#enter('(', 1);
			return;
		}
		for (const look of ['(?=', '(?!', '(?<=', '(?<!']) {
			if (text.startsWith(look, this.#at)) {
				throw new PatternError(
					`look-around such as '${look}' is not supported, since it cannot be matched in linear time`,
				);
			}
		}
		let end = this.#at + 2;
		while (end < text.length && isFlag(text[end] as string)) end++;
		const close = text[end];
		if (close !== ':' && close !== ')') {
			// A name, or a mistake that the engine reports.
			this.#enter('(?', 2);
			return;
		}
		const { kept, flags } = this.#readFlags(text.slice(this.#at + 2, end));
		this.#at = end + 1;
		if (close === ':') {
			this.#pieces.push(`(?${kept}:`);
			this.#outer.push(this.#flags);
		} else if (kept !== '') {
			this.#pieces.push(`(?${kept})`);
		}
		this.#flags = flags;
	}

	#enter(text: string, length: number): void {
		this.#pieces.push(text);
		this.#outer.push(this.#flags);
		this.#at += length;
	}

	/** Takes out the flags that RE2 does not know. */
	#readFlags(letters: string): { readonly kept: string; readonly flags: Flags } {
		let { extended, unicode } = this.#flags;
		let on = true;
		let set = '';
		let cleared = '';
		for (const letter of letters) {
			if (letter === '-') on = false;
			else if (letter === 'x') extended = on;
			else if (letter === 'u') unicode = on;
			else if (on) set += letter;
			else cleared += letter;
		}
		return { kept: cleared === '' ? set : `${set}-${cleared}`, flags: { extended, unicode } };
	}

	/** Reads a backslash with what belongs to it. @returns the same in RE2 */
	#escape(inClass: boolean): string {
		const text = this.#text;
		const letter = text[this.#at + 1] ?? '';
		const members = MEMBERS[letter];
		if (this.#flags.unicode && (members !== undefined || letter === 'W')) {
			this.#at += 2;
			if (inClass) return members ?? nonWordMembers();
			return letter === 'W' ? `[^${WORD}]` : `[${members}]`;
		}
		if (letter in ESCAPE_DIGITS) return this.#codePoint(letter);
		if (letter === 'p' || letter === 'P') return this.#property(letter);
		if (letter >= '1' && letter <= '9') {
			throw new PatternError(
				`back-references such as '\\${letter}' are not supported, since they cannot be matched in linear time`,
			);
		}
		this.#at += 1 + letter.length;
		return `\\${letter}`;
	}

	#codePoint(letter: string): string {
		const text = this.#text;
		const from = this.#at + 2;
		const braced = text[from] === '{';
		const end = braced ? text.indexOf('}', from) : from + (ESCAPE_DIGITS[letter] as number);
		const digits = end === -1 || end > text.length ? '' : text.slice(braced ? from + 1 : from, end);
		const code = digits.length <= 8 && [...digits].every(isHexDigit) ? Number.parseInt(digits, 16) : Number.NaN;
		if (!(code < 0xd800 || (code > 0xdfff && code <= 0x10ffff))) {
			throw new PatternError(`'\\${letter}' must be followed by a code point, e.g. \\${letter}{e9}`);
		}
		this.#at = braced ? end + 1 : end;
		return `\\x{${code.toString(16)}}`;
	}

	/** `\p{name=value}` is `\p{value}` in RE2. */
	#property(letter: string): string {
		const text = this.#text;
		const from = this.#at + 2;
		const end = text[from] === '{' ? text.indexOf('}', from) : -1;
		if (end === -1) {
			this.#at = from;
			return `\\${letter}`;
		}
		this.#at = end + 1;
		const inside = text.slice(from + 1, end);
		const split = Math.max(inside.lastIndexOf('='), inside.lastIndexOf(':'));
		if (split === -1) return `\\${letter}{${inside}}`;
		const negated = inside[split - 1] === '!';
		const shown = negated === (letter === 'p') ? 'P' : 'p';
		return `\\${shown}{${inside.slice(split + 1)}}`;
	}

	#class(): void {
		const text = this.#text;
		this.#pieces.push('[');
		this.#at++;
		if (text[this.#at] === '^') {
			this.#pieces.push('^');
			this.#at++;
		}
		// A bracket in first place stands for itself.
		if (text[this.#at] === ']') {
			this.#pieces.push('\\]');
			this.#at++;
		}
		while (this.#at < text.length) {
			const character = text[this.#at] as string;
			if (character === '\\') {
				this.#pieces.push(this.#escape(true));
				continue;
			}
			if (character === '[') {
				this.#namedClass();
				continue;
			}
			const pair = text.slice(this.#at, this.#at + 2);
			if (pair === '&&' || pair === '--' || pair === '~~') {
				throw new PatternError(
					`the set operation '${pair}' inside [ ] is not supported: escape the characters, or use an alternation`,
				);
			}
			this.#at++;
			if (this.#flags.extended && WHITE_SPACE.has(character)) continue;
			this.#pieces.push(character);
			if (character === ']') return;
		}
	}

	/** `[:alpha:]` inside of a class. */
	#namedClass(): void {
		const text = this.#text;
		const end = text[this.#at + 1] === ':' ? text.indexOf(':]', this.#at + 2) : -1;
		if (end === -1) throw new PatternError("a '[' inside [ ] must be written \\[");
		this.#pieces.push(text.slice(this.#at, end + 2));
		this.#at = end + 2;
	}
}

function isFlag(character: string): boolean {
	return character === '-' || (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z');
}

function isHexDigit(character: string): boolean {
	return '0123456789abcdefABCDEF'.includes(character);
}

let nonWord: string | undefined;

/** What `\W` has, as ranges: RE2 has no way to say "all but these" as a part of a class. */
function nonWordMembers(): string {
	if (nonWord !== undefined) return nonWord;
	const word = /[\p{Alphabetic}\p{M}\p{Nd}\p{Pc}\u200c\u200d]/u;
	const ranges: string[] = [];
	let start = -1;
	for (let code = 0; code <= 0x110000; code++) {
		const outside = code < 0x110000 && !word.test(String.fromCodePoint(code));
		if (outside && start === -1) start = code;
		if (!outside && start !== -1) {
			ranges.push(`\\x{${start.toString(16)}}-\\x{${(code - 1).toString(16)}}`);
			start = -1;
		}
	}
	nonWord = ranges.join('');
	return nonWord;
}
