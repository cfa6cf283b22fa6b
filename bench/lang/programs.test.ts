import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { Engine } from '../../lang/index.ts';
import { SourceFile } from '../../lang/source/source-file.ts';
import { coreModule } from '../../stdlib/core/index.ts';
import { PROGRAMS, programFile } from './programs.ts';

const folder = fileURLToPath(new URL('programs', import.meta.url));

test('every file in the folder belongs to a program, and every program has its three files', () => {
	const expected = PROGRAMS.flatMap(({ name }) => [`${name}.out`, `${name}.py`, `${name}.vsl`]);
	expect(readdirSync(folder).sort()).toEqual(expected.sort());
});

describe('each program gives the recorded result', () => {
	test.each(PROGRAMS)('$name', async ({ name }) => {
		const path = programFile(name, 'vsl');
		const printed: string[] = [];
		const engine = new Engine({ modules: [coreModule], print: (text) => printed.push(text) });
		const { program, diagnostics } = engine.compile(new SourceFile(path, readFileSync(path, 'utf8')));
		expect(diagnostics.map((diagnostic) => diagnostic.message)).toEqual([]);
		if (program !== undefined) await engine.run(program);
		expect(`${printed.join('\n')}\n`).toBe(readFileSync(programFile(name, 'out'), 'utf8'));
	});
});
