/** `regex`: a pattern in the syntax of the Rust `regex` crate. It is not anchored, so it may match anywhere in a text. */

import type { TypeDescriptor } from '../../../lang/values/host-object.ts';
import { OBJECT_TYPE } from './object-type.ts';
import { Pattern } from './pattern.ts';
import { VslObject } from './vsl-object.ts';

export class RegexObject extends VslObject {
	override readonly kind = 'regex';
	/** The pattern as given. */
	override readonly text: string;
	readonly #pattern: Pattern;

	private constructor(pattern: Pattern) {
		super();
		this.text = pattern.source;
		this.#pattern = pattern;
	}

	/** @throws ScriptError */
	static parse(text: string): RegexObject {
		return new RegexObject(Pattern.compile(text));
	}

	/** Whether the pattern is found in a text. */
	matches(text: string): boolean {
		return this.#pattern.test(text);
	}

	override get descriptor(): TypeDescriptor {
		return OBJECT_TYPE;
	}
}
