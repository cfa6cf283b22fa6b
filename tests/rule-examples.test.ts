/**
 * The examples of rules do what they show: each is written in the spelling of both generations, and both give the trace
 * that is kept beside them. `VSL_UPDATE=1` rewrites the traces.
 */

import { cpSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { goldenTrace } from '../runtime/simulate/golden-trace.ts';
import { prepareSimulation } from '../runtime/simulate/prepare.ts';
import type { Generation } from '../stdlib/mail/migration/index.ts';
import { moveProject } from '../stdlib/mail/migration/test-move.ts';
import { vsl } from './run-vsl.ts';
import { scratch } from './scratch.ts';
import { shownCommands, words } from './shown-commands.ts';

const FOLDER = 'examples';
const GENERATIONS = ['2.x', '1.x'] as const;
const moved = scratch();
const update = process.env.VSL_UPDATE === '1';

const names = readdirSync(FOLDER).filter((name) => existsSync(join(FOLDER, name, 'session.toml')));

async function traceOf(folder: string, generation: string): Promise<string> {
	const { simulation, diagnostics } = await prepareSimulation({
		rules: join(folder, generation, 'main.vsl'),
		session: join(folder, 'session.toml'),
		config: undefined,
		answers: [],
		mails: [],
		input: undefined,
		domains: [],
		client: undefined,
		ptr: undefined,
		helo: undefined,
		tls: false,
		user: undefined,
		from: undefined,
		to: [],
		version: '0.0.0',
	});
	expect(diagnostics).toEqual([]);
	if (simulation === undefined) throw new Error('the example has no rules');
	return (await simulation.run()).map(goldenTrace).join('\n');
}

it('there are examples', () => {
	expect(names.length).toBeGreaterThan(8);
});

it('are all listed', () => {
	const list = readFileSync(join(FOLDER, 'README.md'), 'utf8');
	expect(names.filter((name) => !list.includes(`](${name}/)`))).toEqual([]);
});

describe.each(names)('%s', (name) => {
	const tracePath = join(FOLDER, name, 'trace.txt');
	const readme = readFileSync(join(FOLDER, name, 'README.md'), 'utf8');

	it.each(GENERATIONS)('gives its trace with the rules of %s', async (generation) => {
		const trace = await traceOf(join(FOLDER, name), generation);
		// Whatever the rules ask for is answered by the session.
		expect(trace).not.toMatch(/^missing /m);
		if (update && generation === '2.x') writeFileSync(tracePath, trace);
		else expect(trace).toBe(readFileSync(tracePath, 'utf8'));
	});

	// `vsl check --fix --target`
	it.each<[to: Generation, from: string]>([
		[2, '1.x'],
		[1, '2.x'],
	])('gives it with the rules that are moved to %s from %s', async (to, from) => {
		const folder = join(moved.path, `${name}-${to}`);
		cpSync(join(FOLDER, name), folder, { recursive: true });
		const scripts = readdirSync(join(folder, from)).filter((file) => file.endsWith('.vsl'));
		const sources = new Map(scripts.map((file) => [file, readFileSync(join(folder, from, file), 'utf8')]));
		const { files } = moveProject(sources, to);
		expect([...files]).not.toEqual([...sources]);
		for (const [file, text] of files) writeFileSync(join(folder, from, file), text);
		expect(await traceOf(folder, from)).toBe(readFileSync(tracePath, 'utf8'));
	});

	const commands = shownCommands(readme);
	it('shows how to try it', () => {
		expect(commands.map(({ command }) => command.split(' ', 2).join(' '))).toContain('vsl simulate');
	});

	it.each(commands)('$command', async ({ command }) => {
		const { status, stderr } = await vsl(words(command).slice(1));
		expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
	});

	it('shows pieces of its trace', () => {
		const trace = readFileSync(tracePath, 'utf8');
		const pieces = [...readme.matchAll(/^```text\n(.*?)^```/gms)].map(([, piece = '']) => piece);
		expect(pieces.length).toBeGreaterThan(0);
		expect(pieces.filter((piece) => !trace.includes(piece))).toEqual([]);
	});
});
