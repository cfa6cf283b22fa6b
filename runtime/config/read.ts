/**
 * Reads configuration data by the schema: types, defaults, unknown and missing keys. All mistakes are reported in one
 * go; a key that could not be read has its default, so that the rest can still be looked at.
 */

import { nearest } from '../../lang/diagnostics/spelling.ts';
import type { PathPart } from '../../lang/toml/key-places.ts';
import { keyText } from '../../lang/toml/locate.ts';
import type { ConfigHost } from './host.ts';
import type { EntriesNode, KeyNode, Node, Reading, TableNode, ValueOf } from './nodes.ts';
import { describePlain, isTable, type Plain, type PlainTable, plainFrom } from './plain.ts';
import { type ConfigProblemId, type Places, Problems } from './problems.ts';
import { REMOVED_KEYS } from './schema/removed.ts';

export interface ReadContext {
	readonly host: ConfigHost;
	readonly places: Places;
	readonly problems: Problems;
	readonly format: 'TOML' | 'script';
	/** Where keys of one name belong, for those that stand in the wrong table. */
	readonly homes: ReadonlyMap<string, readonly string[]>;
	/** For scripts: what the map held when the script got it. */
	readonly given?: PlainTable | undefined;
}

/** Reads a table and everything below. @param path of the table within the configuration */
export function readTable<N extends TableNode<unknown>>(
	node: N,
	value: Plain | undefined,
	path: readonly PathPart[],
	context: ReadContext,
): ValueOf<N> {
	return new Reader(context, path).fields(node, value) as ValueOf<N>;
}

class Reader implements Reading {
	readonly #context: ReadContext;
	readonly path: readonly PathPart[];

	constructor(context: ReadContext, path: readonly PathPart[]) {
		this.#context = context;
		this.path = path;
	}

	get host(): ConfigHost {
		return this.#context.host;
	}

	wrong(message: string, help?: string): undefined {
		this.#report('V702', 'value', message, help);
	}

	wrongName(message: string, help?: string): undefined {
		this.#report('V702', 'key', message, help);
	}

	mismatch(expected: string, found: Plain, help?: string): undefined {
		this.#report('V702', 'value', `expected ${expected}, found ${describePlain(found)}`, help);
	}

	outside(message: string, help?: string): undefined {
		this.#report('V706', 'value', message, help);
	}

	wrongVersion(message: string, help?: string): undefined {
		this.#report('V704', 'value', message, help);
	}

