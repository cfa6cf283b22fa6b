/**
 * Writes values as JSON (language spec 11.13): compact, keys in map order, without recursion. The text is always valid
 * JSON: what JSON cannot express becomes a string with its display form, and a float that is no number becomes null.
 */

import { MAX_CONTAINER_TEXT_UNITS } from '../../lang/values/ceilings.ts';
import { ArrayValue, BlobValue, MapValue } from '../../lang/values/container.ts';
import { display, floatDebug } from '../../lang/values/display.ts';
import { Float } from '../../lang/values/float.ts';
import { FunctionPointer } from '../../lang/values/function-pointer.ts';
import { untag } from '../../lang/values/tagged.ts';
import type { Value } from '../../lang/values/value.ts';
import { dataTooLarge } from '../../lang/vm/errors.ts';

/** An array or object being written. */
interface Frame {
	readonly items: readonly Value[];
	/** For objects: the keys of the items. */
	readonly keys: readonly string[] | undefined;
	at: number;
}

/** The parts of a value that is written as an array or object; `undefined` for all others. */
function frameOf(value: Value): Frame | undefined {
	if (value instanceof ArrayValue) return { items: value.items, keys: undefined, at: 0 };
	if (value instanceof MapValue) {
		const keys = value.sortedKeys();
		return { items: keys.map((key) => value.get(key)), keys, at: 0 };
	}
	if (value instanceof FunctionPointer && value.curried.length > 0) {
		return { items: [value.name, ...value.curried], keys: undefined, at: 0 };
	}
	return undefined;
}

function scalar(value: Value): string {
	if (value === undefined) return 'null';
	if (typeof value === 'string') return JSON.stringify(value);
	if (typeof value !== 'object') return String(value);
	if (value instanceof Float) return Number.isFinite(value.value) ? floatDebug(value.value) : 'null';
	if (value instanceof BlobValue) return `[${value.view().join(',')}]`;
	if (value instanceof FunctionPointer) return JSON.stringify(value.name);
	return JSON.stringify(display(value));
}

/** Pieces collected before they are joined. */
const PIECES = 1 << 12;

/**
 * Values, those inside others included, that one text may hold. Values share their parts, so one that is small in
 * memory can have a text without end; this is a second or so of work.
 */
const MOST_VALUES = 2 ** 22;

/**
 * The JSON text of a value.
 * @param most UTF-16 units that the text may have
 * @throws ScriptError ErrorDataTooLarge where it would grow beyond that, or beyond all reason
 */
export function printJson(root: Value, most: number = MAX_CONTAINER_TEXT_UNITS): string {
	const chunks: string[] = [];
	let pieces: string[] = [];
	let length = 0;
	let values = 0;
	const add = (piece: string) => {
		length += piece.length;
		if (length > most) throw dataTooLarge('Length of string');
		if (pieces.push(piece) === PIECES) {
			chunks.push(pieces.join(''));
			pieces = [];
		}
	};
	const open: Frame[] = [];
	let value = untag(root);
	for (;;) {
		if (++values > MOST_VALUES) throw dataTooLarge('Length of string');
		const frame = frameOf(value);
		if (frame === undefined) {
			add(scalar(value));
		} else {
			add(frame.keys ? '{' : '[');
			open.push(frame);
		}
		// Closes what is complete, then goes on with the next item of what is not.
		let current = open.at(-1);
		while (current !== undefined && current.at === current.items.length) {
			add(current.keys ? '}' : ']');
			open.pop();
			current = open.at(-1);
		}
		if (current === undefined) return chunks.join('') + pieces.join('');
		if (current.at > 0) add(',');
		if (current.keys) {
			add(JSON.stringify(current.keys[current.at]));
			add(':');
		}
		value = untag(current.items[current.at]);
		current.at++;
	}
}
