/**
 * From the words of a command line and the files they name to simulations that can run: session, configuration, rules
 * and answers are read, and everything that is wrong with any of them is reported together.
 */

import { readFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { dirname, resolve } from 'node:path';
import type { Diagnostic } from '../../lang/diagnostics/diagnostic.ts';
import { SourceFile } from '../../lang/source/source-file.ts';
import type { HostPorts } from '../../stdlib/host.ts';
import { AddressObject } from '../../stdlib/mail/objects/address.ts';
import { CodeObject } from '../../stdlib/mail/objects/code.ts';
import { MailAuthentication } from '../auth/index.ts';
import { type Config, configValues, defaultConfig, lenientHost, loadConfig, systemHost } from '../config/index.ts';
import type { ValueOf } from '../config/nodes.ts';
import { AnswerTable, type TableEntry } from '../dns/answer-table.ts';
import { readAnswerTable } from '../dns/answer-table-data.ts';
import { Message } from '../message/index.ts';
import { configModules } from '../rules/config-modules.ts';
import { loadRules } from '../rules/load.ts';
import type { ReplyTable } from '../rules/replies.ts';
import type { RuleSet } from '../rules/rule-set.ts';
import { ruleSettings } from '../rules/settings.ts';
import { LocalServices } from '../services/local-services.ts';
import { type MailSource, readMails } from './mail-sources.ts';
import { readSessionFile, readSessionText } from './read-session-file.ts';
import type { PlannedMessage, SessionPlan } from './session-plan.ts';
import { ANSWERS_SCHEMA, SESSION_SCHEMA } from './session-schema.ts';
import type { SimulationSetup } from './simulate.ts';
import {
	type CommandAnswer,
	noEffects,
	type SimulatedEffects,
	SimulatedFiles,
	SimulatedServer,
	SimulatedServices,
	SimulatedSystem,
} from './simulated-ports.ts';

/** What the command line says; it wins over the file of the session. */
export interface SimulationRequest {
	readonly rules: string | undefined;
	readonly session: string | undefined;
	readonly config: string | undefined;
	readonly answers: readonly string[];
	readonly mails: readonly string[];
	readonly client: string | undefined;
	readonly ptr: string | undefined;
	readonly helo: string | undefined;
	readonly tls: boolean;
	readonly user: string | undefined;
	readonly from: string | undefined;
	readonly to: readonly string[];
	readonly version: string;
}

export interface PreparedSimulation {
	readonly plan: SessionPlan;
	readonly setup: SimulationSetup;
	/** Ends what the simulation has opened. */
	close(): void;
}

export interface Preparation {
	readonly simulation: PreparedSimulation | undefined;
	readonly diagnostics: readonly Diagnostic[];
}

/** Something that the caller asked for and that cannot be. The message is for people. */
export class RequestError extends Error {}

type SessionFile = ValueOf<typeof SESSION_SCHEMA>;
type Answers = ValueOf<typeof ANSWERS_SCHEMA>;

const NO_SESSION = new SourceFile('', '');

class Preparer {
	readonly #request: SimulationRequest;
	readonly #diagnostics: Diagnostic[] = [];

	constructor(request: SimulationRequest) {
		this.#request = request;
	}

	async prepare(): Promise<Preparation> {
		const session = this.#session();
		const answers = this.#answers();
		const config = this.#config(session);
		if (session === undefined || config === undefined || answers.includes(undefined)) return this.#failed();
		const script = this.#script(session, config);
		const effects = noEffects();
		const all = [session, ...(answers as Answers[])];
		const stores = new LocalServices({ base: dirname(resolve(script)), overlay: true });
		const ports = this.#ports(session, all, config, effects, stores);
		const settings = { ...ruleSettings(config), script };
		const { rules, diagnostics } = await loadRules(settings, {
			ports,
			modules: configModules(configValues(config)),
			observe: true,
		});
		this.#diagnostics.push(...diagnostics);
		if (rules === undefined || this.#hasErrors()) {
			stores.close();
			return this.#failed();
		}
		const plan = this.#plan(session);
		return {
			simulation: { plan, setup: this.#setup(rules, script, ports, effects, all, config), close: () => stores.close() },
			diagnostics: this.#diagnostics,
		};
	}

	#failed(): Preparation {
		return { simulation: undefined, diagnostics: this.#diagnostics };
	}

	#hasErrors(): boolean {
		return this.#diagnostics.some(({ severity }) => severity === 'error');
	}

	#session(): SessionFile | undefined {
		const { session } = this.#request;
		const { value, diagnostics } =
			session === undefined ? readEmptySession() : readSessionFile(session, SESSION_SCHEMA);
		this.#diagnostics.push(...diagnostics);
		return value;
	}

	#answers(): (Answers | undefined)[] {
		return this.#request.answers.map((path) => {
			const { value, diagnostics } = readSessionFile(path, ANSWERS_SCHEMA);
			this.#diagnostics.push(...diagnostics);
			return value;
		});
	}

	/** Paths in the file of the session are relative to it. */
	#path(path: string): string {
		const { session } = this.#request;
		return session === undefined ? resolve(path) : resolve(dirname(session), path);
	}

	#config(session: SessionFile | undefined): Config | undefined {
		const { version } = this.#request;
		const system = systemHost(version);
		// Users and certificates of another machine need not exist here, keys that exist are used for signing.
		const host = {
			...lenientHost(system),
			hostname: () => session?.server.name ?? system.hostname(),
			readBytes: (path: string) => (system.exists(path) ? system.readBytes(path) : { unread: true as const }),
		};
		const own = session?.config === undefined ? undefined : this.#path(session.config);
		const path = this.#request.config ?? own;
		if (path === undefined) return defaultConfig(host);
		const { config, diagnostics } = loadConfig(path, host);
		this.#diagnostics.push(...diagnostics);
		return config;
	}

	#script(session: SessionFile, config: Config): string {
		const { rules } = this.#request;
		const own = session.rules === undefined ? undefined : this.#path(session.rules);
		const script = rules ?? own ?? ruleSettings(config).script;
		if (script === undefined) throw new RequestError('no rules are given: name a script, a session or a configuration');
		return script;
	}

	#ports(
		session: SessionFile,
		all: readonly Answers[],
		config: Config,
		effects: SimulatedEffects,
		stores: LocalServices,
	): HostPorts {
		const { ptr, client } = this.#request;
		const { server } = config;
		const domains = new Set(
			[server.domain, ...server.virtual.keys(), ...session.server.domains].map((name) => name.toLowerCase()),
		);
		const start = all.find(({ time }) => time !== undefined)?.time;
		const system = new SimulatedSystem(
			{
				users: new Set(all.flatMap(({ users }) => users)),
				passwords: new Map(all.flatMap(({ passwords }) => [...passwords])),
				environment: new Map(all.flatMap(({ environment }) => [...environment])),
				hostname: session.hostname ?? hostname(),
				start: start === undefined ? Date.now() : Date.parse(start),
			},
			effects,
		);
		const dns = new AnswerTable(this.#dnsEntries(all, client ?? session.client.ip, ptr ?? session.client.ptr), {
			onUnknown: (question) => effects.missing.add(`the DNS question ${question}`),
		});
		return {
			system,
			server: new SimulatedServer(
				session.server.name ?? server.domain,
				(domain) => domains.has(domain.toLowerCase()),
				effects,
			),
			files: new SimulatedFiles(resolve(config.app.dirpath), (path) => readFileSync(path), effects),
			services: new SimulatedServices(all.flatMap(commandAnswers), stores, effects),
			dns,
			authentication: new MailAuthentication({ dns, keys: signingKeys(config), now: () => system.now() }),
		};
	}

	#dnsEntries(all: readonly Answers[], client: string, ptr: string | undefined): Map<string, TableEntry> {
		const entries = new Map<string, TableEntry>();
		if (ptr !== undefined) {
			// The name of the client is confirmed, unless the answers say otherwise.
			entries.set(client, { PTR: [ptr] });
			entries.set(ptr, client.includes(':') ? { AAAA: [client] } : { A: [client] });
		}
		for (const { dns } of all) {
			if (dns === undefined) continue;
			const { entries: own, problems } = readAnswerTable(dns.data);
			for (const problem of problems) throw new RequestError(`the answers of the DNS: ${problem}`);
			for (const [name, entry] of own) entries.set(name, entry);
		}
		return entries;
	}

	#plan(session: SessionFile): SessionPlan {
		const { client, helo, tls, user } = this.#request;
		const { auth } = session;
		const authid = user ?? auth?.user;
		return {
			clientIp: client ?? session.client.ip,
			clientPort: session.client.port,
			serverIp: session.server.ip,
			serverPort: session.server.port,
			helo: helo ?? session.client.helo,
			tls: tls || session.client.tls,
			authentication:
				authid === undefined
					? undefined
					: {
							credentials: { type: 'Verify', authid, authpass: auth?.password ?? '' },
							verified: auth?.verified ?? true,
						},
			messages: this.#messages(session),
		};
	}

	#messages(session: SessionFile): PlannedMessage[] {
		const { mails, from, to } = this.#request;
		const planned = session.message.flatMap((message, index) => this.#sessionMessage(message, index));
		for (const path of mails) {
			for (const source of readMailsOf(path)) planned.push(plannedMail(source, from, to));
		}
		for (const message of planned) checkAddresses(message);
		return planned;
	}

	#sessionMessage(message: SessionFile['message'][number], index: number): PlannedMessage[] {
		const { from, to, mail, text } = message;
		if (mail !== undefined) return readMailsOf(this.#path(mail)).map(({ name, raw }) => ({ name, from, to, raw }));
		const content = (text ?? '').replace(/\r?\n/g, '\r\n');
		return [{ name: `message ${index + 1}`, from, to, raw: Buffer.from(content) }];
	}

	#setup(
		rules: RuleSet,
		script: string,
		ports: HostPorts,
		effects: SimulatedEffects,
		all: readonly Answers[],
		config: Config,
	): SimulationSetup {
		const replies = replyTable(config);
		const delegate = (address: string, message: Uint8Array): Uint8Array | undefined => {
			const answer = all.flatMap(({ delegation }) => delegation).find((other) => other.address === address);
			if (answer === undefined) {
				effects.missing.add(`the delegation to ${address}`);
				return undefined;
			}
			if (answer.mail !== undefined) return readMailsOf(this.#path(answer.mail))[0]?.raw;
			const returned = new Message(Buffer.from(message));
			for (const [name, value] of [...answer.headers].reverse()) returned.headers.prepend(name, value);
			return returned.bytes();
		};
		return { rules, rulesName: script, ports, effects, replies, delegate };
	}
}

