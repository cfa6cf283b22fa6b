/** Every example in the documentation of the library gives the value that it states. */

import { expect, test } from 'vitest';
import { debugText, Engine, errorText, ScriptError } from '../../lang/index.ts';
import { coreModule } from './index.ts';

interface Example {
	readonly title: string;
	readonly script: string;
	readonly expected: string;
}

const examples: Example[] = coreModule.functions.flatMap((declaration) =>
	declaration.example.split('\n').map((line) => {
		const [script = '', expected = ''] = line.split(' ⇒ ');
		return { title: `${declaration.names[0]}: ${line}`, script, expected };
	}),
);

test.each(examples)('$title', async ({ script, expected }) => {
	const engine = new Engine({ modules: [coreModule] });
	const { program, diagnostics } = engine.compile(script);
	expect(diagnostics.map((diagnostic) => diagnostic.message)).toEqual([]);
	if (program === undefined) return;
	let actual: string;
	try {
		actual = debugText(await engine.run(program));
	} catch (error) {
		if (!(error instanceof ScriptError)) throw error;
		actual = `error: ${errorText(error)}`;
	}
	if (expected.startsWith('error: ')) expect(actual).toContain(expected);
	else expect(actual).toBe(expected);
});
