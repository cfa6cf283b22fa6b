/**
 * Places of keys in a configuration script: the assignments to the parameter of its function, and what is in the maps
 * and arrays that are assigned. What a script computes in other ways has the place of the function.
 */

import type { Expression, FunctionDefinition, Node } from '../../lang/ast/nodes.ts';
import { walk } from '../../lang/ast/visit.ts';
import type { ParseResult } from '../../lang/index.ts';
import type { SourceFile, Span } from '../../lang/source/source-file.ts';
import { KeyPlaces, type PathPart } from '../../lang/toml/key-places.ts';
import type { Places } from './problems.ts';
import { spanOf } from './toml-places.ts';

/** The function of a name at the top level of a script. */
export function findFunction(parsed: ParseResult, name: string): FunctionDefinition | undefined {
	return parsed.script.statements.find(
		(statement): statement is FunctionDefinition => statement.kind === 'Function' && statement.name.name === name,
	);
}

export class ScriptPlaces implements Places {
	readonly source: SourceFile;
	readonly #places = new KeyPlaces();
	readonly #fallback: Span;
	readonly #prefix: number;

	/** @param prefix how many parts of a path lead to the map that the function gets */
	constructor(source: SourceFile, definition: FunctionDefinition, prefix = 0) {
		this.source = source;
		this.#fallback = { start: definition.start, end: definition.name.end };
		this.#prefix = prefix;
		const parameter = definition.params[0]?.name;
		walk(definition.body, {
			enter: (node) => {
				if (node.kind === 'Assign' && parameter !== undefined) this.#assignment(node, parameter);
			},
		});
	}

	locate(path: readonly PathPart[], what: 'key' | 'value'): Span {
		return spanOf(this.source, this.#places, path.slice(this.#prefix), what) ?? this.#fallback;
	}

	#assignment(node: Extract<Node, { kind: 'Assign' }>, parameter: string): void {
		const path = targetPath(node.target, parameter);
		if (path === undefined) return;
		const at = this.#places.at(path);
		// The last assignment is the one that counts.
		at.replace({ key: spanOfNode(node.target), value: spanOfNode(node.value) });
		noteInside(at, node.value);
	}
}

function spanOfNode({ start, end }: Node): Span {
	return { start, end };
}

/** The keys that a chain from the parameter names; `undefined` for everything else. */
function targetPath(target: Expression, parameter: string): PathPart[] | undefined {
	if (target.kind !== 'Chain' || target.root.kind !== 'Variable') return undefined;
	if (target.root.name.name !== parameter || target.root.namespace.length > 0) return undefined;
	const path: PathPart[] = [];
	for (const step of target.steps) {
		if (step.kind === 'PropertyStep') path.push(step.name.name);
		else if (step.kind === 'IndexStep' && step.index.kind === 'String') path.push(step.index.value);
		else if (step.kind === 'IndexStep' && step.index.kind === 'Int') path.push(Number(step.index.value));
		else return undefined;
	}
	return path;
}

/** Notes the entries of map literals and the items of array literals; the parser bounds their nesting. */
function noteInside(places: KeyPlaces, value: Expression): void {
	if (value.kind === 'Map') {
		for (const entry of value.entries) {
			const name = entry.key.kind === 'Identifier' ? entry.key.name : entry.key.value;
			const at = places.at([name]);
			at.note({ key: spanOfNode(entry.key), value: spanOfNode(entry.value) });
			noteInside(at, entry.value);
		}
	} else if (value.kind === 'Array') {
		value.elements.forEach((element, index) => {
			const at = places.at([index]);
			at.note({ key: spanOfNode(element), value: spanOfNode(element) });
			noteInside(at, element);
		});
	}
}
