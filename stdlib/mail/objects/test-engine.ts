/** An engine that knows objects and nothing else of mail, for tests. Files come from a map. */

import { dirname } from 'node:path';
import type { DirectiveHost } from '../../../lang/index.ts';
import { debugText, Engine, errorText, type NativeModule, ScriptError, SourceFile } from '../../../lang/index.ts';
import { coreModule } from '../../core/index.ts';
import { CODE_LIBRARY } from '../modules/codes.ts';
import { LIST_LIBRARY } from '../modules/lists.ts';
import { NETWORK_LIBRARY } from '../modules/networks.ts';
import { objectLibrary } from '../modules/objects.ts';
import { mailModules } from '../spelling.ts';
import { makeObject } from './make-object.ts';
import type { ObjectContext } from './object-context.ts';

const SCRIPT_FOLDER = '/rules/lists';
const BASE_FOLDER = '/rules';

/** @param files contents by absolute path */
export function testContext(files: Readonly<Record<string, string | Uint8Array>> = {}): ObjectContext {
	return {
		baseDirectory: BASE_FOLDER,
		readFile: (path) => {
			const content = files[path];
			return typeof content === 'string' ? Buffer.from(content) : content;
		},
	};
}

/** Without the core library. */
export function objectModules(context: ObjectContext): NativeModule[] {
	return mailModules([objectLibrary(context), LIST_LIBRARY, CODE_LIBRARY, NETWORK_LIBRARY]);
}

/** Gives `object` its meaning; the other directives have none. */
export function objectDirectives(context: ObjectContext): DirectiveHost {
	return {
		declare({ keyword, name, typeName, contentType }, [value], source) {
			if (keyword !== 'object') throw new TypeError(`'${keyword}' means nothing here`);
			return makeObject(typeName, contentType, value, name, { ...context, scriptFolder: dirname(source.name) });
		},
	};
}

export function objectEngine(context: ObjectContext = testContext()): Engine {
	return new Engine({ modules: [coreModule, ...objectModules(context)], directives: objectDirectives(context) });
}

/** The debug text of the value of a script, or `error: ` and the text of the error. */
export function outcome(engine: Engine, script: string): string {
	const { program, diagnostics } = engine.compile(new SourceFile(`${SCRIPT_FOLDER}/main.vsl`, script));
	if (program === undefined) return `error: ${diagnostics.map(({ message }) => message).join('; ')}`;
	try {
		return debugText(engine.runSync(program));
	} catch (error) {
		if (!(error instanceof ScriptError)) throw error;
		return `error: ${errorText(error)}`;
	}
}
