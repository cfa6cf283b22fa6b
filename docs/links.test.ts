/** Links between the pages of the documentation lead to files and headings that exist. */

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { expect, test } from 'vitest';
import { headingSlugs } from './heading-slugs.ts';
import { proseLines } from './markdown-blocks.ts';

const ROOT = join(import.meta.dirname, '..');

const pages = readdirSync(import.meta.dirname, { recursive: true, encoding: 'utf8' })
	.filter((name) => name.endsWith('.md'))
	.map((name) => join(import.meta.dirname, name));

const anchors = new Map<string, ReadonlySet<string>>();

function anchorsOf(file: string): ReadonlySet<string> {
	const known = anchors.get(file);
	if (known !== undefined) return known;
	const headings = proseLines(readFileSync(file, 'utf8')).filter((line) => /^#{1,6} /.test(line));
	const found = new Set(headingSlugs(headings.map((line) => line.replace(/^#+ /, '').trim())));
	anchors.set(file, found);
	return found;
}

/** What is wrong with the links of a page, as `line: link`. */
function broken(file: string): string[] {
	return proseLines(readFileSync(file, 'utf8')).flatMap((line, index) =>
		[...line.replace(/`[^`]*`/g, '').matchAll(/\]\(([^)\s]+)\)/g)]
			.map((match) => match[1] as string)
			.filter((link) => !/^[a-z]+:/.test(link) && !leadsSomewhere(file, link))
			.map((link) => `${index + 1}: ${link}`),
	);
}

function leadsSomewhere(file: string, link: string): boolean {
	const [path = '', anchor] = link.split('#');
	const target = path === '' ? file : join(dirname(file), path);
	if (!existsSync(target)) return false;
	return anchor === undefined || (target.endsWith('.md') && anchorsOf(target).has(anchor));
}

test.each(pages.map((file) => [relative(ROOT, file), file]))('%s', (_name, file) => {
	expect(broken(file as string)).toEqual([]);
});
