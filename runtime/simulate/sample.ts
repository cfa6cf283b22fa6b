/** The session in which the examples of the library and the benchmarks run: always the same, with nothing outside. */

import { generateKeyPairSync } from 'node:crypto';
import type { HostPorts, MailHost } from '../../stdlib/host.ts';
import { AddressObject } from '../../stdlib/mail/objects/address.ts';
import { MailAuthentication } from '../auth/index.ts';
import { AnswerTable } from '../dns/answer-table.ts';
import { readAnswerTable } from '../dns/answer-table-data.ts';
import { Message } from '../message/index.ts';
import { emptyContext } from '../rules/transaction.ts';
import { LocalServices } from '../services/local-services.ts';
import {
	type CommandAnswer,
	noEffects,
	SimulatedFiles,
	SimulatedServer,
	SimulatedServices,
	SimulatedSystem,
} from './simulated-ports.ts';

const CONNECTED = Date.parse('2026-01-15T09:30:00Z');
const NOW = Date.parse('2026-01-15T09:30:01Z');

/** Answers of the commands that examples run. */
const COMMANDS: readonly CommandAnswer[] = [
	{
		command: 'echo',
		args: ['hello', '; id'],
		result: { code: 0, signal: undefined, stdout: 'hello ; id\n', stderr: '' },
	},
	{ command: 'false', args: undefined, result: { code: 1, signal: undefined, stdout: '', stderr: '' } },
];

/** A private key for DKIM, another one in each process: signatures that examples make are not shown. */
const KEY = generateKeyPairSync('ed25519', {
	privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
	publicKeyEncoding: { type: 'spki', format: 'pem' },
}).privateKey;

const KEYS: ReadonlyMap<string, readonly string[]> = new Map([
	['kettle.example', [KEY]],
	['mx.kettle.example', [KEY]],
]);

/** @param dns answers by name, as `readAnswerTable` takes them */
export function samplePorts(dns: Readonly<Record<string, unknown>> = {}): HostPorts {
	const effects = noEffects();
	const world = {
		users: new Set(['root', 'bob']),
		passwords: new Map([['ann', 'secret']]),
		environment: new Map<string, string>(),
		hostname: 'mx',
		start: NOW,
		runs: false,
	};
	const ours = new Set(['kettle.example', 'mx.kettle.example']);
	const table = new AnswerTable(readAnswerTable(dns).entries);
	return {
		system: new SimulatedSystem(world, effects),
		server: new SimulatedServer('mx.kettle.example', (domain) => ours.has(domain.toLowerCase()), effects),
		files: new SimulatedFiles('/var/spool/vsmtp/app', () => new Uint8Array(), effects),
		services: new SimulatedServices([COMMANDS], new LocalServices({ base: '.', overlay: true }), effects),
		dns: table,
		authentication: new MailAuthentication({ dns: table, keys: KEYS, now: () => NOW }),
	};
}

/** The host of a rule at the stage `preq`. */
export function sampleHost(raw: Uint8Array, ports: HostPorts): MailHost {
	const context = emptyContext(
		{
			clientIp: '203.0.113.5',
			clientPort: 40112,
			serverIp: '192.0.2.1',
			serverPort: 25,
			serverName: 'mx.kettle.example',
			timestamp: CONNECTED,
			secured: false,
			authenticated: false,
			credentials: undefined,
		},
		'client.example',
	);
	context.mailFrom = AddressObject.parse('ann@teapot.example');
	context.mailTimestamp = NOW;
	context.messageId = '7f1d0c52-8f0a-4d51-9f5e-1b2c3d4e5f60';
	context.recipients = [{ address: AddressObject.parse('bob@kettle.example'), transport: { kind: 'deliver' } }];
	context.recipientCount = 1;
	return { stage: 'preq', context, message: new Message(Buffer.from(raw)), ports };
}
