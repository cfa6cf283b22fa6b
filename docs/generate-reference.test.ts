/** The page of reference says everything that a declaration says, and its links lead somewhere. */

import { describe, expect, test } from 'vitest';
import type { TypeDescriptor } from '../lang/index.ts';
import { awaited, declare, Invocation, type NativeModule, plain, reentrant } from '../lang/index.ts';
import { coreModule } from '../stdlib/core/index.ts';
import { CORE_GROUPS } from './core-groups.ts';
import { generateReference } from './generate-reference.ts';
import { headingSlugs } from './heading-slugs.ts';
import { proseLines } from './markdown-blocks.ts';

const address: TypeDescriptor = {
	name: 'address',
	doc: 'A mail address.',
	properties: new Map([
		['domain', { type: 'string', doc: 'What follows the @.' }],
		['tag', { type: 'int?', doc: 'A mark.', set: () => undefined }],
	]),
};

const any = (count: number) => Array.from({ length: count }, (_, index) => `arg${index + 1}: any`);

const sample: NativeModule = {
	name: 'sample',
	namespace: 'mail',
	doc: 'Functions for a test.',
	types: [address],
	constants: [{ name: 'LIMIT', value: 25, type: 'int', doc: 'The most hops.' }],
	functions: [
		declare(
			['look_up', 'resolve'],
			{
				effect: 'external',
				style: 'function',
				stages: ['rcpt', 'data'],
				deprecated: 'use `find`',
				doc: 'Asks somebody.',
				example: 'mail::look_up("a") ⇒ "b"\nmail::look_up("") ⇒ ()',
			},
			awaited(['name: string'], 'string?', async () => undefined),
		),
		declare(
			'tidy',
			{ effect: 'mutates', property: true, style: 'method', doc: 'Tidies up.', example: '' },
			plain(['text: string'], '()', () => undefined),
			plain(['text: string', 'how: int'], 'int?', () => undefined),
		),
		declare(
			'each',
			{ doc: 'Calls.', example: '' },
			reentrant(['list: array', 'f: Fn'], 'any', function* (_call, _list, f) {
				return yield new Invocation(f, []);
			}),
		),
		declare(
			'gather',
			{ doc: 'Takes many.', example: '' },
			...[0, 1, 2, 3].map((count) => plain(any(count), 'array', () => undefined)),
			plain(['list: array'], 'array', () => undefined),
		),
	],
};

const page = generateReference(sample, { title: 'Sample', command: 'make docs' });

/** The text under a heading of the third level. */
function section(heading: string, text = page): string {
	const start = text.indexOf(`\n### ${heading}\n`);
	const end = text.slice(start + 1).search(/\n##/);
	return start === -1 ? 'missing' : text.slice(start, end === -1 ? undefined : start + 1 + end);
}

describe('a section', () => {
	test.each([
		['look_up', 'mail::look_up(name: string) → string?'],
		['look_up', 'Asks somebody.'],
		['look_up', '**Deprecated**: use `find`'],
		['look_up', 'Other spellings: `mail::resolve`.'],
		['look_up', 'Only in function style'],
		['look_up', '**Waits.**'],
		['look_up', 'Reaches outside the process.'],
		['look_up', 'Stages: rcpt, data.'],
		['look_up', 'The result may be `()`.'],
		['look_up', '```vsl\nmail::look_up("a") // ⇒ "b"\nmail::look_up("") // ⇒ ()\n```'],
		['tidy', 'mail::tidy(text: string) → ()\nmail::tidy(text: string, how: int) → int?'],
		['tidy', '**Also a property.** **Changes its first argument.** Only in method style'],
		['tidy', 'Where the result has a `?` it may be `()`.'],
		['each', '**Calls back.**'],
		[
			'gather',
			'mail::gather() → array\nmail::gather(arg1: any, …, arg3: any) → array\nmail::gather(list: array) → array',
		],
		['LIMIT', 'mail::LIMIT: int = 25'],
		['LIMIT', 'The most hops.'],
		['domain', 'x.domain → string'],
		['tag', 'Can be assigned.'],
	])('of %s says %j', (heading, text) => {
		expect(section(heading)).toContain(text);
	});

	test.each([
		['each', 'Waits'],
		['each', 'may be'],
		['domain', 'assigned'],
		['gather', '```vsl'],
	])('of %s does not say %j', (heading, text) => {
		expect(section(heading)).not.toContain(text);
	});
});

describe('a page', () => {
	test('says who wrote it', () => {
		expect(page.split('\n')[0]).toContain('`make docs`');
	});

	test('describes types', () => {
		expect(page).toContain('## Type address\n\nA mail address.');
	});

	test.each([
		['sample', page],
		['core', generateReference(coreModule, { title: 'Core', command: '', groups: CORE_GROUPS })],
	])('of %s has only links that lead to headings, and one for each section', (_name, text) => {
		const lines = proseLines(text);
		const headings = lines.filter((line) => /^#+ /.test(line)).map((line) => line.replace(/^#+ /, ''));
		const links = [...lines.join('\n').matchAll(/\]\(#([^)]+)\)/g)].map((match) => match[1]);
		expect(links).toEqual(headingSlugs(headings).slice(3));
	});
});

test('every function of the core library belongs to one group', () => {
	const grouped = CORE_GROUPS.flatMap((group) => group.functions);
	expect(new Set(grouped)).toEqual(new Set(coreModule.functions));
	expect(grouped.length).toBe(coreModule.functions.length);
});

test.each([
	[
		['A b', 'a B', 'a-b'],
		['a-b', 'a-b-1', 'a-b-2'],
	],
	[
		['Methods and `this`', 'is_empty', 'What, now?'],
		['methods-and-this', 'is_empty', 'what-now'],
	],
])('anchors of %j', (headings, slugs) => {
	expect(headingSlugs(headings)).toEqual(slugs);
});
