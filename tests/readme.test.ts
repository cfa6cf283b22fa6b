/**
 * The README shows what really happens: each command of a `console` block that begins with `vsl` is run, and what
 * follows it must be its output.
 */

import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { vsl } from './run-vsl.ts';

interface Shown {
	readonly command: string;
	readonly output: string;
}

function shownCommands(markdown: string): Shown[] {
	const blocks = [...markdown.matchAll(/^```console\n(.*?)^```/gms)].map(([, block = '']) => block);
	return blocks.flatMap((block) =>
		block
			.split(/^\$ /m)
			.filter((part) => part !== '')
			.map((part) => {
				const [command = '', ...output] = part.split('\n');
				return { command, output: output.join('\n') };
			}),
	);
}

/** Words of a command line; only single quotes are known. */
function words(command: string): string[] {
	return [...command.matchAll(/'([^']*)'|[^\s']+/g)].map(([word, quoted]) => quoted ?? word);
}

const commands = shownCommands(readFileSync('README.md', 'utf8'));

describe('README', () => {
	it('shows commands', () => {
		expect(commands.length).toBeGreaterThan(5);
	});

	it.each(commands.filter(({ command }) => command.startsWith('vsl ')))('$command', async ({ command, output }) => {
		const { stdout, stderr } = await vsl(words(command).slice(1));
		expect(stdout + stderr).toBe(output);
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
