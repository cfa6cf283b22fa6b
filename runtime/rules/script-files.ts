/** The files of one load: each is read once, and what cannot be read is a diagnostic. */

import { statSync } from 'node:fs';
import { dirname, isAbsolute, relative, resolve } from 'node:path';
import type { ImportStatement, Node } from '../../lang/ast/nodes.ts';
import { children } from '../../lang/ast/visit.ts';
import type { Diagnostic } from '../../lang/diagnostics/diagnostic.ts';
import type { ModuleResolver } from '../../lang/modules/resolver.ts';
import { parse } from '../../lang/parser/index.ts';
import { blankShebang } from '../../lang/source/shebang.ts';
import type { SourceFile } from '../../lang/source/source-file.ts';
import { ScriptError } from '../../lang/vm/errors.ts';
import { type ImportFiles, importResolver } from '../files/import-resolver.ts';
import { readTextFile, type SourceResult } from '../files/read-text.ts';

/** Protects the memory of the process: a parsed file takes up to 200 times its size. */
const MAX_SCRIPT_BYTES = 16 * 1024 * 1024;

export class ScriptFiles implements ImportFiles {
	readonly #read = new Map<string, SourceResult>();
	readonly #problems: Diagnostic[] = [];

	get problems(): readonly Diagnostic[] {
		return this.#problems;
	}

	exists(path: string): boolean {
		return statSync(path, { throwIfNoEntry: false }) !== undefined;
	}

	readText(path: string): SourceResult {
		let result = this.#read.get(path);
		if (result === undefined) {
			result = readTextFile(shownPath(path), MAX_SCRIPT_BYTES);
			if (result.problem !== undefined) this.#problems.push(result.problem);
			this.#read.set(path, result);
		}
		return result;
	}

	/** A script that the configuration names: one that is not there is a problem. */
	script(path: string): SourceFile | undefined {
		const { source } = this.readText(path);
		return source === undefined ? undefined : blankShebang(source);
	}

	/** All modules that a script imports by a literal path, directly or not; for looking at them without running it. */
	importedBy(main: SourceFile, base: string): SourceFile[] {
		const resolver = importResolver(base, this);
		const found = new Set<SourceFile>();
		const pending = [main];
		for (let source = pending.pop(); source !== undefined; source = pending.pop()) {
			for (const path of literalImports(parse(source).script)) {
				const module = this.#resolved(resolver, path, source);
				if (module === undefined || module === main || found.has(module)) continue;
				found.add(module);
				pending.push(module);
			}
		}
		return [...found];
	}

	/** What cannot be read has been reported. */
	#resolved(resolver: ModuleResolver, path: string, from: SourceFile): SourceFile | undefined {
		try {
			return resolver.resolve(path, from);
		} catch (error) {
			if (error instanceof ScriptError) return undefined;
			throw error;
		}
	}
}

/** Files below the working folder are called as a person there would call them. */
function shownPath(path: string): string {
	const below = relative('.', path);
	return below === '' || below.startsWith('..') || isAbsolute(below) ? path : below;
}

function literalImports(script: Node): string[] {
	const paths: string[] = [];
	const pending: Node[] = [script];
	for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
		if (node.kind === 'Import') {
			const { path } = node as ImportStatement;
			if (path.kind === 'String') paths.push(path.value);
		}
		pending.push(...children(node));
	}
	return paths;
}

/** The folder that relative paths of a script start from. */
export function folderOf(source: SourceFile): string {
	return dirname(isAbsolute(source.name) ? source.name : resolve(source.name));
}
