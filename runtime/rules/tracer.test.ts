/** What a trace must not show: the password that a client presents. */

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { CodeObject } from '../../stdlib/mail/objects/code.ts';
import { samplePorts } from '../simulate/sample.ts';
import { loadRules } from './load.ts';
import type { RuleSet } from './rule-set.ts';
import { RuleSession } from './session.ts';
import { DEFAULT_RULE_SETTINGS } from './settings.ts';
import type { StageTrace } from './trace.ts';

const RULES = `#{
	authenticate: [
		rule "query" || if auth().authid == "ann" { packet(auth().authpass) } else { next() },
		rule "verify" || {
			switch auth().authpass { "\\"x" => return deny(), _ => () }
			if auth().authpass == "no" || \`\${auth().authid}:\${auth().authpass}\` != "ann:no" { accept() } else { deny() }
		},
	],
}`;

async function traced(authid: string, authpass: string): Promise<string> {
	const folder = mkdtempSync(join(tmpdir(), 'vsl-tracer-'));
	try {
		const script = join(folder, 'main.vsl');
		writeFileSync(script, RULES);
		const ports = samplePorts();
		const { rules, diagnostics } = await loadRules({ ...DEFAULT_RULE_SETTINGS, script }, { ports, observe: true });
		expect(diagnostics).toEqual([]);
		const traces: StageTrace[] = [];
		const connection = {
			clientIp: '203.0.113.5',
			clientPort: 1,
			serverIp: '192.0.2.1',
			serverPort: 25,
			serverName: 'mx.kettle.example',
			timestamp: 0,
			secured: true,
			authenticated: false,
			credentials: undefined,
		};
		const replies = () => CodeObject.of(250, '', 'Ok');
		const options = { rules: rules as RuleSet, ports, replies, onTrace: (trace: StageTrace) => traces.push(trace) };
		const session = new RuleSession(connection, options);
		await session.authenticate({ type: 'Verify', authid, authpass }, false);
		expect(traces).toHaveLength(1);
		return JSON.stringify(traces);
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}

test.each([
	['in what packet carries', 'ann', 'open sesame', 'packet()'],
	['in operands and texts made of them', 'bob', 'open sesame', 'bob:…'],
	['with characters that are escaped', 'bob', 'a"b\\c\td', 'bob:…'],
])('no password %s', async (_title, user, password, shown) => {
	const trace = await traced(user, password);
	expect(trace).not.toContain(password);
	expect(trace).not.toContain(JSON.stringify(JSON.stringify(password).slice(1, -1)).slice(1, -1));
	expect(trace).toContain(shown);
});
