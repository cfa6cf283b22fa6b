/**
 * The pages of reference of the mail library, one for each group of functions: under the name of the newer generation,
 * with all other spellings.
 */

import { declare, type FunctionDeclaration } from '../lang/modules/native-module.ts';
import { mailGroups } from '../stdlib/mail/index.ts';
import type { LibraryGroup, SpelledFunction } from '../stdlib/mail/spelling.ts';
import { isMethodForm } from '../stdlib/mail/sys-forms.ts';
import { generateReference } from './generate-reference.ts';

/** All names of a function; the ones in modules first, as new scripts write them. */
function namesOf({ spellings }: SpelledFunction): [string, ...string[]] {
	const names = [...spellings]
		.sort(([left], [right]) => Number(left === '') - Number(right === ''))
		.flatMap(([namespace, list]) => list.map((name) => (namespace === '' ? name : `${namespace}::${name}`)));
	return names as [string, ...string[]];
}

function declarationOf(spelledFunction: SpelledFunction): FunctionDeclaration {
	const { options, overloads } = spelledFunction;
	const own = overloads.filter((overload) => !isMethodForm(overload));
	return declare(namesOf(spelledFunction), options, ...(own.length > 0 ? own : overloads));
}

function capitalized(text: string): string {
	return text.charAt(0).toUpperCase() + text.slice(1);
}

function page(group: LibraryGroup, command: string): string {
	const functions = group.functions
		.filter(({ overloads }) => overloads.length === 0 || !overloads.every(isMethodForm))
		.map(declarationOf);
	const module = {
		name: group.name,
		namespace: undefined,
		doc: group.doc,
		functions,
		constants: group.constants ?? [],
		types: group.types ?? [],
	};
	return generateReference(module, { title: capitalized(group.name), command });
}

/** The pages by file name. */
export function generateLibrary(command: string): Map<string, string> {
	return new Map(mailGroups().map((group): [string, string] => [`${group.name}.md`, page(group, command)]));
}