function readEmptySession(): { value: SessionFile | undefined; diagnostics: readonly Diagnostic[] } {
	return readSessionText(NO_SESSION, SESSION_SCHEMA);
}

function commandAnswers({ command }: Answers): CommandAnswer[] {
	return command.map(({ command: name, args, code, signal, stdout, stderr }) => ({
		command: name,
		args,
		result: { code: signal === undefined ? code : undefined, signal, stdout, stderr },
	}));
}

/** Replies of the configuration as codes of the library. */
export function replyTable({ server }: Config): ReplyTable {
	const codes = new Map<string, CodeObject>();
	for (const [id, reply] of Object.entries(server.smtp.codes)) {
		if (reply !== undefined) codes.set(id, new CodeObject(reply));
	}
	return (id) => codes.get(id) as CodeObject;
}

/** Private keys of the handled domains, in PEM. */
export function signingKeys({ server }: Config): ReadonlyMap<string, readonly string[]> {
	const keys = new Map<string, readonly string[]>();
	const add = (domain: string, files: Config['server']['dkim']) => {
		const texts = (files?.private_key ?? []).flatMap(({ key }) =>
			key === undefined ? [] : [key.export({ type: 'pkcs8', format: 'pem' }).toString()],
		);
		if (texts.length > 0) keys.set(domain.toLowerCase(), texts);
	};
	add(server.domain, server.dkim);
	for (const [domain, { dkim }] of server.virtual) add(domain, dkim);
	return keys;
}

function readMailsOf(path: string): MailSource[] {
	try {
		return readMails(path);
	} catch (error) {
		throw new RequestError(`${path}: ${(error as Error).message}`);
	}
}

/** A message from a file alone: its own header says who sends it to whom, unless the command line does. */
function plannedMail({ name, raw }: MailSource, from: string | undefined, to: readonly string[]): PlannedMessage {
	const message = new Message(Buffer.from(raw));
	const authors = message.addresses('From').map(({ address }) => address);
	const recipients = [...message.addresses('To'), ...message.addresses('Cc')].map(({ address }) => address);
	const all = to.length > 0 ? to : recipients;
	if (all.length === 0) throw new RequestError(`${name}: no recipient: give one with --to`);
	return { name, from: from ?? authors[0] ?? '', to: all, raw };
}

function checkAddresses({ name, from, to }: PlannedMessage): void {
	for (const address of [...(from === '' ? [] : [from]), ...to]) {
		try {
			AddressObject.parse(address);
		} catch {
			throw new RequestError(`${name}: '${address}' is not an address`);
		}
	}
}

/**
 * @throws RequestError for what the caller asked for and cannot be
 */
export function prepareSimulation(request: SimulationRequest): Promise<Preparation> {
	return new Preparer(request).prepare();
}
