/**
 * From the words of a command line and the files they name to simulations that can run: session, configuration, rules
 * and answers are read, and everything that is wrong with any of them is reported together.
 */

import { dirname, resolve } from 'node:path';
import type { Diagnostic } from '../../lang/diagnostics/diagnostic.ts';
import { SourceFile } from '../../lang/source/source-file.ts';
import type { HostPorts } from '../../stdlib/host.ts';
import { type Config, configValues, defaultConfig, lenientHost, loadConfig, systemHost } from '../config/index.ts';
import { Message } from '../message/index.ts';
import { configModules } from '../rules/config-modules.ts';
import { loadRules } from '../rules/load.ts';
import type { RuleSet } from '../rules/rule-set.ts';
import { ruleSettings } from '../rules/settings.ts';
import { LocalServices } from '../services/local-services.ts';
import { replyTable } from './from-config.ts';
import { besideSession, checkDomains, clientName, planSession, readMailsOf } from './plan-session.ts';
import { readSessionFile, readSessionText } from './read-session-file.ts';
import { RequestError, type SimulationRequest } from './request.ts';
import type { SimulationResult } from './result.ts';
import type { SessionPlan } from './session-plan.ts';
import { sessionPorts, standingTime, type WorldOptions } from './session-ports.ts';
import { ANSWERS_SCHEMA, type Answers, type OneOfSeveral, SESSION_SCHEMA, type SessionFile } from './session-schema.ts';
import { type SimulationSetup, simulate } from './simulate.ts';
import { noEffects } from './simulated-ports.ts';

export interface PreparedSimulation {
	/** Whether the file describes several sessions, even if it is one. */
	readonly several: boolean;
	/** Simulates one session after the other, and ends what has been opened. */
	run(): Promise<readonly SimulationResult[]>;
}

export interface Preparation {
	readonly simulation: PreparedSimulation | undefined;
	readonly diagnostics: readonly Diagnostic[];
}

/** A session that is ready but for the rules. */
interface PreparedSession {
	readonly plan: SessionPlan;
	readonly ports: HostPorts;
	readonly world: WorldOptions;
}

const NO_SESSION = new SourceFile('', '');

class Preparer {
	readonly #request: SimulationRequest;
	readonly #diagnostics: Diagnostic[] = [];

	constructor(request: SimulationRequest) {
		this.#request = request;
	}

