/** What `vsl check` says of rules and what loading them says agree, on the examples of the lints for mail. */

import { describe, expect, test } from 'vitest';
import { loadRules } from '../runtime/rules/load.ts';
import { DEFAULT_RULE_SETTINGS } from '../runtime/rules/settings.ts';
import { samplePorts } from '../runtime/simulate/sample.ts';
import { MAIL_LINT_ENTRIES } from '../stdlib/mail/lints/entries.ts';
import { scratch } from './scratch.ts';

const files = scratch();
files.write('blocked.txt', '192.0.2.0/24\n198.51.100.0/24\n');
files.write('blocked-twice.txt', '192.0.2.0/24\n192.0.2.0/24\n');

/** Lints about what a server does not load. */
const NOT_LOADED: ReadonlySet<string> = new Set(['V008', 'V009', 'V017', 'V041', 'V042', 'V043']);

async function errorsOf(name: string, text: string): Promise<string[]> {
	const script = files.write(`${name}.vsl`, text);
	const { diagnostics } = await loadRules({ ...DEFAULT_RULE_SETTINGS, script }, { ports: samplePorts() });
	return diagnostics.filter(({ severity }) => severity === 'error').map(({ message }) => message);
}

describe.each(MAIL_LINT_ENTRIES.map((entry) => [entry.id, entry] as const))('%s', (id, { bad, good }) => {
	test('the good example is loaded', async () => expect(await errorsOf(`${id}-good`, good)).toEqual([]));

	test(`the bad example is ${NOT_LOADED.has(id) ? 'not ' : ''}loaded`, async () => {
		const errors = await errorsOf(`${id}-bad`, bad);
		if (NOT_LOADED.has(id)) expect(errors).not.toEqual([]);
		else expect(errors).toEqual([]);
	});
});
