/** The page about simulations: its commands run, its files are read, its options are those of the command. */

import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { SourceFile } from '../lang/source/source-file.ts';
import { readSessionText } from '../runtime/simulate/read-session-file.ts';
import { SESSION_SCHEMA } from '../runtime/simulate/session-schema.ts';
import { vsl } from '../tests/run-vsl.ts';
import { shownCommands, words } from '../tests/shown-commands.ts';
import { generateSession } from './generate-session.ts';

const page = readFileSync('docs/simulating.md', 'utf8');

function blocks(text: string, language: string): string[] {
	return [...text.matchAll(new RegExp(`^\`\`\`${language}\n(.*?)^\`\`\``, 'gms'))].map(([, block = '']) => block);
}

describe('commands', () => {
	it.each(shownCommands(page))('$command', async ({ command }) => {
		expect(await vsl(words(command).slice(1))).toMatchObject({ status: 0, stderr: '' });
	});
});

describe('files', () => {
	const files = [...blocks(page, 'toml'), ...blocks(generateSession('the command'), 'toml')];
	it('are shown', () => expect(files.length).toBeGreaterThan(3));
	it.each(files)('%s', (text) => {
		expect(readSessionText(new SourceFile('session.toml', text), SESSION_SCHEMA).diagnostics).toEqual([]);
	});
});

it('names every option', async () => {
	const { stdout } = await vsl(['simulate', '--help']);
	const options = [...stdout.matchAll(/^ +(?:-\w, )?(--[\w-]+)/gm)].map(([, option]) => option as string);
	expect(options.length).toBeGreaterThan(10);
	expect(options.filter((option) => option !== '--help' && !page.includes(option))).toEqual([]);
});
