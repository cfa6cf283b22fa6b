/** Sessions side by side: what a rule does in one of them is never seen in another, also while both wait. */

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { HostPorts } from '../../stdlib/host.ts';
import { AddressObject } from '../../stdlib/mail/objects/address.ts';
import { CodeObject } from '../../stdlib/mail/objects/code.ts';
import { samplePorts } from '../simulate/sample.ts';
import { loadRules } from './load.ts';
import type { RuleSet } from './rule-set.ts';
import { RuleSession } from './session.ts';
import { DEFAULT_RULE_SETTINGS } from './settings.ts';

const RULES = `
let seen = [];
let count = 0;
let note = |what| { seen.push(what); count += 1; };
#{
	mail: [
		rule "remembers" || {
			note.call(mail_from().local_part);
			for turn in 0..5 { sleep(0.002); note.call(mail_from().local_part); }
			log("info", \`\${mail_from().local_part}: \${count} \${seen}\`);
			next()
		},
		action "sees nothing of it" || log("info", \`\${mail_from().local_part} then \${count} \${seen}\`),
	],
}`;

let folder: string;
let rules: RuleSet;
let ports: HostPorts;
const log: string[] = [];

beforeAll(async () => {
	folder = mkdtempSync(join(tmpdir(), 'vsl-session-'));
	const script = join(folder, 'main.vsl');
	writeFileSync(script, RULES);
	const sample = samplePorts();
	ports = {
		...sample,
		system: Object.assign(Object.create(sample.system), {
			log: (_level: string, text: string) => log.push(text),
			messageId: () => 'id',
			now: () => 0,
			hostname: () => 'mx',
		}),
	};
	const loaded = await loadRules({ ...DEFAULT_RULE_SETTINGS, script }, { ports });
	expect(loaded.diagnostics).toEqual([]);
	rules = loaded.rules as RuleSet;
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

function session(): RuleSession {
	const connection = {
		clientIp: '203.0.113.5',
		clientPort: 1,
		serverIp: '192.0.2.1',
		serverPort: 25,
		serverName: 'mx.kettle.example',
		timestamp: 0,
		secured: false,
		authenticated: false,
		credentials: undefined,
	};
	return new RuleSession(connection, { rules, ports, replies: () => CodeObject.of(250, '', 'Ok') });
}

test('sessions that wait at the same time', async () => {
	const names = ['ann', 'bob', 'carol'];
	const answers = await Promise.all(names.map((name) => session().mail(AddressObject.parse(`${name}@teapot.example`))));
	expect(answers.map(({ result }) => result.failure)).toEqual([undefined, undefined, undefined]);
	const six = (name: string) => `6 [${Array(6).fill(`"${name}"`).join(', ')}]`;
	expect(log.sort()).toEqual(names.flatMap((name) => [`${name} then 0 []`, `${name}: ${six(name)}`]).sort());
});

test('results of authentication that a client writes in our name are not there', async () => {
	const one = session();
	await one.mail(AddressObject.parse('ann@teapot.example'));
	await one.rcpt(AddressObject.parse('bob@kettle.example'));
	const forged = ['mx.kettle.example', 'kettle.example', 'other.example'].map(
		(server) => `Authentication-Results: ${server}; spf=pass\r\n`,
	);
	const { parts } = await one.data(Buffer.from(`${forged.join('')}From: ann@teapot.example\r\n\r\nHello\r\n`));
	expect(parts[0]?.transaction.message.text()).toBe(
		'Authentication-Results: other.example; spf=pass\r\nFrom: ann@teapot.example\r\n\r\nHello\r\n',
	);
});
