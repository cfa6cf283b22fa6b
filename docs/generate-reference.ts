/**
 * Turns the declarations of a native module into a page of reference: what is said there is said nowhere else.
 *
 * The order is that of the groups and, within each, that of the declarations. One name may have several sections, one
 * for each kind of receiver, just as it has several declarations.
 */

import type { FunctionDeclaration, NativeModule, Overload } from '../lang/modules/native-module.ts';
import { debugText } from '../lang/values/display.ts';
import type { TypeDescriptor } from '../lang/values/host-object.ts';
import { headingSlugs } from './heading-slugs.ts';

/** Functions that belong together, under a heading. */
export interface ReferenceGroup {
	readonly title: string;
	/** A sentence or two below the heading. */
	readonly text: string;
	readonly functions: readonly FunctionDeclaration[];
}

export interface ReferenceOptions {
	/** Heading of the page. */
	readonly title: string;
	/** Command that writes the page again. */
	readonly command: string;
	/** By default all functions of the module are one group. */
	readonly groups?: readonly ReferenceGroup[];
}

/**
 * The reference page of a module, as Markdown.
 * @param module its functions, constants and host types
 */
export function generateReference(module: NativeModule, options: ReferenceOptions): string {
	const groups = options.groups ?? [{ title: 'Functions', text: '', functions: module.functions }];
	const qualifier = module.namespace === undefined ? '' : `${module.namespace}::`;
	const body = [
		...groups.flatMap((group) => [
			{ level: 2, title: group.title, text: group.text },
			...group.functions.map((declaration) => ({
				level: 3,
				title: declaration.names[0],
				text: functionText(declaration, qualifier),
			})),
		]),
		...constantSections(module, qualifier),
		...module.types.flatMap(typeSections),
	];
	const titles = [options.title, 'How to read this page', 'Contents', ...body.map((section) => section.title)];
	const slugs = headingSlugs(titles).slice(3);
	return `${[
		`<!-- Written by \`${options.command}\` from the declarations of the library: change those. -->`,
		`# ${options.title}`,
		module.doc,
		'## How to read this page',
		howToRead(groups.flatMap((group) => group.functions)),
		'## Contents',
		contents(body, slugs),
		...body.flatMap(({ level, title, text }) => [`${'#'.repeat(level)} ${title}`, ...(text === '' ? [] : [text])]),
	].join('\n\n')}\n`;
}

interface Section {
	readonly level: number;
	readonly title: string;
	readonly text: string;
}

/** One line per group, with a link to each of its sections. */
function contents(sections: readonly Section[], slugs: readonly string[]): string {
	const lines: string[] = [];
	sections.forEach(({ level, title }, index) => {
		const link = `[${title}](#${slugs[index]})`;
		if (level === 2) lines.push(`- **${link}**`);
		else lines[lines.length - 1] += `${lines.at(-1)?.endsWith('**') ? ':' : ','} ${link}`;
	});
	return lines.join('\n');
}

function howToRead(functions: readonly FunctionDeclaration[]): string {
	const paragraphs = [
		'A section begins with the signatures: every parameter with its type, and the type of the result. `any` stands for ' +
			'a value of any type. A result type with a `?` may also be `()`: the function found nothing to give. `never` ' +
			'means that the function does not come back. Arguments are not converted; a call that fits no signature raises ' +
			'`ErrorFunctionNotFound`.',
		'Unless a section says otherwise a function can be called in two ways, `f(x, y)` and `x.f(y)`. A function that is ' +
			'**also a property** can be read without parentheses, `x.f`. One that **changes its first argument** needs a ' +
			'variable, element or property there, and refuses a constant in the form `x.f(…)`.',
	];
	if (functions.some((declaration) => kinds(declaration).has('async'))) {
		paragraphs.push(
			'A function that **waits** suspends the script and lets everything else go on. One that **calls back** runs ' +
				'functions of the script, which may wait in turn.',
		);
	}
	paragraphs.push(
		'Each line of an example is a script of its own, and its value in the debug form follows the arrow. The tests run ' +
			'them all.',
	);
	return paragraphs.join('\n\n');
}

