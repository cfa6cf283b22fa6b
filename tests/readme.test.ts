/**
 * The README shows what really happens: each command of a `console` block that begins with `vsl` is run, and what
 * follows it must be its output.
 */

import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { vsl } from './run-vsl.ts';
import { shownCommands, words } from './shown-commands.ts';

/** Without how long something took. */
function timeless(output: string): string {
	return output.replaceAll(/ {2}[\d.]+ ms$/gm, '  … ms');
}

const commands = shownCommands(readFileSync('README.md', 'utf8'));

describe('README', () => {
	it('shows commands', () => {
		expect(commands.length).toBeGreaterThan(5);
	});

	it.each(commands.filter(({ command }) => command.startsWith('vsl ')))('$command', async ({ command, output }) => {
		const { stdout, stderr } = await vsl(words(command).slice(1));
		expect(timeless(stdout + stderr)).toBe(timeless(output));
	});

	it('names only files that exist', () => {
		const links = [...readFileSync('README.md', 'utf8').matchAll(/\]\(((?!https?:)[^)#]+)\)/g)].map(
			([, path = '']) => path,
		);
		const missing = links.filter((path) => {
			try {
				readFileSync(path);
				return false;
			} catch (error) {
				return (error as NodeJS.ErrnoException).code === 'ENOENT';
			}
		});
		expect(missing).toEqual([]);
	});
});
