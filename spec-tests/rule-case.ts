/** Reads and runs the cases of `rules/` (the format is described there). */

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { goldenTrace } from '../runtime/simulate/golden-trace.ts';
import { prepareSimulation } from '../runtime/simulate/prepare.ts';

export interface Section {
	/** `rules`, `file`, `session` … */
	readonly name: string;
	/** What stands behind the name. */
	readonly argument: string;
	/** Line of the marker in the file, from 1. */
	readonly line: number;
	readonly text: string;
}

export interface RuleCase {
	readonly title: string;
	readonly line: number;
	readonly sections: readonly Section[];
}

const KNOWN = new Set(['rules', 'file', 'session', 'config', 'mail', 'trace', 'problems']);

export function readRuleCases(text: string): RuleCase[] {
	const cases: { title: string; line: number; sections: Section[] }[] = [];
	let lines: string[] = [];
	let open: { name: string; argument: string; line: number } | undefined;
	const close = () => {
		if (open === undefined) return;
		while (lines.at(-1) === '') lines.pop();
		cases.at(-1)?.sections.push({ ...open, text: lines.length === 0 ? '' : `${lines.join('\n')}\n` });
		open = undefined;
	};
	for (const [index, line] of text.split('\n').entries()) {
		if (line.startsWith('=== ')) {
			close();
			cases.push({ title: line.slice(4), line: index + 1, sections: [] });
		} else if (line.startsWith('--- ')) {
			close();
			const [name = '', ...rest] = line.slice(4).trim().split(' ');
			if (!KNOWN.has(name)) throw new Error(`line ${index + 1}: unknown section '${name}'`);
			open = { name, argument: rest.join(' '), line: index + 1 };
			lines = [];
		} else if (open !== undefined) {
			lines.push(line);
		}
	}
	close();
	return cases;
}

/** The text of a section, `undefined` when the case has none of that name. */
export function sectionOf({ sections }: RuleCase, name: string): Section | undefined {
	return sections.find((section) => section.name === name);
}

const SESSION = `
time = "2026-01-15T09:30:00Z"
hostname = "mx"

[server]
name = "mx.kettle.example"
domains = ["kettle.example"]

[client]
ip = "203.0.113.5"
helo = "client.example"
`;

const MESSAGE = `
[[message]]
from = "ann@teapot.example"
to = ["bob@kettle.example"]
mail = "mail.eml"
`;

const MAIL = 'From: Ann <ann@teapot.example>\nTo: Bob <bob@kettle.example>\nSubject: tea\n\nHello Bob\n';

/** A session of the case wins, key by key of the top level, over the usual one. */
function sessionText(own: string): string {
	const names = new Set([...own.matchAll(/^\[{0,2}([\w.]+)/gm)].map(([, name]) => (name as string).split('.')[0]));
	const usual = [...`${SESSION}${MESSAGE}`.matchAll(/^(?:\[{1,2}(\w+)\]{1,2}\n)?(?:(?:\w+) = .*\n)+/gm)].map(
		([part]) => part,
	);
	const kept = usual.flatMap((part) => {
		const head = /^\[{1,2}(\w+)/.exec(part)?.[1];
		if (head !== undefined) return names.has(head) ? [] : [part];
		const lines = part.split('\n').filter((line) => !names.has(line.split(' ')[0] as string));
		return [lines.join('\n')];
	});
	// Keys of the top level stand before all tables.
	const table = own.search(/^\[/m);
	const [keys, tables] = table < 0 ? [own, ''] : [own.slice(0, table), own.slice(table)];
	const [top, rest] = [kept.filter((part) => !part.startsWith('[')), kept.filter((part) => part.startsWith('['))];
	return [...top, keys, ...rest, tables].join('\n');
}

/** Runs a case with one of its scripts. @returns the trace, or the problems of loading */
export async function runRuleCase(test: RuleCase, rules: Section): Promise<string> {
	const folder = mkdtempSync(join(tmpdir(), 'vsl-case-'));
	try {
		const write = (name: string, content: string) => {
			mkdirSync(dirname(join(folder, name)), { recursive: true });
			writeFileSync(join(folder, name), content);
		};
		for (const { name, argument, text } of test.sections) if (name === 'file') write(argument, text);
		write('main.vsl', rules.text);
		write('mail.eml', (sectionOf(test, 'mail')?.text ?? MAIL).replace(/\r?\n/g, '\r\n'));
		write('session.toml', sessionText(sectionOf(test, 'session')?.text ?? ''));
		const config = sectionOf(test, 'config');
		if (config !== undefined)
			write('vsmtp.toml', `version_requirement = ">=1.0.0"\n${config.text.replaceAll('{folder}', folder)}`);
		const { simulation, diagnostics } = await prepareSimulation({
			rules: join(folder, 'main.vsl'),
			session: join(folder, 'session.toml'),
			config: config === undefined ? undefined : join(folder, 'vsmtp.toml'),
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
		const problems = diagnostics.map(({ id, message, source, span }) => {
			const { line } = source.positionAt(span.start);
			return `${relative(folder, source.name)}:${line}: ${id} ${message.replaceAll(folder, '.')}\n`;
		});
		if (simulation === undefined) return problems.join('');
		const trace = (await simulation.run()).map(goldenTrace).join('\n');
		return `${problems.join('')}${trace}`.replaceAll(folder, '.');
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}

/** The file with other expected outcomes. */
export function withOutcomes(text: string, outcomes: ReadonlyMap<Section, string>): string {
	const lines = text.split('\n');
	const changes = [...outcomes].sort(([left], [right]) => right.line - left.line);
	for (const [section, outcome] of changes) {
		const end = section.line + section.text.split('\n').length - 1;
		lines.splice(section.line, end - section.line, ...outcome.trimEnd().split('\n'));
	}
	return lines.join('\n');
}
