/**
 * Reads JSON into values (language spec 11.13): strict RFC 8259, in linear time, with an explicit stack instead of
 * recursion. Ints stay exact up to 64 bits; beyond that they become floats.
 */

import { MAX_MAP_PROPERTIES } from '../../lang/values/ceilings.ts';
import { ArrayValue, MapValue } from '../../lang/values/container.ts';
import { Float } from '../../lang/values/float.ts';
import { I64_MAX, I64_MIN, normalizeInt } from '../../lang/values/int.ts';
import { chargeBytes } from '../../lang/values/memory.ts';
import type { Value } from '../../lang/values/value.ts';
import { dataTooLarge } from '../../lang/vm/errors.ts';

/** Arrays and objects inside each other. Deeper nesting serves nobody but an attacker on whoever walks the result. */
export const MAX_JSON_DEPTH = 512;

/** What is wrong with a text that is no JSON, and where. */
export class JsonError extends Error {
	/** UTF-16 offset. */
	readonly offset: number;

	constructor(message: string, text: string, offset: number) {
		const before = text.slice(0, offset);
		const line = before.split('\n').length;
		const column = Array.from(before.slice(before.lastIndexOf('\n') + 1)).length + 1;
		super(`${message} at line ${line}, column ${column}`);
		this.name = 'JsonError';
		this.offset = offset;
	}
}

// Sticky, and without any choice that would try the same characters twice.
const NUMBER = /(-?(?:0|[1-9]\d*))(\.\d+)?([eE][+-]?\d+)?/y;

const HEX4 = /^[0-9a-fA-F]{4}$/;

const ESCAPES: ReadonlyMap<string, string> = new Map([
	['"', '"'],
	['\\', '\\'],
	['/', '/'],
	['b', '\b'],
	['f', '\f'],
	['n', '\n'],
	['r', '\r'],
	['t', '\t'],
]);

/** An array or object that is not complete yet. */
interface Open {
	readonly container: ArrayValue | MapValue;
	/** The key whose value comes next. */
	key: string;
}

/** Digits of the largest i64; longer ones need not be tried. */
const MOST_INT_DIGITS = 19;

/** Values after which the memory is looked at: one of a few characters can take fifty times as much as they. */
const CHARGED_VALUES = 4096;
const VALUE_BYTES = 128;

class Reader {
	readonly #text: string;
	#at = 0;
	#values = 0;

	constructor(text: string) {
		this.#text = text;
	}

	#fail(message: string, offset = this.#at): never {
		throw new JsonError(message, this.#text, offset);
	}

