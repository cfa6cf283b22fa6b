/**
 * Indices and properties (language spec 3.9, 4.4, 5.7): `base[index]`, `base.name`, and assignment to them.
 *
 * Assigning returns the new base, which the caller stores back. A container is changed in place, so it must be owned;
 * strings, ints and tagged values give a new value. A container inside a `Tagged` is never changed in place, since
 * copying a tagged value does not mark what it holds.
 *
 * Reading gives what is stored, not a copy: whoever keeps it calls `share`.
 */

import { arrayBounds, bitFieldBounds, dataTooLarge, mismatchedType, ScriptError, stringBounds } from '../vm/errors.ts';
import { bitAt, bitField, INT_BITS, lowByte, withBit, withBitField } from './bit-fields.ts';
import { MAX_MAP_PROPERTIES } from './ceilings.ts';
import { Char, charOf } from './char.ts';
import { ArrayValue, BlobValue, Container, MapValue } from './container.ts';
import { display } from './display.ts';
import { HostObject } from './host-object.ts';
import { type IntValue, isInt } from './int.ts';
import { RangeValue } from './range.ts';
import { replaceSlice, sliceText } from './slices.ts';
import { Tagged, untag } from './tagged.ts';
import { charAtIndex, charCount, utf16Index } from './text.ts';
import { isPlain, widthAt } from './text-index.ts';
import { typeName } from './type-of.ts';
import type { Value } from './value.ts';

/**
 * `base[index]`
 * @param failOnMissingProperty a map without the key is ErrorPropertyNotFound instead of giving `()`
 * @throws ScriptError ErrorArrayBounds, ErrorStringBounds, ErrorBitFieldBounds, ErrorMismatchDataType,
 *   ErrorIndexingType, ErrorPropertyNotFound
 */
export function getIndex(base: Value, index: Value, failOnMissingProperty = false): Value {
	if (base instanceof ArrayValue && typeof index === 'number') {
		const items = base.items;
		const at = index < 0 ? items.length + index : index;
		if (at >= 0 && at < items.length) return items[at];
		throw arrayBounds(items.length, index);
	}
	if (base instanceof MapValue && typeof index === 'string') return getFromMap(base, index, failOnMissingProperty);
	if (typeof base === 'string' && typeof index === 'number') return charOfText(base, index);
	return getOther(base, index, failOnMissingProperty);
}

/**
 * `base[index] = value`
 * @returns the new base
 * @throws ScriptError ErrorArrayBounds, ErrorStringBounds, ErrorBitFieldBounds, ErrorMismatchDataType,
 *   ErrorIndexingType, ErrorDataTooLarge
 */
export function setIndex(base: Value, index: Value, value: Value): Value {
	if (base instanceof ArrayValue && typeof index === 'number') {
		const items = base.items;
		const at = index < 0 ? items.length + index : index;
		if (!(at >= 0 && at < items.length)) throw arrayBounds(items.length, index);
		items[at] = value;
		return base;
	}
	if (base instanceof MapValue && typeof index === 'string') return setInMap(base, index, value);
	return setOther(base, index, value);
}

/**
 * `base.name` for maps and host objects; the library's own properties are looked up before.
 * @param failOnMissingProperty a map without the key is ErrorPropertyNotFound instead of giving `()`
 * @throws ScriptError ErrorDotExpr, ErrorPropertyNotFound
 */
export function getProperty(base: Value, name: string, failOnMissingProperty = false): Value {
	if (base instanceof MapValue) return getFromMap(base, name, failOnMissingProperty);
	if (base instanceof Tagged) return getProperty(base.value, name, failOnMissingProperty);
	if (base instanceof HostObject) {
		const { properties, getIndex: getByIndex } = base.descriptor;
		const get = properties?.get(name)?.get;
		if (get !== undefined) return get(base as never);
		if (getByIndex !== undefined) return getByIndex(base as never, name);
	}
	throw noProperty(`Unknown property '${name}' - a getter is not registered for type '${typeName(base)}'`);
}

/**
 * `base.name = value`
 * @returns the new base
 * @throws ScriptError ErrorDotExpr, ErrorDataTooLarge
 */
export function setProperty(base: Value, name: string, value: Value): Value {
	if (base instanceof MapValue) return setInMap(base, name, value);
	if (base instanceof Tagged) return retagged(base, setProperty(copyOf(base.value), name, value));
	if (base instanceof HostObject) {
		const { properties, setIndex: setByIndex } = base.descriptor;
		const set = properties?.get(name)?.set;
		if (set !== undefined) {
			set(base as never, value);
			return base;
		}
		if (setByIndex !== undefined) {
			setByIndex(base as never, name, value);
			return base;
		}
	}
	const types = `for type '${typeName(base)}' to handle '${typeName(value)}'`;
	throw noProperty(`No writable property '${name}' - a setter is not registered ${types}`);
}

function getFromMap(map: MapValue, key: string, failOnMissing: boolean): Value {
	const value = map.get(key);
	if (value === undefined && failOnMissing && !map.has(key)) {
		throw new ScriptError('ErrorPropertyNotFound', `Property not found: ${key}`, { variable: key });
	}
	return value;
}

function setInMap(map: MapValue, key: string, value: Value): MapValue {
	if (map.size >= MAX_MAP_PROPERTIES && !map.has(key)) throw dataTooLarge('Size of object map');
	map.set(key, value);
	return map;
}

