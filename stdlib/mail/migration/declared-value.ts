/**
 * The right side of `object NAME TYPE = VALUE`, which may be a text (for groups an array) or a map that holds it under
 * `value`; constructors take the former only.
 */

import type { Expression, MapEntry, MapLiteral } from '../../../lang/ast/nodes.ts';
import { bare } from '../../../lang/checker/scopes.ts';
import type { TextEdit } from '../../../lang/diagnostics/diagnostic.ts';
import { CONFIG_MODULE } from './generation.ts';
import { libraryCall } from './move-calls.ts';
import type { MovedFile } from './moved-file.ts';

export interface DeclaredValue {
	/** Changes inside of the value. */
	readonly edits: readonly TextEdit[];
	/** What has to follow the value, such as `.value`. */
	readonly suffix: string;
	/** Whether the value is certainly of the type that the constructor takes, or certainly an error either way. */
	readonly safe: boolean;
}

export function entryNamed(map: MapLiteral, name: string): MapEntry | undefined {
	return map.entries.find(({ key }) => (key.kind === 'Identifier' ? key.name : key.value) === name);
}

/** @param word the type that a constructor takes */
export function declaredValue(file: MovedFile, value: Expression, word: 'string' | 'array'): DeclaredValue | string {
	const node = bare(value);
	if (node.kind === 'Map') return ofMap(file, value, node);
	const type = file.context.types.typeOf(value);
	if (type.word === 'map' && !type.optional) return { edits: [], suffix: '.value', safe: node.kind === 'Variable' };
	if (type.word !== 'any' && type.word !== word) return `its value is no ${word}`;
	const known = type.word === word && !type.optional;
	return { edits: [], suffix: '', safe: known || isTextOrWrong(file, node) };
}

/** Values that are texts, or with which either spelling fails: the configuration has no map with a key `value`. */
function isTextOrWrong(file: MovedFile, node: Expression): boolean {
	if (node.kind === 'Call') return libraryCall(file, node)?.match.form.returns === 'string';
	const root = node.kind === 'Chain' ? bare(node.root) : node;
	if (root.kind !== 'Variable' || root.namespace.length !== 1) return false;
	const module = root.namespace[0]?.name ?? '';
	return Object.values(CONFIG_MODULE).includes(module) && !file.context.scopes.importAliases.has(module);
}

/** Other keys of the map mean nothing, but they may tell the reader something: then the map stays. */
function ofMap(file: MovedFile, value: Expression, map: MapLiteral): DeclaredValue | string {
	const entry = entryNamed(map, 'value');
	if (entry === undefined) return 'its map has no `value`';
	const inner = entry.value;
	if (map.entries.length > 1 || value !== map || file.hasComment(map.start, map.end)) {
		return { edits: [], suffix: '.value', safe: true };
	}
	const edits = [...file.remove(map.start, inner.start), ...file.remove(inner.end, map.end)];
	return { edits, suffix: '', safe: true };
}
