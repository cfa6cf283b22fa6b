/** The outside world of one session, from the answers that files give. */

import { readFileSync } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import type { HostPorts } from '../../stdlib/host.ts';
import { MailAuthentication } from '../auth/index.ts';
import type { Config } from '../config/index.ts';
import { AnswerTable, type TableEntry } from '../dns/answer-table.ts';
import { checkedPath } from '../files/app-path.ts';
import { systemErrorText } from '../files/system-error.ts';
import type { LocalServices } from '../services/local-services.ts';
import { signingKeys } from './from-config.ts';
import type { Answers } from './session-schema.ts';
import {
	type CommandAnswer,
	type MessageCounter,
	type SimulatedEffects,
	SimulatedFiles,
	SimulatedServer,
	SimulatedServices,
	SimulatedSystem,
} from './simulated-ports.ts';

export interface WorldOptions {
	/** Whoever comes first in the list is asked first. */
	readonly answers: readonly Answers[];
	readonly config: Config;
	/** The main script. */
	readonly script: string;
	readonly serverName: string;
	/** Domains that the server handles, beside those of the configuration. */
	readonly domains: readonly string[];
	readonly client: { readonly ip: string; readonly name: string | undefined };
	/** Data bases of all sessions. */
	readonly stores: LocalServices;
	readonly messages: MessageCounter;
	readonly effects: SimulatedEffects;
}

/** The first answer that is there. */
function firstOf<K extends keyof Answers>(answers: readonly Answers[], key: K): Answers[K] | undefined {
	return answers.find((one) => one[key] !== undefined)?.[key];
}

function merged(maps: readonly ReadonlyMap<string, string>[]): ReadonlyMap<string, string> {
	return new Map([...maps].reverse().flatMap((map) => [...map]));
}

/** When the clock of a session stands, if it does. */
export function standingTime(answers: readonly Answers[]): string | undefined {
	return firstOf(answers, 'time');
}

function simulatedSystem({ answers, effects, messages }: WorldOptions): SimulatedSystem {
	const time = standingTime(answers);
	const users = answers.flatMap((one) => one.users ?? []);
	return new SimulatedSystem(
		{
			users: new Set(users.length === 0 ? ['root', 'postmaster'] : users),
			passwords: merged(answers.map(({ passwords }) => passwords)),
			environment: merged(answers.map(({ environment }) => environment)),
			hostname: firstOf(answers, 'hostname') ?? 'mx',
			start: time === undefined ? Date.now() : Date.parse(time),
			runs: time === undefined,
		},
		effects,
		messages,
	);
}

function dnsEntries({ answers, client: { ip, name } }: WorldOptions): Map<string, TableEntry> {
	const entries = new Map<string, TableEntry>();
	if (name !== undefined) {
		// The name of the client is confirmed, unless the answers say otherwise.
		entries.set(ip, { PTR: [name] });
		entries.set(name, ip.includes(':') ? { AAAA: [ip] } : { A: [ip] });
	}
	for (const { dns } of [...answers].reverse()) {
		for (const [question, entry] of dns ?? []) entries.set(question, entry);
	}
	return entries;
}

function commandAnswers({ command }: Answers): CommandAnswer[] {
	return command.map(({ command: name, args, code, signal, stdout, stderr, fails }) => ({
		command: name,
		args,
		result: fails === undefined ? { code: signal === undefined ? code : undefined, signal, stdout, stderr } : { fails },
	}));
}

/**
 * A template that a rule sends, below one of the folders.
 * @throws Error
 */
function readTemplate(folders: readonly string[], path: string): Uint8Array {
	let problem = 'no such file or folder';
	for (const folder of folders) {
		try {
			return readFileSync(checkedPath(folder, dirname(path), basename(path)));
		} catch (error) {
			problem = systemErrorText(error);
		}
	}
	throw new Error(`cannot read ${path}: ${problem}`);
}

/** @returns what rules reach in a session */
export function sessionPorts(options: WorldOptions): HostPorts {
	const { answers, config, script, serverName, domains, stores, effects } = options;
	const { server, app } = config;
	const handled = new Set([server.domain, ...server.virtual.keys(), ...domains].map((name) => name.toLowerCase()));
	const system = simulatedSystem(options);
	const dns = new AnswerTable(dnsEntries(options), {
		onUnknown: (question) => effects.missing.add(`the DNS question ${question}`),
	});
	const appFolder = resolve(app.dirpath);
	const folders = [dirname(resolve(script)), appFolder];
	return {
		system,
		server: new SimulatedServer(serverName, (domain) => handled.has(domain.toLowerCase()), effects),
		files: new SimulatedFiles(appFolder, (path) => readTemplate(folders, path), effects),
		services: new SimulatedServices(answers.map(commandAnswers), stores, effects),
		dns,
		authentication: new MailAuthentication({
			dns,
			keys: signingKeys(config),
			now: () => system.now(),
			// A policy for a part of the messages is one for all: traces are the same each time.
			random: () => 0,
		}),
	};
}
