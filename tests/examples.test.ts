/** The examples do what they show: programs print the text beside them, all are formatted and checked without findings. */

import { readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import { vsl } from './run-vsl.ts';

const FOLDER = 'examples';

/** What each program prints is kept in `examples/expected`; `vitest -u` rewrites it. */
const PROGRAMS: readonly (readonly [program: string, expected: string, args: readonly string[]])[] = [
	['tour.vsl', 'tour.txt', []],
	['word-count.vsl', 'word-count.txt', []],
	['word-count.vsl', 'word-count-arguments.txt', ['to', 'be', 'or', 'not', 'to', 'be']],
	['address-parser.vsl', 'address-parser.txt', []],
	['accounts.vsl', 'accounts.txt', []],
	['modules/main.vsl', 'modules.txt', []],
];

describe('examples', () => {
	it.each(PROGRAMS)('%s prints %s', async (program, expected, args) => {
		const { status, stdout, stderr } = await vsl(['run', join(FOLDER, program), ...args]);
		expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
		await expect(stdout).toMatchFileSnapshot(`../${FOLDER}/expected/${expected}`);
	});

	it('are all there', () => {
		const scripts = readdirSync(FOLDER, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.vsl'));
		const known = (name: string): boolean =>
			PROGRAMS.some(([program]) => program === name) ||
			/^(?:rules|modules\/lib|[\w-]+\/[12]\.x)\//.test(relative('.', name));
		expect(scripts.filter((name) => !known(name))).toEqual([]);
	});

	it('are formatted', async () => {
		expect(await vsl(['fmt', '--check', FOLDER])).toEqual({ status: 0, stdout: '', stderr: '' });
	});

	it('have no findings', async () => {
		const { status, stdout } = await vsl(['check', '--deny-warnings', FOLDER]);
		expect(stdout).toMatch(/^\d+ files checked: no findings\n$/);
		expect(status).toBe(0);
	});
});
