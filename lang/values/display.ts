/**
 * Values as text (language spec 3.12): the display form of `print` and string `+`, the debug form, and the form in
 * which an uncaught `throw` shows its value.
 *
 * Containers are written with an explicit stack, so nesting costs memory only. Function pointers show their name, so
 * the cycles that closures can make are never entered.
 */

import { dataTooLarge } from '../vm/errors.ts';
import { MAX_CONTAINER_TEXT_UNITS } from './ceilings.ts';
import { Char } from './char.ts';
import { ArrayValue, BlobValue, type Container, MapValue } from './container.ts';
import { Float } from './float.ts';
import { floatDebug, floatDisplay } from './floats.ts';
import { FunctionPointer } from './function-pointer.ts';
import { HostObject } from './host-object.ts';
import { IteratorValue } from './iterator.ts';
import { chargeText } from './memory.ts';
import { RangeValue } from './range.ts';
import { Tagged } from './tagged.ts';
import { Timestamp } from './timestamp.ts';
import type { Value } from './value.ts';

export { floatDebug, floatDisplay } from './floats.ts';

/**
 * The display form.
 * @throws ScriptError ErrorDataTooLarge where the text of a container would grow beyond all reason
 */
export function display(value: Value): string {
	if (typeof value === 'string') return value;
	if (value === undefined) return '';
	if (typeof value !== 'object') return String(value);
	if (value instanceof Float) return floatDisplay(value.value);
	if (value instanceof Char) return value.text;
	if (value instanceof Tagged) return display(value.value);
	if (value instanceof HostObject) return value.descriptor.display?.(value as never) ?? value.descriptor.name;
	return debugText(value);
}

/**
 * The debug form.
 * @throws ScriptError ErrorDataTooLarge where the text of a container would grow beyond all reason
 */
export function debugText(value: Value): string {
	if (value instanceof ArrayValue || value instanceof MapValue) return containerText(value, plainChar);
	return leafText(value, plainChar);
}

/** The form of an uncaught `throw`: the display form, but with quoted chars inside containers. */
export function thrownText(value: Value): string {
	if (value instanceof Tagged) return thrownText(value.value);
	if (value instanceof ArrayValue || value instanceof MapValue) return containerText(value, quoteChar);
	return display(value);
}

/**
 * What the debug form of strings escapes: quotes and backslashes, whatever has no ink of its own but the blank, and
 * marks that would join the character before them.
 */
