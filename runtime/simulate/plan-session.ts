/**
 * From files and the words of a command line to the plan of one session: who connects, what it sends. What the command
 * line says wins over the session, and that over what the file says for all sessions.
 */

import { dirname, isAbsolute, join } from 'node:path';
import { MessageError } from '../../stdlib/host/message.ts';
import { asciiDomain, isDnsName } from '../../stdlib/mail/ascii-domain.ts';
import { AddressObject } from '../../stdlib/mail/objects/address.ts';
import { canonicalIp, isIpText } from '../../stdlib/mail/reverse-name.ts';
import { checkedName } from '../dns/question.ts';
import { systemErrorText } from '../files/system-error.ts';
import { Message } from '../message/index.ts';
import { type MailSource, mailsIn, readMails } from './mail-sources.ts';
import { RequestError, type SimulationRequest } from './request.ts';
import type { PlannedMessage, SessionPlan } from './session-plan.ts';
import type { OneOfSeveral, SessionFile } from './session-schema.ts';

const IMPLICIT_TLS_PORT = 465;

/** Paths in the file of a session are relative to it. */
export function besideSession(path: string, { session }: SimulationRequest): string {
	return session === undefined || isAbsolute(path) ? path : join(dirname(session), path);
}

/** The path that stands for standard input. */
const STANDARD_INPUT = '-';

/** @throws RequestError */
export function readMailsOf(path: string): MailSource[] {
	try {
		return readMails(path);
	} catch (error) {
		throw new RequestError(`cannot read ${path}: ${systemErrorText(error)}`);
	}
}

/** The first of the values that is there. */
function first<T>(...values: readonly (T | undefined)[]): T | undefined {
	return values.find((value) => value !== undefined);
}

function checkAddress(text: string, where: string): void {
	try {
		AddressObject.parse(text);
	} catch {
		throw new RequestError(`${where}: '${text}' is not an address`);
	}
}

function clientIp(given: string | undefined): string | undefined {
	if (given !== undefined && !isIpText(given)) throw new RequestError(`--client: '${given}' is not an IP address`);
	return given;
}

/** @throws RequestError for a domain that cannot be one */
export function checkDomains({ domains }: SimulationRequest): void {
	for (const domain of domains) {
		if (!isDnsName(asciiDomain(domain))) throw new RequestError(`--domain: '${domain}' is not a domain`);
	}
}

/** The name that the client has in the DNS. */
export function clientName(
	request: SimulationRequest,
	session: OneOfSeveral | undefined,
	all: SessionFile,
): string | undefined {
	const { ptr } = request;
	const name = first(ptr, session?.client?.ptr, all.client?.ptr);
	if (name === undefined) return undefined;
	try {
		return checkedName(name, 'PTR');
	} catch {
		throw new RequestError(`${ptr === undefined ? 'client.ptr' : '--ptr'}: '${name}' is not a host name`);
	}
}

/** None in a header that passes a limit. */
function addressesIn(message: Message, field: string): string[] {
	try {
		return message.addresses(field).map(({ address }) => address);
	} catch (error) {
		if (error instanceof MessageError) return [];
		throw error;
	}
}

/** A message from a file alone: its own header says who sends it to whom, unless the command line does. */
function plannedMail({ name, raw }: MailSource, { from, to }: SimulationRequest): PlannedMessage {
	const message = new Message(Buffer.from(raw));
	const authors = addressesIn(message, 'From');
	const recipients = [...addressesIn(message, 'To'), ...addressesIn(message, 'Cc')];
	const all = to.length > 0 ? to : [...new Set(recipients)];
	if (all.length === 0) throw new RequestError(`${name}: no recipient: give one with --to`);
	return { name, from: from ?? authors[0] ?? '', to: all, raw };
}

/** What is sent when only the envelope is of interest. */
function testMessage(from: string, to: readonly string[], time: string | undefined): Uint8Array {
	const date = new Date(time ?? Date.now()).toUTCString().replace('GMT', '+0000');
	const author = from === '' ? 'Mail Delivery System <postmaster@localhost>' : `<${from}>`;
	const receivers = to.map((address) => `<${address}>`).join(', ');
	return Buffer.from(
		`Date: ${date}\r\nFrom: ${author}\r\nTo: ${receivers}\r\nSubject: test\r\n\r\nThis is a test.\r\n`,
	);
}

class SessionPlanner {
	readonly #request: SimulationRequest;
	readonly #time: string | undefined;

	constructor(request: SimulationRequest, time: string | undefined) {
		this.#request = request;
		this.#time = time;
	}

	messages(given: readonly SessionFile['message'][number][]): PlannedMessage[] {
		const { mails, input, from, to } = this.#request;
		const planned = given.flatMap((message, index) => this.#ofSession(message, index));
		for (const path of mails) {
			const sources = path === STANDARD_INPUT ? mailsIn('<stdin>', input ?? Buffer.alloc(0)) : readMailsOf(path);
			for (const source of sources) planned.push(plannedMail(source, this.#request));
		}
		if (planned.length === 0 && to.length > 0) planned.push(this.#envelopeOnly('test message', from ?? '', to));
		for (const message of planned) {
			if (message.from !== '') checkAddress(message.from, message.name);
			for (const recipient of message.to) checkAddress(recipient, message.name);
		}
		return planned;
	}

	#ofSession(message: SessionFile['message'][number], index: number): PlannedMessage[] {
		const from = this.#request.from ?? message.from;
		const to = this.#request.to.length > 0 ? this.#request.to : message.to;
		const name = `message ${index + 1}`;
		if (message.mail !== undefined) {
			const sources = readMailsOf(besideSession(message.mail, this.#request));
			return sources.map((source) => ({ ...source, from, to }));
		}
		if (message.text === undefined) return [this.#envelopeOnly(name, from, to)];
		return [{ name, from, to, raw: Buffer.from(message.text.replace(/\r?\n/g, '\r\n')) }];
	}

	#envelopeOnly(name: string, from: string, to: readonly string[]): PlannedMessage {
		return { name, from, to, raw: testMessage(from, to, this.#time) };
	}
}

/**
 * @param session one of several
 * @param all what the file says for all of them
 * @param time what the clock of the session says, if it stands
 * @throws RequestError
 */
export function planSession(
	request: SimulationRequest,
	session: OneOfSeveral | undefined,
	all: SessionFile,
	time: string | undefined,
): SessionPlan {
	const ip = first(clientIp(request.client), session?.client?.ip, all.client?.ip) ?? '203.0.113.5';
	const serverPort = first(session?.server?.port, all.server?.port) ?? 25;
	const tls = request.tls || (first(session?.client?.tls, all.client?.tls) ?? false);
	const auth = session?.auth ?? all.auth;
	const user = request.user ?? auth?.user;
	const messages = session === undefined || session.message.length === 0 ? all.message : session.message;
	return {
		title: session?.title,
		clientIp: canonicalIp(ip),
		clientPort: first(session?.client?.port, all.client?.port) ?? 40_112,
		serverIp: canonicalIp(first(session?.server?.ip, all.server?.ip) ?? '192.0.2.1'),
		serverPort,
		helo: first(request.helo, session?.client?.helo, all.client?.helo) ?? 'client.example',
		tls: !tls ? 'none' : serverPort === IMPLICIT_TLS_PORT ? 'implicit' : 'starttls',
		authentication:
			user === undefined
				? undefined
				: {
						credentials: { type: 'Verify', authid: user, authpass: auth?.password ?? '' },
						verified: auth?.verified ?? true,
					},
		messages: new SessionPlanner(request, time).messages(messages),
	};
}
