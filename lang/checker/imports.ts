/** V601, V602 and V606: imports that cannot be found, go in circles, or name no path. */

import type { ImportStatement, Node } from '../ast/nodes.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { ParseResult } from '../parser/parse-result.ts';
import type { SourceFile } from '../source/source-file.ts';
import { analyse, importCycles, literalPath, type ModuleLoader } from './modules.ts';
import { bare } from './scopes.ts';
import type { TreeIndex } from './tree-index.ts';

const NOT_A_PATH: ReadonlySet<string> = new Set([
	'Int',
	'Float',
	'Char',
	'Bool',
	'Unit',
	'Array',
	'Map',
	'Range',
	'Closure',
]);

/** What the session remembers, so that each circle is reported once. */
interface CycleMemory {
	readonly cycles: Set<string>;
}

/** Findings about the imports of one file. */
export function importDiagnostics(parsed: ParseResult, load: ModuleLoader, memory: CycleMemory): Diagnostic[] {
	const { source } = parsed;
	const { tree } = analyse(parsed);
	const found: Diagnostic[] = [];
	for (const statement of tree.ofKind('Import')) {
		const path = literalPath(statement);
		if (path !== undefined) {
			// An import that may fail is what `try` is for.
			if (load(path, source) === undefined && !isTried(tree, statement))
				found.push(unresolved(source, statement, path));
		} else if (NOT_A_PATH.has(bare(statement.path).kind)) {
			const message = 'the path of an import must be a string';
			found.push({ id: 'V606', severity: 'error', message, source, span: spanOf(statement) });
		}
	}
	for (const { statement, files } of importCycles(parsed, load)) {
		const key = [...new Set(files)].sort().join('\n');
		if (memory.cycles.has(key)) continue;
		memory.cycles.add(key);
		found.push({
			id: 'V602',
			severity: 'error',
			message: `this import leads back to its own file: ${files.join(' → ')}`,
			source,
			span: spanOf(statement),
			help: 'move what both sides need into a module of its own',
		});
	}
	return found;
}

function spanOf(statement: ImportStatement): { start: number; end: number } {
	return { start: statement.path.start, end: statement.path.end };
}

/** Whether the statement stands, at whatever depth, in the first block of a `try` of the same function. */
function isTried(tree: TreeIndex, statement: ImportStatement): boolean {
	let node: Node = statement;
	for (let parent = tree.parent(node); parent !== undefined; parent = tree.parent(node)) {
		if (parent.kind === 'Try' && parent.body === node) return true;
		if (parent.kind === 'Function' || parent.kind === 'Closure') return false;
		node = parent;
	}
	return false;
}

function unresolved(source: SourceFile, statement: ImportStatement, path: string): Diagnostic {
	const extension = path.endsWith('.vsl');
	return {
		id: 'V601',
		severity: 'error',
		message: `there is no module \`${path}\``,
		source,
		span: spanOf(statement),
		help: extension ? 'leave out the extension: it is added' : undefined,
	};
}