const ESCAPED = /["\\]|[[\p{C}\p{Z}\p{Grapheme_Extend}]--[ ]]/gv;

const NEEDS_LOOK = /[^ !#-[\]-~]/;

const SHORT_ESCAPES: Readonly<Record<string, string>> = {
	'"': '\\"',
	'\\': '\\\\',
	'\n': '\\n',
	'\r': '\\r',
	'\t': '\\t',
	'\0': '\\0',
};

function escaped(character: string): string {
	return SHORT_ESCAPES[character] ?? `\\u{${(character.codePointAt(0) as number).toString(16)}}`;
}

/** A string in quotes, with escapes. */
export function quoteText(text: string): string {
	return NEEDS_LOOK.test(text) ? `"${text.replace(ESCAPED, escaped)}"` : `"${text}"`;
}

type CharForm = (char: Char) => string;

/** Chars bear no quotes in the debug form, not even in containers. */
const plainChar: CharForm = (char) => char.text;

const quoteChar: CharForm = (char) => {
	if (char.text === '"') return `'"'`;
	if (char.text === "'") return `'\\''`;
	return `'${char.text.replace(ESCAPED, escaped)}'`;
};

/** Debug form of everything but arrays and maps. */
function leafText(value: Value, charForm: CharForm): string {
	if (typeof value === 'string') return quoteText(value);
	if (value === undefined) return '()';
	if (typeof value !== 'object') return String(value);
	if (value instanceof Float) return floatDebug(value.value);
	if (value instanceof Char) return charForm(value);
	if (value instanceof BlobValue) return blobText(value);
	if (value instanceof RangeValue) return rangeText(value);
	if (value instanceof FunctionPointer) return `Fn(${value.name})`;
	if (value instanceof Timestamp) return '<timestamp>';
	if (value instanceof IteratorValue) return 'range';
	if (value instanceof HostObject) return value.descriptor.debug?.(value as never) ?? value.descriptor.name;
	return debugText((value as Tagged).value);
}

function rangeText(range: RangeValue): string {
	return `${range.from}${range.inclusive ? '..=' : '..'}${range.open ? '' : range.to}`;
}

const BLOB_GROUP = 8;

function blobText(blob: BlobValue): string {
	if (blob.length > MAX_CONTAINER_TEXT_UNITS / 3) throw dataTooLarge('Length of string');
	const bytes = blob.view();
	const hex = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('hex');
	const groups: string[] = [];
	for (let at = 0; at < hex.length; at += 2 * BLOB_GROUP) groups.push(hex.slice(at, at + 2 * BLOB_GROUP));
	return `[${groups.join(' ')}]`;
}

/** An array or map being written. */
interface Frame {
	readonly container: ArrayValue | MapValue;
	/** Of a map. */
	readonly keys: readonly string[] | undefined;
	readonly count: number;
	at: number;
	/** Number of its first piece. */
	readonly firstPiece: number;
}

/** The text of a container written before: its pieces, or from the second time on the whole. */
type Written = { readonly start: number; readonly end: number } | string;

function containerText(root: ArrayValue | MapValue, charForm: CharForm): string {
	const pieces: string[] = [];
	const written = new Map<Container, Written>();
	let length = 0;
	const add = (piece: string): void => {
		length += piece.length;
		// Before it can exhaust the memory; the joined text comes on top of the pieces.
		if (length > MAX_CONTAINER_TEXT_UNITS) throw dataTooLarge('Length of string');
		pieces.push(piece);
	};
	const open = (container: ArrayValue | MapValue, before: string): Frame => {
		const keys = container instanceof MapValue ? container.sortedKeys() : undefined;
		const count = container instanceof MapValue ? container.size : container.items.length;
		if (before !== '') add(before);
		const frame = { container, keys, count, at: 0, firstPiece: pieces.length };
		add(keys ? '#{' : '[');
		return frame;
	};

	const outer: Frame[] = [];
	let frame = open(root, '');
	for (;;) {
		if (frame.at === frame.count) {
			add(frame.keys ? '}' : ']');
			if (frame.container.shared) written.set(frame.container, { start: frame.firstPiece, end: pieces.length });
			const next = outer.pop();
			chargeText(length);
			if (next === undefined) return pieces.join('');
			frame = next;
			continue;
		}
		let before = frame.at > 0 ? ', ' : '';
		let item: Value;
		if (frame.keys) {
			const key = frame.keys[frame.at] as string;
			item = (frame.container as MapValue).get(key);
			before += `${quoteText(key)}: `;
		} else {
			item = (frame.container as ArrayValue).items[frame.at];
		}
		frame.at++;
		if (item instanceof Tagged) item = item.value;
		if (!(item instanceof ArrayValue || item instanceof MapValue)) {
			add(before + leafText(item, charForm));
			continue;
		}
		const text = item.shared ? textAgain(item, written, pieces) : undefined;
		if (text !== undefined) {
			add(before + text);
		} else {
			outer.push(frame);
			frame = open(item, before);
		}
	}
}

/**
 * The text of a container that was written before. Containers share parts, so a value that takes little memory can
 * have a text without end; writing each part once lets it reach the limit before it takes long.
 */
function textAgain(container: Container, written: Map<Container, Written>, pieces: string[]): string | undefined {
	const known = written.get(container);
	if (known === undefined || typeof known === 'string') return known;
	const text = pieces.slice(known.start, known.end).join('');
	written.set(container, text);
	return text;
}