	part(name: PathPart): Reader {
		return new Reader(this.#context, [...this.path, name]);
	}

	table<T>(node: TableNode<T>, value: Plain): T | undefined {
		const { problems } = this.#context;
		const before = problems.errors;
		const read = this.fields(node, value);
		return problems.errors === before ? (read as T) : undefined;
	}

	/** For defaults in place of what is wrong: about those nobody wants to hear. */
	#quiet(): Reader {
		return new Reader({ ...this.#context, problems: new Problems() }, this.path);
	}

	#report(id: ConfigProblemId, what: 'key' | 'value', message: string, help?: string): void {
		this.#context.problems.add(this.#context.places, { id, severity: 'error', path: this.path, what, message, help });
	}

	/** The values of a table; all defaults when it is absent or no table. */
	fields(node: TableNode<unknown>, value: Plain | undefined): unknown {
		if (value === undefined && node.optional) return undefined;
		const present = isTable(value);
		if (value !== undefined && !present) this.mismatch('a table', value, this.#tableHint());
		const table: PlainTable = present ? value : new Map();
		const known = new Set<string>();
		const result: Record<string, unknown> = {};
		for (const [name, child] of Object.entries(node.fields)) {
			for (const spelling of spellings(name, child)) known.add(spelling);
			if (child.kind === 'key') result[name] = this.#key(name, child, table, present);
			else if (child.kind === 'table') result[name] = this.part(name).fields(child, table.get(name));
			else result[name] = this.part(name).#entries(child, table.get(name));
		}
		for (const [name, item] of table) if (!known.has(name)) this.part(name).#unknown(name, known, item);
		return result;
	}

	#tableHint(): string | undefined {
		return this.#context.format === 'TOML' ? `write [${keyText(this.path)}], and its keys below` : undefined;
	}

	#key(name: string, node: KeyNode<unknown>, table: PlainTable, present: boolean): unknown {
		const spelling = this.#spelling(spellings(name, node), table);
		if (spelling !== undefined) {
			if (spelling !== name) this.#context.problems.noteSpelling([...this.path, name], spelling);
			const read = node.type.read(table.get(spelling) as Plain, this.part(spelling));
			return read ?? this.#quiet().#default(name, node, false);
		}
		const needed = node.required === 'yes' || (node.required === 'in TOML' && this.#context.format === 'TOML');
		if (present && needed) {
			const others = [...node.alsoCalled].map((other) => ` (or \`${other}\`)`).join('');
			const message = `the table is here, but not its key \`${name}\`${others}: expected ${node.type.expected}`;
			this.#context.problems.add(this.#context.places, {
				id: 'V703',
				severity: 'error',
				path: this.path,
				what: 'key',
				message,
				help: node.default === undefined ? undefined : 'without the whole table the defaults hold',
			});
		}
		return this.#default(name, node, present);
	}

	/** Which of the spellings of a key is used; `undefined` for none. */
	#spelling(names: readonly string[], table: PlainTable): string | undefined {
		const used = names.filter((name) => table.has(name));
		if (used.length < 2) return used[0];
		// A script gets its map with all spellings filled in; the one that it changed counts.
		const changed = used.filter((name) => !this.#untouched(name, table.get(name) as Plain));
		const [first = used[0] as string, second] = changed;
		if (second !== undefined && table.get(first) !== table.get(second)) {
			this.part(second).#report(
				'V705',
				'key',
				`this is another name of \`${first}\`, and both are given`,
				'keep one of them',
			);
		}
		return first;
	}

	#untouched(name: string, value: Plain): boolean {
		let given: Plain | undefined = this.#context.given;
		for (const part of [...this.path, name]) given = isTable(given) ? given.get(String(part)) : undefined;
		return given !== undefined && given === value;
	}

	#default(name: string, node: KeyNode<unknown>, present: boolean): unknown {
		const inTable = present ? node.defaultInTable : undefined;
		const source = inTable ?? (typeof node.default === 'function' ? node.default(this.host) : node.default);
		return source === undefined ? undefined : node.type.read(plainFrom(source), this.part(name));
	}

	#entries(node: EntriesNode<unknown>, value: Plain | undefined): ReadonlyMap<string, unknown> {
		const result = new Map<string, unknown>();
		if (value === undefined) return result;
		if (!isTable(value)) {
			this.mismatch('a table', value, this.#tableHint());
			return result;
		}
		for (const [spelled, item] of value) {
			const at = this.part(spelled);
			const name = node.readName(spelled, at);
			if (name === undefined) continue;
			if (result.has(name)) at.#report('V705', 'key', `\`${name}\` is configured twice`, 'keep one of the tables');
			else result.set(name, at.fields(node.of, item));
		}
		return result;
	}

	#unknown(name: string, known: ReadonlySet<string>, value: Plain): void {
		const removed = REMOVED_KEYS.get(keyText(this.path));
		if (removed !== undefined) this.#report('V701', 'key', 'there is no such key any more', removed);
		else {
			// Looking for near names costs more than anything else here.
			const hint = this.#context.problems.full ? undefined : this.#keyHint(name, known, value);
			this.#report('V701', 'key', 'there is no such key', hint);
		}
	}

	/** What was probably meant by a key that is not known. */
	#keyHint(name: string, known: ReadonlySet<string>, value: Plain): string | undefined {
		const table = this.path.slice(0, -1);
		const near = nearest(name, known) ?? longerName(name, known);
		if (near !== undefined) return `did you mean \`${near}\`?`;
		if (isTable(value) && keyText(table.slice(0, -1)) === DOMAINS) {
			const whole = keyText([...table.slice(0, -1), `${table.at(-1)}.${name}`]);
			return `names with dots are written in quotes: [${whole}]`;
		}
		const homes = (this.#context.homes.get(name) ?? []).filter((home) => home !== keyText(table));
		if (homes.length > 0) {
			const places = homes.map((home) => (home === '' ? 'the top level' : `\`${home}\``));
			return `\`${name}\` is a key of ${places.join(' and ')}`;
		}
		if (known.size === 0 || known.size > MAX_LISTED) return undefined;
		return `the keys here are ${[...known].map((one) => `\`${one}\``).join(', ')}`;
	}
}

const DOMAINS = 'server.virtual';

/** Longer lists of keys are no help. */
const MAX_LISTED = 16;

/** A key that goes on, or stops, where a part of the name ends: `client_count` for `client_count_max`. */
function longerName(name: string, known: Iterable<string>): string | undefined {
	const related = [...known].filter((one) => one.startsWith(`${name}_`) || name.startsWith(`${one}_`));
	return related.sort((left, right) => left.length - right.length)[0];
}

/** All names of a node, the main one first. */
export function spellings(name: string, node: Node): readonly string[] {
	return node.kind === 'key' ? [name, ...node.alsoCalled, ...node.accepted] : [name];
}
