/**
 * The page with the names of both generations side by side, made from the tables that declare the functions: what
 * `vsl check --fix --target` writes for a name is what the page says.
 */

import { mailGroups } from '../stdlib/mail/index.ts';
import { CONFIG_MODULE, NATIVE_MODULE, SERVICES, STAGE_ALIASES } from '../stdlib/mail/migration/generation.ts';
import { translationTable } from '../stdlib/mail/migration/index.ts';
import { NO_COUNTERPART } from '../stdlib/mail/migration/no-counterpart.ts';
import { spellingText } from '../stdlib/mail/migration/translation-table.ts';
import { CONTENT_TYPES } from '../stdlib/mail/objects/object-words.ts';
import { isMethodForm, type LibraryGroup, type SpelledFunction } from '../stdlib/mail/spelling.ts';

const INTRODUCTION = `All names work, also side by side in one script. The tables have those that differ. Where several names stand in a
field, the first is the one to use. A dash says that the other generation has nothing like it.
[Moving from vSMTP](../migrating-from-vsmtp.md) shows how scripts are moved.`;

type Row = readonly [old: string, modern: string];

const NOTHING = '–';

const names = translationTable();

function code(text: string): string {
	return `\`${text}\``;
}

function codes(texts: readonly string[]): string {
	return texts.length === 0 ? NOTHING : texts.map(code).join(', ');
}

/** How 1.x writes a function. */
function oldNames(fn: SpelledFunction): readonly string[] {
	const globals = fn.spellings.get('');
	if (globals !== undefined) return globals;
	const natives = fn.spellings.get(NATIVE_MODULE);
	if (natives !== undefined) return natives.map((name) => `${NATIVE_MODULE}::${name}`);
	const modern = names.spelling(fn, 2);
	const constant = modern === undefined ? undefined : names.constantFor(modern);
	if (constant !== undefined) return [constant];
	const old = names.spelling(fn, 1);
	return old === undefined ? [] : [spellingText(old)];
}

/** `undefined` for what both generations write alike, and for what 1.x declares. */
function rowOf(fn: SpelledFunction): Row | undefined {
	const modern = names.spelling(fn, 2);
	const isMethod = fn.overloads.length > 0 && fn.overloads.every(isMethodForm) && fn.spellings.has('');
	const isMaker = SERVICES.some(({ namespace, name }) => fn.spellings.get(namespace)?.includes(name) === true);
	if (isMethod || isMaker || fn.spellings.has('obj')) return undefined;
	const old = oldNames(fn);
	const [first = ''] = old;
	if (modern?.namespace === '') return NO_COUNTERPART.has(first) ? [codes(old), NOTHING] : undefined;
	return [codes(old), codes(modern === undefined ? [] : [spellingText(modern)])];
}

function section({ name, functions }: LibraryGroup): string[] {
	const rows = functions.flatMap((fn) => {
		const row = rowOf(fn);
		return row === undefined ? [] : [row];
	});
	return rows.length === 0 ? [] : [`## ${name.charAt(0).toUpperCase()}${name.slice(1)}`, table(rows)];
}

function table(rows: readonly Row[]): string {
	return ['| 1.x | 2.x |', '| --- | --- |', ...rows.map(([old, modern]) => `| ${old} | ${modern} |`)].join('\n');
}

function declarations(): Row[] {
	return [
		...CONTENT_TYPES.map((type): Row => {
			const made = type === 'string' ? '"text"' : `${type}("text")`;
			return [code(`object NAME ${type} = "text"`), code(`const NAME = ${made}`)];
		}),
		[code('object NAME group = [ … ]'), `${code('const NAME = group([ … ])')}, or the array alone`],
		[code('object NAME file:TYPE = "path"'), code('const NAME = file("path", "TYPE")')],
		[code('object NAME code = "550 5.7.1 text"'), code('const NAME = code(550, "5.7.1", "text")')],
		...services(),
		[code(`${CONFIG_MODULE[1]}::server`), code(`${CONFIG_MODULE[2]}::server`)],
		[code(`${CONFIG_MODULE[1]}::app`), code(`${CONFIG_MODULE[2]}::app`)],
		...[...STAGE_ALIASES].map(([alias, stage]): Row => [code(`${alias}: [ … ]`), code(`${stage}: [ … ]`)]),
	];
}

/** Each declaration with the function that is written for it. */
function services(): Row[] {
	const rows = new Map<string, string>();
	for (const { type, kind, namespace, name } of SERVICES) {
		const old = `service NAME ${kind === null ? type : `${type}:${kind}`} = #{ … }`;
		if (!rows.has(old)) rows.set(old, `const NAME = ${namespace}::${name}(#{ … })`);
	}
	return [...rows].map(([old, modern]): Row => [code(old), code(modern)]);
}

/** @param command that writes the page again */
export function generateSpellings(command: string): string {
	return `${[
		`<!-- Written by \`${command}\` from the declarations of the library: change those. -->`,
		'# Names in both generations',
		INTRODUCTION,
		'## Declarations',
		table(declarations()),
		...mailGroups().flatMap(section),
	].join('\n\n')}\n`;
}
