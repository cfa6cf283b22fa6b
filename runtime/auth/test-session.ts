/**
 * A session for tests of what scripts can do with mail authentication and the DNS: from the call to the header that it
 * leaves behind, with answers from a table.
 */

import { expect } from 'vitest';
import { debugText, Engine, errorText, ScriptError } from '../../lang/index.ts';
import { coreModule } from '../../stdlib/core/index.ts';
import type { ConnectionContext, TransactionContext } from '../../stdlib/host/context.ts';
import type { DnsPort } from '../../stdlib/host/dns.ts';
import { afterData, type Stage } from '../../stdlib/host/stages.ts';
import type { HostPorts, MailHost } from '../../stdlib/host.ts';
import { mailLibrary } from '../../stdlib/mail/index.ts';
import { AddressObject, NULL_ADDRESS } from '../../stdlib/mail/objects/address.ts';
import { AnswerTable } from '../dns/answer-table.ts';
import { readAnswerTable } from '../dns/answer-table-data.ts';
import { Message } from '../message/index.ts';
import { sampleHost, samplePorts } from '../simulate/sample.ts';
import { MailAuthentication } from './mail-authentication.ts';
import { ed25519Key, keyRecord, rsaKey } from './test-keys.ts';

const NOW = Date.UTC(2026, 0, 15, 9, 30, 1);

export const RSA = rsaKey();
export const ED = ed25519Key();

const ZONE = {
	'teapot.example': { TXT: 'v=spf1 ip4:203.0.113.0/24 -all', MX: '10 mx.teapot.example' },
	'fail.example': { TXT: 'v=spf1 -all', MX: '0 .' },
	'softfail.example': { TXT: 'v=spf1 ~all' },
	'neutral.example': { TXT: 'v=spf1 ?all' },
	'none.example': { A: '192.0.2.1', AAAA: '2001:db8::1' },
	'broken.example': { TXT: 'v=spf1 bad' },
	'sick.example': 'SERVFAIL',
	'two-mx.example': { MX: ['0 .', '10 mx.example'] },
	'only6.example': { AAAA: '2001:db8::6' },
	'client.example': { A: ['203.0.113.5', '203.0.113.6'] },
	'203.0.113.5': ['liar.example', 'client.example'],
	'liar.example': { A: '192.0.2.66' },
	'203.0.113.6': 'SERVFAIL',
	'203.0.113.7': 'liar.example',
	'203.0.113.8': 'sick.example',
	'2001:db8::5': 'six.client.example',
	'six.client.example': { AAAA: '2001:DB8:0::5' },
	'5.113.0.203.bl.example': { A: ['127.0.0.2', '127.0.0.4'], TXT: ['spam', 'more spam'] },
	'5.113.0.203.mute.example': { A: '127.0.0.3', TXT: 'TIMEOUT' },
	'5.113.0.203.rude.example': { A: '127.0.0.2', TXT: `\r\n250 Ok\u001b[2J ${'x'.repeat(1000)}` },
	'5.113.0.203.parked.example': { A: '192.0.2.80' },
	'5.113.0.203.closed.example': { A: '127.255.255.254' },
	'5.113.0.203.sick.example': 'SERVFAIL',
	'5.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.bl.example': { A: '127.0.0.9' },
	'_dmarc.teapot.example': { TXT: 'v=DMARC1; p=none' },
	'_dmarc.reject.example': { TXT: 'v=DMARC1; p=reject' },
	'_dmarc.quarantine.example': { TXT: 'v=DMARC1; p=quarantine' },
	'_dmarc.sick.example': 'SERVFAIL',
	'rsa._domainkey.kettle.example': { TXT: keyRecord(RSA) },
	's1._domainkey.kettle.example': { TXT: [keyRecord(RSA), keyRecord(ED)] },
	's1._domainkey.mx.kettle.example': { TXT: [keyRecord(RSA), keyRecord(ED)] },
	'test._domainkey.kettle.example': { TXT: keyRecord(RSA, ' t=y;') },
	's1._domainkey.reject.example': { TXT: keyRecord(RSA) },
};

export const { entries, problems } = readAnswerTable(ZONE);

export const MESSAGE = 'From: Ann <ann@teapot.example>\r\nTo: bob@kettle.example\r\nSubject: tea\r\n\r\nAt five?\r\n';

export interface Session {
	readonly stage?: Stage;
	/** `undefined` before MAIL, empty for the null sender. */
	readonly from?: string | undefined;
	readonly helo?: string;
	readonly connection?: Partial<ConnectionContext>;
	readonly to?: readonly string[];
	readonly message?: string;
	/** PEM texts; without it those of `kettle.example`. */
	readonly keys?: ReadonlyMap<string, readonly string[]>;
	readonly dns?: DnsPort;
}

export const KEYS = new Map([['kettle.example', [RSA.pem, ED.pem]]]);

function portsOf({ keys = KEYS, dns = new AnswerTable(entries, { unknown: 'NXDOMAIN' }) }: Session): HostPorts {
	return { ...samplePorts(), dns, authentication: new MailAuthentication({ dns, keys, now: () => NOW }) };
}

function address(text: string): AddressObject {
	return text === '' ? NULL_ADDRESS : AddressObject.parse(text);
}

export function hostOf(session: Session): MailHost {
	const host = sampleHost(Buffer.from(session.message ?? MESSAGE), portsOf(session));
	const { context } = host;
	context.connection = { ...context.connection, ...session.connection };
	context.helo = session.helo ?? context.helo;
	if ('from' in session) context.mailFrom = session.from === undefined ? undefined : address(session.from);
	if (session.to !== undefined) {
		context.recipients = session.to.map((to) => ({ address: address(to), transport: { kind: 'deliver' } }));
	}
	const stage = session.stage ?? 'preq';
	const message = afterData(stage) ? host.message : new Message(Buffer.alloc(0), {}, [], false);
	return { ...host, stage, message };
}

export const engine = new Engine({ modules: [coreModule, ...mailLibrary()] });

interface Outcome {
	readonly value: string;
	readonly host: MailHost;
	readonly context: TransactionContext;
	/** The header fields that were added, folds shown. */
	readonly added: readonly string[];
}

export async function run(script: string, session: Session = {}): Promise<Outcome> {
	const { program, diagnostics } = engine.compile(script);
	expect(diagnostics.map(({ message }) => message)).toEqual([]);
	const host = hostOf(session);
	const before = host.message.headers.lines().length;
	let value: string;
	try {
		value = debugText(await engine.run(program as never, { host }));
	} catch (error) {
		if (!(error instanceof ScriptError)) throw error;
		value = `error: ${errorText(error)}`;
	}
	const lines = host.message.headers.lines();
	return { value, host, context: host.context, added: lines.slice(0, lines.length - before) };
}

function withoutPlace(text: string): string {
	const at = text.lastIndexOf(' (line');
	return at === -1 ? text : text.slice(0, at);
}

export async function valueAfter(script: string, session?: Session): Promise<string> {
	return withoutPlace((await run(script, session)).value);
}

export const SIGN =
	'for key in dkim::get_private_keys("kettle.example") { dkim::sign(#{ selector: "s1", sdid: "kettle.example", private_key: key }); }';

/** The message of a session after a script, as it would be sent. */
export async function sentAfter(script: string, session: Session = {}): Promise<string> {
	const { value, host } = await run(script, session);
	expect(value).toBe('()');
	return Buffer.from(host.message.bytes()).toString('latin1');
}