	async prepare(): Promise<Preparation> {
		checkDomains(this.#request);
		const file = this.#session();
		const answers = this.#answers();
		const config = this.#config(file);
		if (file === undefined || config === undefined || answers === undefined) return this.#failed();
		const script = this.#script(file, config);
		const stores = new LocalServices({ base: dirname(resolve(script)), overlay: true });
		try {
			const sessions = this.#sessions(file, answers, config, script, stores);
			const rules = await this.#rules(config, script, (sessions[0] as PreparedSession).ports);
			if (rules !== undefined) {
				const run = () => this.#run(sessions, rules, config).finally(() => stores.close());
				return { simulation: { several: file.session.length > 0, run }, diagnostics: this.#diagnostics };
			}
		} catch (error) {
			stores.close();
			throw error;
		}
		stores.close();
		return this.#failed();
	}

	#failed(): Preparation {
		return { simulation: undefined, diagnostics: this.#diagnostics };
	}

	#session(): SessionFile | undefined {
		const { session } = this.#request;
		const { value, diagnostics } =
			session === undefined ? readSessionText(NO_SESSION, SESSION_SCHEMA) : readSessionFile(session, SESSION_SCHEMA);
		this.#diagnostics.push(...diagnostics);
		return value;
	}

	/** Later files win over earlier ones. */
	#answers(): readonly Answers[] | undefined {
		const all = this.#request.answers.map((path) => {
			const { value, diagnostics } = readSessionFile(path, ANSWERS_SCHEMA);
			this.#diagnostics.push(...diagnostics);
			return value;
		});
		const read = all.filter((one) => one !== undefined);
		return read.length < all.length ? undefined : read.reverse();
	}

	#config(session: SessionFile | undefined): Config | undefined {
		const { version } = this.#request;
		const system = systemHost(version);
		const own = session?.config === undefined ? undefined : besideSession(session.config, this.#request);
		const path = this.#request.config ?? own;
		// Without a configuration nothing depends on the machine.
		const hostname = session?.server?.name ?? (path === undefined ? (session?.hostname ?? 'mx') : undefined);
		// Users and certificates of another machine need not exist here, keys that exist are used for signing.
		const host = {
			...lenientHost(system),
			hostname: () => hostname ?? system.hostname(),
			readBytes: (path: string) => (system.exists(path) ? system.readBytes(path) : { unread: true as const }),
		};
		if (path === undefined) return defaultConfig(host);
		const { config, diagnostics } = loadConfig(path, host);
		this.#diagnostics.push(...diagnostics);
		return config;
	}

	#script(session: SessionFile, config: Config): string {
		const { rules } = this.#request;
		const own = session.rules === undefined ? undefined : besideSession(session.rules, this.#request);
		const script = rules ?? own ?? ruleSettings(config).script;
		if (script === undefined) throw new RequestError('no rules are given: name a script, a session or a configuration');
		return script;
	}

	#sessions(
		file: SessionFile,
		given: readonly Answers[],
		config: Config,
		script: string,
		stores: LocalServices,
	): PreparedSession[] {
		const { domains } = this.#request;
		const messages = { count: 0 };
		const one = (session: OneOfSeveral | undefined): PreparedSession => {
			const answers = [...given, ...(session === undefined ? [] : [session]), file];
			const plan = planSession(this.#request, session, file, standingTime(answers));
			const world: WorldOptions = {
				answers,
				config,
				script,
				serverName: file.server?.name ?? config.server.domain,
				domains: [...(file.server?.domains ?? []), ...domains],
				client: { ip: plan.clientIp, name: clientName(this.#request, session, file) },
				stores,
				messages,
				effects: noEffects(),
			};
			return { plan, ports: sessionPorts(world), world };
		};
		return file.session.length === 0 ? [one(undefined)] : file.session.map(one);
	}

	async #rules(config: Config, script: string, ports: HostPorts): Promise<RuleSet | undefined> {
		const { rules, diagnostics } = await loadRules(
			{ ...ruleSettings(config), script },
			{ ports, modules: configModules(configValues(config)), observe: true },
		);
		this.#diagnostics.push(...diagnostics);
		return this.#diagnostics.some(({ severity }) => severity === 'error') ? undefined : rules;
	}

	async #run(sessions: readonly PreparedSession[], rules: RuleSet, config: Config): Promise<SimulationResult[]> {
		const replies = replyTable(config);
		const results: SimulationResult[] = [];
		for (const { plan, ports, world } of sessions) {
			const { script, effects } = world;
			const delegate = (address: string, message: Uint8Array) => this.#delegate(world, address, message);
			const setup: SimulationSetup = { rules, rulesName: script, ports, effects, replies, delegate };
			results.push(await simulate(plan, setup));
		}
		return results;
	}

	/** What a service sends back. */
	#delegate({ answers, effects }: WorldOptions, address: string, message: Uint8Array): Uint8Array | undefined {
		const answer = answers.flatMap(({ delegation }) => delegation).find((other) => other.address === address);
		if (answer === undefined) {
			effects.missing.add(`the delegation to ${address}`);
			return undefined;
		}
		if (answer.mail !== undefined) return readMailsOf(besideSession(answer.mail, this.#request))[0]?.raw;
		const returned = new Message(Buffer.from(message));
		for (const [name, value] of [...answer.headers].reverse()) returned.headers.prepend(name, value);
		return returned.bytes();
	}
}

/**
 * @throws RequestError for what the caller asked for and cannot be
 */
export function prepareSimulation(request: SimulationRequest): Promise<Preparation> {
	return new Preparer(request).prepare();
}
