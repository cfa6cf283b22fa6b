/** The schema of the whole configuration, and the type that follows from it. */

import { key, required, type TableNode, table, type ValueOf } from '../nodes.ts';
import { APP } from './app.ts';
import { versionRequirement } from './identity.ts';
import { SERVER } from './server.ts';

const VERSION_DOC = 'The versions of the server that the file is for: those of vSMTP, 1.x or 2.x, or our own.';

const REST = { server: SERVER, app: APP };

/** Files say for which version they are. */
export const TOML_SCHEMA = table('', {
	version_requirement: required(versionRequirement, { doc: VERSION_DOC }),
	...REST,
});

/** Scripts get the key filled in. */
export const CONFIG_SCHEMA = table('', {
	version_requirement: key(versionRequirement, {
		default: '>=2.2.0, <3.0.0',
		defaultText: 'required in TOML; in scripts `">=2.2.0, <3.0.0"`',
		doc: VERSION_DOC,
	}),
	...REST,
});

/** What all keys say, defaults filled in; property names are the keys. */
export interface Settings extends ValueOf<typeof CONFIG_SCHEMA> {}

export const HOMES: ReadonlyMap<string, readonly string[]> = homesOf(CONFIG_SCHEMA);

/** Tables in which a key of a name is, by the name. */
export function homesOf(schema: TableNode<unknown>): Map<string, string[]> {
	const found = new Map<string, string[]>();
	const visit = (node: TableNode<unknown>, path: string): void => {
		for (const [name, child] of Object.entries(node.fields)) {
			const here = path === '' ? name : `${path}.${name}`;
			found.set(name, [...(found.get(name) ?? []), path]);
			if (child.kind === 'table') visit(child, here);
			else if (child.kind === 'entries') visit(child.of, `${here}.${child.placeholder}`);
		}
	};
	visit(schema, '');
	return found;
}