	/** Skips white space and gives the code of what follows, NaN at the end. */
	#peek(): number {
		for (;;) {
			const code = this.#text.charCodeAt(this.#at);
			if (code !== 0x20 && code !== 0x0a && code !== 0x0d && code !== 0x09) return code;
			this.#at++;
		}
	}

	read(): Value {
		const open: Open[] = [];
		for (;;) {
			let value: Value;
			if (++this.#values % CHARGED_VALUES === 0) chargeBytes(CHARGED_VALUES * VALUE_BYTES);
			const code = this.#peek();
			if (code === 0x5b || code === 0x7b) {
				if (open.length === MAX_JSON_DEPTH) this.#fail(`nested more than ${MAX_JSON_DEPTH} deep`);
				this.#at++;
				const container = code === 0x5b ? new ArrayValue([]) : new MapValue();
				if (this.#peek() !== code + 2) {
					open.push({ container, key: code === 0x7b ? this.#key() : '' });
					continue;
				}
				this.#at++;
				value = container;
			} else {
				value = this.#scalar(code);
			}
			// A value is complete: so is everything that ends right after it.
			for (;;) {
				const parent = open.at(-1);
				if (parent === undefined) {
					if (!Number.isNaN(this.#peek())) this.#fail('nothing may follow the value');
					return value;
				}
				if (this.#goesOn(parent, value)) break;
				value = parent.container;
				open.pop();
			}
		}
	}

	/** Stores a value; true if another one follows, false if the container ends. */
	#goesOn(parent: Open, value: Value): boolean {
		const { container } = parent;
		const isArray = container instanceof ArrayValue;
		if (isArray) {
			container.items.push(value);
		} else {
			if (container.size >= MAX_MAP_PROPERTIES) throw dataTooLarge('Size of object map');
			container.set(parent.key, value);
		}
		const code = this.#peek();
		if (code !== 0x2c && code !== (isArray ? 0x5d : 0x7d)) this.#fail(`expected ',' or '${isArray ? ']' : '}'}'`);
		this.#at++;
		if (code !== 0x2c) return false;
		if (!isArray) parent.key = this.#key();
		return true;
	}

	#key(): string {
		if (this.#peek() !== 0x22) this.#fail('expected a key in double quotes');
		const key = this.#string();
		if (this.#peek() !== 0x3a) this.#fail("expected ':'");
		this.#at++;
		return key;
	}

	#scalar(code: number): Value {
		switch (code) {
			case 0x22:
				return this.#string();
			case 0x74:
				return this.#word('true', true);
			case 0x66:
				return this.#word('false', false);
			case 0x6e:
				return this.#word('null', undefined);
			default:
				return this.#number();
		}
	}

	#word(word: string, value: Value): Value {
		if (!this.#text.startsWith(word, this.#at)) this.#fail('expected a value');
		this.#at += word.length;
		return value;
	}

	#number(): Value {
		NUMBER.lastIndex = this.#at;
		const match = NUMBER.exec(this.#text);
		if (match === null) this.#fail(this.#at >= this.#text.length ? 'the text ends too early' : 'expected a value');
		const [whole, int = '', fraction, exponent] = match;
		const start = this.#at;
		this.#at += whole.length;
		if (fraction === undefined && exponent === undefined && int.length <= MOST_INT_DIGITS + 1) {
			const value = BigInt(int);
			if (value >= I64_MIN && value <= I64_MAX) return normalizeInt(value);
		}
		const float = Number(whole);
		if (!Number.isFinite(float)) this.#fail('number out of range', start);
		return new Float(float);
	}

	/** Reads from an opening quote on. */
	#string(): string {
		const text = this.#text;
		const start = this.#at++;
		let out = '';
		let from = this.#at;
		for (;;) {
			const code = text.charCodeAt(this.#at);
			if (code === 0x22) {
				out += text.slice(from, this.#at++);
				return out;
			}
			if (code === 0x5c) {
				out += text.slice(from, this.#at);
				out += this.#escape();
				from = this.#at;
			} else if (code < 0x20) {
				this.#fail('a string holds a control character');
			} else if (Number.isNaN(code)) {
				this.#fail('a string does not end', start);
			} else {
				this.#at++;
			}
		}
	}

	#escape(): string {
		const letter = this.#text[this.#at + 1] ?? '';
		if (letter !== 'u') {
			const character = ESCAPES.get(letter);
			if (character === undefined) this.#fail('unknown escape sequence');
			this.#at += 2;
			return character;
		}
		const high = this.#hex();
		if (high < 0xd800 || high > 0xdfff) return String.fromCharCode(high);
		if (high > 0xdbff || !this.#text.startsWith('\\u', this.#at)) this.#fail('half of a surrogate pair');
		const low = this.#hex();
		if (low < 0xdc00 || low > 0xdfff) this.#fail('half of a surrogate pair');
		return String.fromCharCode(high, low);
	}

	/** Reads `\uXXXX`. */
	#hex(): number {
		const digits = this.#text.slice(this.#at + 2, this.#at + 6);
		if (!HEX4.test(digits)) this.#fail('an escape sequence needs four hexadecimal digits');
		this.#at += 6;
		return Number.parseInt(digits, 16);
	}
}

/**
 * Parses a JSON text.
 * @throws JsonError for bad input; ScriptError ErrorDataTooLarge for an object beyond all reason
 */
export function readJson(text: string): Value {
	return new Reader(text).read();
}