function getOther(base: Value, index: Value, failOnMissing: boolean): Value {
	if (base instanceof Tagged || index instanceof Tagged) return getIndex(untag(base), untag(index), failOnMissing);
	if (base instanceof ArrayValue) return base.items[itemPosition(base.items.length, index)];
	if (base instanceof BlobValue) return base.bytes[itemPosition(base.length, index)];
	if (typeof base === 'string') {
		return index instanceof RangeValue ? sliceText(base, index) : charOfText(base, wantInt(index));
	}
	if (isInt(base)) {
		if (!(index instanceof RangeValue)) return bitAt(base, bitPosition(index));
		const [from, to] = fieldBounds(index);
		return bitField(base, from, to, true);
	}
	if (base instanceof MapValue) throw mismatchedType('string', typeName(index));
	if (base instanceof HostObject) {
		const get = base.descriptor.getIndex;
		if (get !== undefined) return get(base as never, index);
	}
	throw notIndexable(`${typeName(base)} [${typeName(index)}]`);
}

function setOther(base: Value, index: Value, value: Value): Value {
	if (base instanceof Tagged) return retagged(base, setIndex(copyOf(base.value), untag(index), value));
	if (index instanceof Tagged) return setIndex(base, index.value, value);
	if (base instanceof ArrayValue) {
		base.items[itemPosition(base.items.length, index)] = value;
		return base;
	}
	if (base instanceof BlobValue) {
		const at = itemPosition(base.length, index);
		base.bytes[at] = lowByte(wantInt(untag(value)));
		return base;
	}
	if (typeof base === 'string') {
		return index instanceof RangeValue
			? replaceSlice(base, index, display(value))
			: withChar(base, wantInt(index), untag(value));
	}
	if (isInt(base)) {
		if (index instanceof RangeValue) {
			const [from, to] = fieldBounds(index);
			return withBitField(base, from, to, wantInt(untag(value)));
		}
		const bit = bitPosition(index);
		const on = untag(value);
		if (typeof on !== 'boolean') throw mismatchedType('bool', typeName(on));
		return withBit(base, bit, on);
	}
	if (base instanceof MapValue) throw mismatchedType('string', typeName(index));
	if (base instanceof HostObject) {
		const set = base.descriptor.setIndex;
		if (set !== undefined) {
			set(base as never, index, value);
			return base;
		}
	}
	throw notIndexable(`${typeName(base)} [${typeName(index)}] = ${typeName(value)}`);
}

/** What may be changed in place of a value that several tags may hold. */
function copyOf(value: Value): Value {
	return value instanceof Container ? value.clone() : value;
}

function retagged(old: Tagged, value: Value): Tagged {
	return new Tagged(untag(value), old.tag);
}

function wantInt(value: Value): IntValue {
	if (isInt(value)) return value;
	throw mismatchedType('i64', typeName(value));
}

/** The position that an index of an array or blob means. @throws ScriptError ErrorArrayBounds, ErrorMismatchDataType */
function itemPosition(length: number, index: Value): number {
	const wanted = wantInt(index);
	if (wanted >= length || wanted < -length) throw arrayBounds(length, wanted);
	const at = Number(wanted);
	return at < 0 ? length + at : at;
}

/** The position of a character. @throws ScriptError ErrorStringBounds */
function charPosition(text: string, index: IntValue): number {
	// A string has at least half as many characters as units, so they need no counting for most indices.
	if (index >= 0 && index < text.length / 2) return Number(index);
	const length = charCount(text);
	if (index >= length || index < -length) throw stringBounds(length, index);
	const at = Number(index);
	return at < 0 ? length + at : at;
}

function charOfText(text: string, index: IntValue): Char {
	if (typeof index === 'number' && isPlain(text)) {
		const at = index < 0 ? text.length + index : index;
		if (at >= 0 && at < text.length) return charOf(text.charCodeAt(at));
		throw stringBounds(text.length, index);
	}
	return charAtIndex(text, charPosition(text, index)) as Char;
}

function withChar(text: string, index: IntValue, value: Value): string {
	const unit = utf16Index(text, charPosition(text, index));
	if (!(value instanceof Char)) throw mismatchedType('char', typeName(value));
	return text.slice(0, unit) + value.text + text.slice(unit + widthAt(text, unit));
}

function bitPosition(index: Value): number {
	const wanted = wantInt(index);
	if (wanted >= INT_BITS || wanted < -INT_BITS) throw bitFieldBounds(wanted);
	const at = Number(wanted);
	return at < 0 ? INT_BITS + at : at;
}

/** First bit, and the bit after the last. @throws ScriptError ErrorBitFieldBounds */
function fieldBounds(range: RangeValue): [number, number] {
	const { from, to } = range;
	if (from < 0 || from > INT_BITS) throw bitFieldBounds(from);
	if (range.open) return [Number(from), INT_BITS];
	if (to < 0 || to > (range.inclusive ? INT_BITS - 1 : INT_BITS)) throw bitFieldBounds(to);
	return [Number(from), range.inclusive ? Number(to) + 1 : Number(to)];
}

function notIndexable(types: string): ScriptError {
	return new ScriptError('ErrorIndexingType', `Indexer unavailable: ${types}`, { type: types });
}

function noProperty(message: string): ScriptError {
	return new ScriptError('ErrorDotExpr', message, { property: message });
}
