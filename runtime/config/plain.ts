/**
 * Configuration data before it has a meaning: the same shape from TOML and from scripts, so that one reader serves
 * both. Whole numbers are `bigint`, others `number`; what no configuration can contain is a `Foreign`.
 */

import { ArrayValue, Float, isUnit, MapValue, typeName, untag, type Value } from '../../lang/index.ts';

/** A value of a script that stands for nothing here, such as a function. */
export class Foreign {
	readonly typeName: string;

	constructor(name: string) {
		this.typeName = name;
	}
}

export type PlainTable = ReadonlyMap<string, Plain>;

export type Plain = string | boolean | bigint | number | readonly Plain[] | PlainTable | Foreign;

/** A script can build data that nests without end; the deepest key of the schema lies at seven. */
const MAX_DEPTH = 32;

export function isTable(value: Plain | undefined): value is PlainTable {
	return value instanceof Map;
}

export function isList(value: Plain | undefined): value is readonly Plain[] {
	return Array.isArray(value);
}

/** Data of the TOML parser, which bounds its depth. */
export function plainFromToml(value: unknown): Plain {
	if (Array.isArray(value)) return value.map(plainFromToml);
	if (value instanceof Date) return value.toISOString();
	if (typeof value === 'object' && value !== null) {
		return new Map(Object.entries(value).map(([key, item]) => [key, plainFromToml(item)]));
	}
	return value as string | boolean | bigint | number;
}

/** A value of a script; entries with the value `()` are left out. */
export function plainFromValue(given: Value, depth = 0): Plain {
	const value = untag(given);
	if (typeof value === 'string' || typeof value === 'boolean' || typeof value === 'bigint') return value;
	if (typeof value === 'number') return BigInt(value);
	if (value instanceof Float) return value.value;
	if (depth < MAX_DEPTH && value instanceof ArrayValue)
		return value.items.map((item) => plainFromValue(item, depth + 1));
	if (depth < MAX_DEPTH && value instanceof MapValue) {
		const entries = [...value.pairs()].filter(([, item]) => !isUnit(item));
		return new Map(entries.map(([key, item]) => [key, plainFromValue(item, depth + 1)]));
	}
	return new Foreign(typeName(value));
}

/** Data written in TypeScript, for defaults. */
export type PlainSource = string | boolean | number | readonly PlainSource[] | { readonly [key: string]: PlainSource };

/** Whole numbers become `bigint`, objects tables. */
export function plainFrom(value: PlainSource): Plain {
	if (typeof value === 'number') return Number.isInteger(value) ? BigInt(value) : value;
	if (typeof value !== 'object') return value;
	if (Array.isArray(value)) return value.map(plainFrom);
	return new Map(Object.entries(value).map(([key, item]) => [key, plainFrom(item as PlainSource)]));
}

const LONGEST_TEXT = 60;

/** A text in quotes, cut if it is long. */
export function quoted(text: string): string {
	return JSON.stringify(text.length > LONGEST_TEXT ? `${text.slice(0, LONGEST_TEXT)}…` : text);
}

/** A value as a message calls it, e.g. `the string "x"`. */
export function describePlain(value: Plain): string {
	if (typeof value === 'string') return value === '' ? 'an empty string' : `the string ${quoted(value)}`;
	if (typeof value === 'bigint') return `the number ${value}`;
	if (typeof value === 'number') return `the number ${Number.isInteger(value) ? value.toFixed(1) : value}`;
	if (typeof value === 'boolean') return `\`${value}\``;
	if (value instanceof Foreign) return `a value of type \`${value.typeName}\``;
	return isList(value) ? 'an array' : 'a table';
}
