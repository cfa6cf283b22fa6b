/**
 * Reads the option map of a service (directive spec 5): one line per option, and an error that names service and key
 * for each value that is wrong. Keys that nobody asks for are ignored, as they always were.
 */

import { Char } from '../../lang/values/char.ts';
import { ArrayValue, MapValue } from '../../lang/values/container.ts';
import { untag } from '../../lang/values/tagged.ts';
import { typeName } from '../../lang/values/type-of.ts';
import type { Value } from '../../lang/values/value.ts';
import { runtimeError, type ScriptError } from '../../lang/vm/errors.ts';
import { parseDuration } from '../mail/duration.ts';

/** A day: longer waits are mistakes, and timers have an end (2³¹ ms). */
const LONGEST_WAIT = 86_400_000;

export class Options {
	readonly #map: MapValue;
	/** How messages begin: `cmd service scan`. */
	readonly #owner: string;
	readonly #missing: (key: string) => string;

	/** @param missing the message for a key that has to be there */
	constructor(map: MapValue, owner: string, missing: (key: string) => string) {
		this.#map = map;
		this.#owner = owner;
		this.#missing = missing;
	}

	/** The value, `()` when there is none. */
	value(key: string): Value {
		return untag(this.#map.get(key));
	}

	has(key: string): boolean {
		return this.value(key) !== undefined;
	}

	/** @throws ScriptError naming the option */
	wrong(key: string, what: string): ScriptError {
		return runtimeError(`${this.#owner}: the option '${key}' ${what}`);
	}

	absent(key: string): ScriptError {
		return runtimeError(this.#missing(key));
	}

	/** @throws ScriptError when it is absent or no string */
	text(key: string): string {
		const text = this.optionalText(key);
		if (text === undefined) throw this.absent(key);
		return text;
	}

	/** A string that does not reach the system cut short: C strings end at NUL. */
	optionalText(key: string): string | undefined {
		const value = this.value(key);
		if (value === undefined) return undefined;
		const text = value instanceof Char ? value.text : value;
		if (typeof text !== 'string') throw this.wrong(key, `must be a string, but is of type ${typeName(value)}`);
		if (text === '') throw this.wrong(key, 'is empty');
		if (text.includes('\0')) throw this.wrong(key, 'must not contain a NUL character');
		return text;
	}

	/** Milliseconds, from humantime text. */
	duration(key: string, fallback: number): number {
		const text = this.optionalText(key);
		if (text === undefined) return fallback;
		const result = parseDuration(text);
		if (!result.ok) {
			const help = result.help === undefined ? '' : ` (${result.help})`;
			throw this.wrong(key, `is not a duration: ${result.message}${help}`);
		}
		if (result.value < 1) throw this.wrong(key, 'must be at least a millisecond');
		return Math.min(result.value, LONGEST_WAIT);
	}

	/** A whole number from 1 to `most`. */
	count(key: string, fallback: number, most: number): number {
		const value = this.value(key);
		if (value === undefined) return fallback;
		if (typeof value !== 'number' || value < 1 || value > most) {
			throw this.wrong(key, `must be a whole number from 1 to ${most}`);
		}
		return value;
	}

	flag(key: string): boolean {
		const value = this.value(key);
		if (value === undefined) return false;
		if (typeof value !== 'boolean') throw this.wrong(key, `must be a bool, but is of type ${typeName(value)}`);
		return value;
	}

	/** The items of an array; none when it is absent. */
	list(key: string): readonly Value[] {
		const value = this.value(key);
		if (value === undefined) return [];
		if (!(value instanceof ArrayValue)) throw this.wrong(key, `must be an array, but is of type ${typeName(value)}`);
		return value.items;
	}

	/** Options inside options, with messages in the name of the same service. */
	map(key: string): Options {
		const value = this.value(key);
		if (value === undefined) throw this.absent(key);
		if (!(value instanceof MapValue)) throw this.wrong(key, `must be a map, but is of type ${typeName(value)}`);
		return new Options(value, this.#owner, this.#missing);
	}
}
