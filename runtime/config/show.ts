/** The configuration as text and as data: for `config show` and `config diff`, and for scripts. */

import { ArrayValue, MapValue, type Value } from '../../lang/index.ts';
import type { Config } from './config.ts';
import type { Node, Shown } from './nodes.ts';
import { CONFIG_SCHEMA, type Settings } from './schema/index.ts';

interface ShowOptions {
	/** Keys appear under all names that they have in some generation. */
	readonly allNames: boolean;
}

/** A value of the schema in the form in which it can be written into a file; absent keys are left out. */
export function showNode(node: Node, value: unknown, options: ShowOptions): Shown | undefined {
	if (value === undefined) return undefined;
	if (node.kind === 'key') return node.type.show(value as never);
	if (node.kind === 'entries') {
		const items = [...(value as ReadonlyMap<string, unknown>)];
		return Object.fromEntries(items.map(([name, item]) => [name, showNode(node.of, item, options) as Shown]));
	}
	const shown: [string, Shown][] = [];
	for (const [name, child] of Object.entries(node.fields)) {
		const item = showNode(child, (value as Readonly<Record<string, unknown>>)[name], options);
		if (item === undefined) continue;
		const names = options.allNames && child.kind === 'key' ? [name, ...child.alsoCalled] : [name];
		for (const one of names) shown.push([one, item]);
	}
	return Object.fromEntries(shown);
}

/** `config show`: the configuration as JSON; certificates and keys as paths. */
export function showConfig(config: Config): string {
	return `Loaded configuration: ${json(config)}`;
}

function json(config: Config): string {
	return JSON.stringify(showNode(CONFIG_SCHEMA, config, { allNames: false }), undefined, 2);
}

export interface DiffOptions {
	/** Escape sequences for colours; off by default. */
	readonly color?: boolean;
}

const RED = '\u001b[31m';
const GREEN = '\u001b[32m';
const RESET = '\u001b[0m';

/**
 * `config diff`: the JSON of both, line by line: lines of the defaults only with `-`, of the loaded one only with `+`.
 */
export function diffConfig(config: Config, defaults: Config, options: DiffOptions = {}): string {
	const paint = (color: string, line: string): string => (options.color === true ? `${color}${line}${RESET}` : line);
	return diffLines(json(defaults).split('\n'), json(config).split('\n'))
		.map(({ side, line }) => {
			if (side === 'both') return ` ${line}`;
			return side === 'left' ? paint(RED, `-${line}`) : paint(GREEN, `+${line}`);
		})
		.join('\n');
}

interface DiffLine {
	readonly side: 'left' | 'right' | 'both';
	readonly line: string;
}

/** The shortest difference: the longest common subsequence is kept. Left is short (the defaults), so a table will do. */
function diffLines(left: readonly string[], right: readonly string[]): DiffLine[] {
	let head = 0;
	while (head < left.length && head < right.length && left[head] === right[head]) head++;
	let tail = 0;
	const most = Math.min(left.length, right.length) - head;
	while (tail < most && left.at(-1 - tail) === right.at(-1 - tail)) tail++;
	const both = (lines: readonly string[]): DiffLine[] => lines.map((line) => ({ side: 'both', line }));
	const middle = diffMiddle(left.slice(head, left.length - tail), right.slice(head, right.length - tail));
	return [...both(left.slice(0, head)), ...middle, ...both(left.slice(left.length - tail))];
}

function diffMiddle(left: readonly string[], right: readonly string[]): DiffLine[] {
	const width = right.length + 1;
	/** Length of the longest common subsequence of what begins at (row, column). */
	const common = new Uint32Array((left.length + 1) * width);
	const at = (row: number, column: number): number => common[row * width + column] as number;
	for (let row = left.length - 1; row >= 0; row--) {
		for (let column = right.length - 1; column >= 0; column--) {
			common[row * width + column] =
				left[row] === right[column] ? at(row + 1, column + 1) + 1 : Math.max(at(row + 1, column), at(row, column + 1));
		}
	}
	const lines: DiffLine[] = [];
	let row = 0;
	let column = 0;
	while (row < left.length || column < right.length) {
		if (row < left.length && column < right.length && left[row] === right[column]) {
			lines.push({ side: 'both', line: left[row] as string });
			row++;
			column++;
		} else if (row < left.length && (column === right.length || at(row + 1, column) >= at(row, column + 1))) {
			lines.push({ side: 'left', line: left[row++] as string });
		} else lines.push({ side: 'right', line: right[column++] as string });
	}
	return lines;
}

/** What scripts see of the configuration, as `toml::server` and `toml::app`, or `cfg::server` and `cfg::app`. */
export interface ConfigValues {
	readonly server: MapValue;
	readonly app: MapValue;
}

/** Durations, addresses and replies are texts, certificates and keys paths, absent keys absent. */
export function configValues(config: Config): ConfigValues {
	const values = settingsValue(config);
	return { server: values.get('server') as MapValue, app: values.get('app') as MapValue };
}

/** All keys as a map of the language. */
export function settingsValue(settings: Settings): MapValue {
	return toValue(showNode(CONFIG_SCHEMA, settings, { allNames: true }) as Shown) as MapValue;
}

export function toValue(shown: Shown): Value {
	if (Array.isArray(shown)) return new ArrayValue(shown.map(toValue));
	if (typeof shown !== 'object') return shown;
	return new MapValue(new Map(Object.entries(shown).map(([key, item]) => [key, toValue(item as Shown)])));
}
