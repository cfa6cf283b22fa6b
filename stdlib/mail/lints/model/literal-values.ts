/** Values of the language that are written out in the source, for those who check options as they will be when it runs. */

import type { Expression } from '../../../../lang/ast/nodes.ts';
import { bare } from '../../../../lang/checker/scopes.ts';
import { charOf } from '../../../../lang/values/char.ts';
import { ArrayValue, MapValue } from '../../../../lang/values/container.ts';
import type { Value } from '../../../../lang/values/value.ts';
import { ScriptError } from '../../../../lang/vm/errors.ts';
import { literalText } from './literals.ts';
import type { MailFile } from './mail-file.ts';
import { keyOf } from './stages.ts';

/** Lists within maps within lists: deeper no option is. */
const MAX_DEPTH = 16;

/** The value of an expression that consists of literals; `undefined` where something is worked out. */
export function literalValue(file: MailFile, expression: Expression, depth = 0): { readonly value: Value } | undefined {
	const node = bare(expression);
	if (depth > MAX_DEPTH) return undefined;
	switch (node.kind) {
		case 'Unit':
			return { value: undefined };
		case 'Bool':
		case 'Int':
			return { value: node.value };
		case 'Char':
			return { value: charOf(node.value) };
		case 'Array': {
			const items = node.elements.map((element) => literalValue(file, element, depth + 1));
			return items.includes(undefined) ? undefined : { value: new ArrayValue(items.map((item) => item?.value)) };
		}
		case 'Map': {
			const map = new MapValue();
			for (const entry of node.entries) {
				const item = literalValue(file, entry.value, depth + 1);
				if (item === undefined) return undefined;
				map.set(keyOf(entry), item.value);
			}
			return { value: map };
		}
		default: {
			const text = literalText(file, node);
			return text === undefined ? undefined : { value: text };
		}
	}
}

/** What is wrong with a value, in the words of the error that making it raises; `undefined` if nothing is. */
export function problemOf(make: () => unknown): string | undefined {
	try {
		make();
		return undefined;
	} catch (error) {
		if (!(error instanceof ScriptError)) throw error;
		return typeof error.value === 'string' ? error.value : error.text;
	}
}
