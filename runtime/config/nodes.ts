/**
 * What the schema is made of: tables of keys, each with its type, default and documentation.
 *
 * The TypeScript type of the loaded configuration follows from the schema (`ValueOf`), so the two cannot differ. The
 * reader, the printer and the generated reference walk the same tree.
 */

import type { PathPart } from '../../lang/toml/key-places.ts';
import type { ConfigHost } from './host.ts';
import type { Plain, PlainSource } from './plain.ts';

/** What is printed by `config show` and seen by scripts. */
export type Shown = string | number | boolean | readonly Shown[] | { readonly [key: string]: Shown };

/** A value being read: where it stands, and whom to tell what is wrong with it. */
export interface Reading {
	readonly host: ConfigHost;
	readonly path: readonly PathPart[];
	/** The value is not what its key takes. @returns `undefined`, for `return at.wrong(…)` */
	wrong(message: string, help?: string): undefined;
	/** Not the value is wrong but the name that the user chose for it. */
	wrongName(message: string, help?: string): undefined;
	/** The value has the wrong form: says what was expected and what was found. */
	mismatch(expected: string, found: Plain, help?: string): undefined;
	/** The value is well-formed, but the machine does not have what it names. */
	outside(message: string, help?: string): undefined;
	/** The version that the file asks for is not ours. */
	wrongVersion(message: string, help?: string): undefined;
	/** The reading of a part of the value. */
	part(name: PathPart): Reading;
	/** Reads a table inside of a value, e.g. an item of a list of tables. */
	table<T>(node: TableNode<T>, value: Plain): T | undefined;
}

export interface ValueType<T> {
	/** One or two words for the reference, e.g. `duration`. */
	readonly name: string;
	/** For messages, e.g. `a duration such as "5m"`. */
	readonly expected: string;
	/** `undefined` when the value is wrong and that has been reported. */
	read(value: Plain, at: Reading): T | undefined;
	/** A form that `read` takes. */
	show(value: T): Shown;
}

/** Carries the type of a node's value; never there at run time. */
declare const VALUE: unique symbol;

interface NodeBase<T> {
	// A function, since optional properties lose an `undefined` of their type.
	readonly [VALUE]?: () => T;
	/** One sentence, Markdown. */
	readonly doc: string;
}

export interface KeyNode<T> extends NodeBase<T> {
	readonly kind: 'key';
	readonly type: ValueType<NonNullable<T>>;
	/** Spellings of another generation: accepted, and shown to scripts beside the name. */
	readonly alsoCalled: readonly string[];
	/** Spellings that are wrong but in use: accepted only. */
	readonly accepted: readonly string[];
	/** The value when none is given; without it the key stays absent. */
	readonly default?: PlainSource | ((host: ConfigHost) => PlainSource) | undefined;
	/** In place of the default when the table is there, but not this key. */
	readonly defaultInTable?: PlainSource | undefined;
	/** For the reference, where the default depends on something. */
	readonly defaultText?: string | undefined;
	/** Whether a table that is there must have the key. */
	readonly required: 'no' | 'yes' | 'in TOML';
}

export interface TableNode<T> extends NodeBase<T> {
	readonly kind: 'table';
	readonly fields: { readonly [name: string]: Node };
	/** Whether the table may be absent; otherwise an absent table consists of defaults. */
	readonly optional: boolean;
}

/** A table whose keys are names that the user chooses. */
export interface EntriesNode<T> extends NodeBase<T> {
	readonly kind: 'entries';
	/** What a name is, in the reference, e.g. `DOMAIN`. */
	readonly placeholder: string;
	readonly of: TableNode<unknown>;
	/** The name in its one form; `undefined` when it is wrong and that has been reported. */
	readName(name: string, at: Reading): string | undefined;
}

export type Node = KeyNode<unknown> | TableNode<unknown> | EntriesNode<unknown>;

export type ValueOf<N> = N extends NodeBase<infer T> ? T : never;

type Fields = { readonly [name: string]: Node };

type ValuesOf<F> = { readonly [K in keyof F]: ValueOf<F[K]> };

interface KeyOptions {
	readonly doc: string;
	readonly alsoCalled?: readonly string[];
	readonly accepted?: readonly string[];
	readonly default?: PlainSource | ((host: ConfigHost) => PlainSource);
	readonly defaultInTable?: PlainSource;
	readonly defaultText?: string;
}

function keyNode<T>(
	type: ValueType<NonNullable<T>>,
	options: KeyOptions,
	required: KeyNode<T>['required'],
): KeyNode<T> {
	return {
		kind: 'key',
		type,
		required,
		...options,
		alsoCalled: options.alsoCalled ?? [],
		accepted: options.accepted ?? [],
	};
}

interface WithDefault extends KeyOptions {
	readonly default: NonNullable<KeyOptions['default']>;
	/** Whether a table that is there must have the key all the same. */
	readonly required?: KeyNode<unknown>['required'];
}

/** A key with a default. */
export function key<T extends {}>(type: ValueType<T>, options: WithDefault): KeyNode<T> {
	const { required = 'no', ...rest } = options;
	return keyNode<T>(type, rest, required);
}

/** A key without default, which a table that is there must have. */
export function required<T extends {}>(type: ValueType<T>, options: KeyOptions): KeyNode<T> {
	return keyNode<T>(type, options, 'yes');
}

/** A key that may be absent; with `requiredInToml` not from a TOML file that has its table. */
export function optional<T extends {}>(
	type: ValueType<T>,
	options: KeyOptions & { readonly requiredInToml?: boolean },
): KeyNode<T | undefined> {
	const { requiredInToml = false, ...rest } = options;
	return keyNode<T | undefined>(type as ValueType<NonNullable<T | undefined>>, rest, requiredInToml ? 'in TOML' : 'no');
}

/** A table that consists of defaults when it is absent. */
export function table<F extends Fields>(doc: string, fields: F): TableNode<ValuesOf<F>> {
	return { kind: 'table', doc, fields, optional: false };
}

/** A table whose absence means something. */
export function optionalTable<F extends Fields>(doc: string, fields: F): TableNode<ValuesOf<F> | undefined> {
	return { kind: 'table', doc, fields, optional: true };
}

/** Tables with names of the user's choice. */
export function entries<T>(
	doc: string,
	placeholder: string,
	of: TableNode<T>,
	readName: (name: string, at: Reading) => string | undefined,
): EntriesNode<ReadonlyMap<string, T>> {
	return { kind: 'entries', doc, placeholder, of, readName };
}
export type { Plain };
