/**
 * Compiled patterns, alone and as sets: the one place that knows the engine. It matches in time linear in the text,
 * whatever the pattern, so neither a careless rule nor a hostile message can make it slow.
 */

import { RE2JS, RE2JSException, RE2Set } from 're2js';
import { runtimeError } from '../../../lang/vm/errors.ts';
import { excerpt } from './ascii.ts';
import { PatternError, toRe2 } from './rust-pattern.ts';

/** Bounds the time that compiling takes: a fifth of a millisecond for a thousand characters. */
export const MAX_PATTERN_UNITS = 10_000;

/**
 * Patterns that one automaton looks for. Its states stand for sets of partial matches, so many patterns with `.*` inside
 * make it outgrow its memory: a hundred times a hundred such patterns take 10 µs, a thousand at once 30 ms.
 */
const PATTERNS_PER_AUTOMATON = 100;

/** Octets of cached states of all automata of a set. */
const SET_MEMORY = 64 * 1024 * 1024;
const LEAST_MEMORY = 1024 * 1024;

/** Rules may compile the same pattern for every message. */
const CACHE_SIZE = 256;

const cache = new Map<string, Pattern>();

export class Pattern {
	/** As written. */
	readonly source: string;
	/** As the engine reads it. */
	readonly translated: string;
	readonly #compiled: RE2JS;

	private constructor(source: string, translated: string) {
		this.source = source;
		this.translated = translated;
		this.#compiled = RE2JS.compile(translated);
	}

	/** @throws ScriptError */
	static compile(source: string): Pattern {
		const known = cache.get(source);
		if (known !== undefined) return known;
		const problem = (reason: string) => runtimeError(`'${excerpt(source)}' is not a valid regex: ${reason}`);
		if (source.length > MAX_PATTERN_UNITS) throw problem(`it is longer than ${MAX_PATTERN_UNITS} characters`);
		try {
			const pattern = new Pattern(source, toRe2(source));
			if (cache.size >= CACHE_SIZE) cache.delete(cache.keys().next().value as string);
			cache.set(source, pattern);
			return pattern;
		} catch (error) {
			if (error instanceof PatternError) throw problem(error.message);
			if (error instanceof RE2JSException) throw problem(excerpt(error.message.replace('error parsing regexp: ', '')));
			throw error;
		}
	}

	/** Whether the pattern is found somewhere in a text. */
	test(text: string): boolean {
		return this.#compiled.test(text);
	}
}

/** Many patterns that are looked for together. */
export class PatternSet {
	readonly #automata: readonly RE2Set[];

	/** @param sources patterns that compile, in the syntax of `Pattern` */
	constructor(sources: readonly string[]) {
		const count = Math.ceil(sources.length / PATTERNS_PER_AUTOMATON);
		const memory = Math.max(LEAST_MEMORY, Math.floor(SET_MEMORY / Math.max(1, count)));
		this.#automata = Array.from({ length: count }, (_, index) => {
			const automaton = new RE2Set(RE2Set.UNANCHORED, 0, memory);
			const start = index * PATTERNS_PER_AUTOMATON;
			for (const source of sources.slice(start, start + PATTERNS_PER_AUTOMATON)) automaton.add(toRe2(source));
			automaton.compile();
			return automaton;
		});
	}

	/** Whether one of the patterns is found in a text. */
	test(text: string): boolean {
		return this.#automata.some((automaton) => automaton.match(text).length > 0);
	}
}