function functionText(declaration: FunctionDeclaration, qualifier: string): string {
	const [name, ...others] = declaration.names;
	const parts = [
		fenced('text', signatures(declaration.overloads, qualifier + name)),
		declaration.doc,
		...(declaration.deprecated === undefined ? [] : [`**Deprecated**: ${declaration.deprecated}`]),
	];
	const remarks = [
		...(others.length > 0 ? [`Other spellings: ${others.map((other) => `\`${qualifier}${other}\``).join(', ')}.`] : []),
		...notes(declaration),
	];
	if (remarks.length > 0) parts.push(remarks.join(' '));
	if (declaration.example !== '') parts.push(fenced('vsl', declaration.example.replaceAll(' ⇒ ', ' // ⇒ ')));
	return parts.join('\n\n');
}

function kinds(declaration: FunctionDeclaration): Set<Overload['kind']> {
	return new Set(declaration.overloads.map((overload) => overload.kind));
}

function notes(declaration: FunctionDeclaration): string[] {
	const { effect, property, style, stages, overloads } = declaration;
	const found: string[] = [];
	if (property) found.push('**Also a property.**');
	if (effect === 'mutates') found.push('**Changes its first argument.**');
	if (style === 'function') found.push('Only in function style, `f(…)`.');
	if (style === 'method') found.push('Only in method style, `x.f(…)`.');
	if (kinds(declaration).has('async')) found.push('**Waits.**');
	if (kinds(declaration).has('reentrant')) found.push('**Calls back.**');
	if (effect === 'external') found.push('Reaches outside the process.');
	if (stages.length > 0) found.push(`Stages: ${stages.join(', ')}.`);
	if (overloads.every((overload) => overload.returns.endsWith('?'))) found.push('The result may be `()`.');
	else if (overloads.some((overload) => overload.returns.endsWith('?'))) {
		found.push('Where the result has a `?` it may be `()`.');
	}
	return found;
}

/** Fewer signatures than this that add one more parameter each are written out. */
const LONG_SERIES = 4;

/** One signature per line; a long series that goes on with one more `any` each time is two lines. */
function signatures(overloads: readonly Overload[], name: string): string {
	const lines = overloads.map((overload) => signature(overload, name));
	const series = overloads.findIndex((overload, index) => index > 0 && !extendsBy(overloads[index - 1], overload));
	const count = series === -1 ? overloads.length : series;
	const last = overloads[count - 1];
	const second = overloads[1];
	if (count < LONG_SERIES || last === undefined || second === undefined) return lines.join('\n');
	const shown = [...second.params.map(parameter), '…', parameter(last.params[last.params.length - 1])];
	return [lines[0], `${name}(${shown.join(', ')}) → ${last.returns}`, ...lines.slice(count)].join('\n');
}

function extendsBy(shorter: Overload | undefined, longer: Overload): boolean {
	if (shorter === undefined || longer.params.length !== shorter.params.length + 1) return false;
	if (longer.returns !== shorter.returns || longer.params.at(-1)?.type !== 'any') return false;
	return shorter.params.every((param, index) => parameter(param) === parameter(longer.params[index]));
}

function signature(overload: Overload, name: string): string {
	return `${name}(${overload.params.map(parameter).join(', ')}) → ${overload.returns}`;
}

function parameter(param: Overload['params'][number] | undefined): string {
	return param === undefined ? '' : `${param.name}: ${param.type}`;
}

function constantSections(module: NativeModule, qualifier: string): Section[] {
	if (module.constants.length === 0) return [];
	return [
		{ level: 2, title: 'Constants', text: '' },
		...module.constants.map(({ name, type, value, doc }) => ({
			level: 3,
			title: name,
			text: `${fenced('text', `${qualifier}${name}: ${type} = ${debugText(value)}`)}\n\n${doc}`,
		})),
	];
}

function typeSections(type: TypeDescriptor): Section[] {
	const title = `Type ${type.name}`;
	const properties = [...(type.properties ?? [])].map(([name, property]) => ({
		level: 3,
		title: name,
		text: [
			fenced('text', `x.${name} → ${property.type}`),
			property.doc,
			...(property.set === undefined ? [] : ['Can be assigned.']),
		].join('\n\n'),
	}));
	return [{ level: 2, title, text: type.doc ?? '' }, ...properties];
}

function fenced(language: string, text: string): string {
	return `\`\`\`${language}\n${text}\n\`\`\``;
}
