/** Keys of a schema as a table in Markdown, for the pages of reference. */

import type { KeyNode } from '../runtime/config/nodes.ts';
import type { SchemaKey } from '../runtime/config/schema/keys.ts';

function row(...cells: readonly string[]): string {
	return `| ${cells.join(' | ')} |`;
}

export function table(heads: readonly string[], rows: readonly (readonly string[])[]): string {
	return [row(...heads), row(...heads.map(() => '---')), ...rows.map((cells) => row(...cells))].join('\n');
}

function defaultText(node: KeyNode<unknown>): string {
	const value = typeof node.default === 'function' ? undefined : node.default;
	const text = node.defaultText ?? (value === undefined ? '' : `\`${JSON.stringify(value).replaceAll(',"', ', "')}\``);
	if (node.required === 'no') return text === '' ? 'none' : text;
	const needed = node.required === 'yes' ? '*required*' : '*required* in TOML';
	return text === '' ? needed : `${text}, ${needed}`;
}

function keyRow({ path, node }: SchemaKey): string[] {
	const names = [path.at(-1), ...node.alsoCalled, ...node.accepted];
	return [names.map((name) => `\`${name}\``).join('<br>'), node.type.name, defaultText(node), node.doc];
}

export function keyTable(keys: readonly SchemaKey[]): string {
	return table(['Key', 'Type', 'Default', 'Meaning'], keys.map(keyRow));
}
