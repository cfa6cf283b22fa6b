/** Every example in the documentation of the mail library gives the value that it states, in a fixed session. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { debugText, Engine, errorText, ScriptError } from '../lang/index.ts';
import { sampleHost, samplePorts } from '../runtime/simulate/sample.ts';
import { coreModule } from '../stdlib/core/index.ts';
import { mailLibrary } from '../stdlib/mail/index.ts';

const MESSAGE = readFileSync(join(import.meta.dirname, '../spec-tests/messages/sample.eml'));

/** What the examples ask the domain name system. */
const DNS = JSON.parse(readFileSync(join(import.meta.dirname, 'library-examples-dns.json'), 'utf8'));

const modules = mailLibrary();
const engine = new Engine({ modules: [coreModule, ...modules] });

describe.each(modules.map((module) => [module.name, module] as const))('%s', (_name, module) => {
	const lines = module.functions.flatMap(({ names, example }) =>
		example.split('\n').map((line) => [`${names[0]}: ${line}`, line] as const),
	);
	test.each(lines)('%s', async (_title, line) => {
		const [script = '', expected = ''] = line.split(' ⇒ ');
		const { program, diagnostics } = engine.compile(script);
		expect(diagnostics.map(({ message }) => message)).toEqual([]);
		if (program === undefined) return;
		let actual: string;
		try {
			actual = debugText(await engine.run(program, { host: sampleHost(MESSAGE, samplePorts(DNS)) }));
		} catch (error) {
			if (!(error instanceof ScriptError)) throw error;
			actual = `error: ${errorText(error)}`;
		}
		if (expected.startsWith('error: ')) expect(actual).toContain(expected.slice('error: '.length));
		else expect(actual).toBe(expected);
	});
	test('each function has an example', () => {
		expect(module.functions.filter(({ example }) => example === '').map(({ names }) => names[0])).toEqual([]);
	});
});
