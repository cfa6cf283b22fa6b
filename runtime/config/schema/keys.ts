/** The keys of the schema as a list: for the reference, and for tests that go through all of them. */

import type { EntriesNode, KeyNode, Node, TableNode } from '../nodes.ts';

export interface SchemaKey {
	/** Placeholders stand for names that the user chooses, e.g. `DOMAIN`. */
	readonly path: readonly string[];
	readonly node: KeyNode<unknown>;
}

export interface SchemaTable {
	readonly path: readonly string[];
	readonly node: TableNode<unknown> | EntriesNode<unknown>;
	/** The keys directly in the table, tables not counted. */
	readonly keys: readonly SchemaKey[];
}

function keysOf(node: TableNode<unknown>, path: readonly string[]): SchemaKey[] {
	return Object.entries(node.fields).flatMap(([name, child]: [string, Node]) =>
		child.kind === 'key' ? [{ path: [...path, name], node: child }] : [],
	);
}

/** All tables below a table and itself, in the order of the schema. */
export function schemaTables(node: TableNode<unknown>, path: readonly string[] = []): SchemaTable[] {
	const tables: SchemaTable[] = [{ path, node, keys: keysOf(node, path) }];
	for (const [name, child] of Object.entries(node.fields)) {
		const here = [...path, name];
		if (child.kind === 'table') tables.push(...schemaTables(child, here));
		else if (child.kind === 'entries') {
			tables.push({ path: here, node: child, keys: [] }, ...schemaTables(child.of, [...here, child.placeholder]));
		}
	}
	return tables;
}

/** All keys of a schema. */
export function schemaKeys(node: TableNode<unknown>): SchemaKey[] {
	return schemaTables(node).flatMap(({ keys }) => keys);
}
