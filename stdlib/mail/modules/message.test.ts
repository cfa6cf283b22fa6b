/** Every example of the functions on the message gives the value that it states, in each spelling. */

import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { debugText, Engine, errorText, ScriptError, type Value } from '../../../lang/index.ts';
import { Message } from '../../../runtime/message/index.ts';
import { coreModule } from '../../core/index.ts';
import type { MailMessage } from '../../host/message.ts';
import { messageModules } from './message.ts';

const SAMPLE = readFileSync(new URL('../../../spec-tests/messages/sample.eml', import.meta.url));

const engine = new Engine({ modules: [coreModule, ...messageModules] });

async function outcome(script: string, message: MailMessage | undefined = new Message(SAMPLE)): Promise<string> {
	const { program, diagnostics } = engine.compile(script);
	if (program === undefined) return diagnostics.map((diagnostic) => diagnostic.message).join('; ');
	try {
		return debugText(
			(await engine.run(program, { host: message === undefined ? undefined : { message, stage: 'preq' } })) as Value,
		);
	} catch (error) {
		if (!(error instanceof ScriptError)) throw error;
		return `error: ${errorText(error)}`;
	}
}

const examples = messageModules.flatMap((module) =>
	module.functions.flatMap((declaration) =>
		declaration.example.split('\n').map((line) => {
			const [script = '', expected = ''] = line.split(' ⇒ ');
			return { title: `${module.name} ${declaration.names[0]}: ${line}`, script, expected };
		}),
	),
);

test.each(examples)('$title', async ({ script, expected }) => {
	expect(await outcome(script)).toBe(expected);
});
