/**
 * Finds and parses the modules that checked scripts import.
 *
 * Running a script knows one base folder for imports, the main script's; checking a folder does not know which script
 * is the main one. So an import is looked up from the folder of its file upwards, as far as the project reaches.
 */

import { dirname, relative, resolve } from 'node:path';
import type { ModuleLoader } from '../lang/checker/index.ts';
import { fileResolver, type ModuleResolver, type ParseResult, parse, SourceFile } from '../lang/index.ts';

export class ModuleFinder {
	readonly #parsed = new Map<string, ParseResult>();
	readonly #resolvers = new Map<string, ModuleResolver>();
	readonly #listed = new Set<ParseResult>();

	/** Takes a file that is checked anyway, so that who imports it gets the same tree. */
	add(parsed: ParseResult): void {
		this.#parsed.set(resolve(parsed.source.name), parsed);
		this.#listed.add(parsed);
	}

	/** Modules that were imported and are not among the files added. */
	get others(): ParseResult[] {
		return [...this.#parsed.values()].filter((parsed) => !this.#listed.has(parsed));
	}

	/** @param top the last folder in which imports are looked up */
	loader(top: string): ModuleLoader {
		return (path, importer) => {
			const source = this.#find(path, importer, resolve(top));
			return source === undefined ? undefined : this.#parse(source);
		};
	}

	#find(path: string, importer: SourceFile, top: string): SourceFile | undefined {
		let folder = dirname(resolve(importer.name));
		for (;;) {
			const found = this.#resolver(folder).resolve(path, importer);
			const above = dirname(folder);
			if (found !== undefined || folder === top || above === folder) return found;
			folder = above;
		}
	}

	#resolver(folder: string): ModuleResolver {
		let resolver = this.#resolvers.get(folder);
		if (resolver === undefined) {
			resolver = fileResolver(folder);
			this.#resolvers.set(folder, resolver);
		}
		return resolver;
	}

	#parse({ name, text }: SourceFile): ParseResult {
		const key = resolve(name);
		let parsed = this.#parsed.get(key);
		if (parsed === undefined) {
			parsed = parse(new SourceFile(relative('.', key), text));
			this.#parsed.set(key, parsed);
		}
		return parsed;
	}
}
