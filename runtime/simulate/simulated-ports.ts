/**
 * The outside world of a simulation: answers that were given in advance, and nothing else. No question leaves the
 * process, nothing outside is changed; what a rule asked for and nobody has answered is remembered, so that it can be
 * named at the end.
 */

import type {
	CommandRequest,
	CommandResult,
	CsvOptions,
	CsvStore,
	ServicePort,
	SqlOptions,
	SqlStore,
} from '../../stdlib/host/services.ts';
import type { AppFilesPort, LogLevel, OutgoingMessage, ServerPort, SystemPort } from '../../stdlib/host/system.ts';
import { checkedPath } from '../files/app-path.ts';

/** The answer of a command that a simulation does not run. */
export interface CommandAnswer {
	/** As the service names it. */
	readonly command: string;
	/** Only for a call with exactly these arguments; `undefined` for any. */
	readonly args: readonly string[] | undefined;
	/** How it ends, or why it does not even start. */
	readonly result: CommandResult | { readonly fails: string };
}

export interface SimulatedWorld {
	/** Users of the system, and the passwords of those who have one. */
	readonly users: ReadonlySet<string>;
	readonly passwords: ReadonlyMap<string, string>;
	readonly environment: ReadonlyMap<string, string>;
	readonly hostname: string;
	/** Milliseconds since 1970 at the start. */
	readonly start: number;
	/** Whether the clock goes on; one that stands makes two traces comparable. */
	readonly runs: boolean;
}

/** Counts messages over all sessions of a simulation. */
export interface MessageCounter {
	count: number;
}

/** What a simulation wrote, sent and logged instead of doing it. */
export interface SimulatedEffects {
	readonly files: { readonly path: string; readonly size: number }[];
	readonly submitted: OutgoingMessage[];
	readonly log: { readonly level: LogLevel; readonly text: string }[];
	/** Questions without an answer, each once. */
	readonly missing: Set<string>;
}

export function noEffects(): SimulatedEffects {
	return { files: [], submitted: [], log: [], missing: new Set() };
}

export class SimulatedSystem implements SystemPort {
	readonly #world: SimulatedWorld;
	readonly #effects: SimulatedEffects;
	readonly #messages: MessageCounter;
	readonly #begun = Date.now();

	constructor(world: SimulatedWorld, effects: SimulatedEffects, messages: MessageCounter = { count: 0 }) {
		this.#world = world;
		this.#effects = effects;
		this.#messages = messages;
	}

	now(): number {
		const { start, runs } = this.#world;
		return runs ? start + (Date.now() - this.#begun) : start;
	}

	hostname(): string {
		return this.#world.hostname;
	}

	userExists(name: string): boolean {
		return this.#world.users.has(name) || this.#world.passwords.has(name);
	}

	environment(name: string): string | undefined {
		return this.#world.environment.get(name);
	}

	log(level: LogLevel, text: string): void {
		this.#effects.log.push({ level, text });
	}

	/** The same in each simulation, so that two traces can be compared. */
	messageId(): string {
		this.#messages.count++;
		return `00000000-0000-4000-8000-${this.#messages.count.toString(16).padStart(12, '0')}`;
	}

	async checkPassword(user: string, password: string): Promise<boolean> {
		const known = this.#world.passwords.get(user);
		if (known === undefined) this.#effects.missing.add(`the password of the user ${JSON.stringify(user)}`);
		return known === password;
	}
}

export class SimulatedFiles implements AppFilesPort {
	readonly #root: string;
	readonly #read: (path: string) => Uint8Array;
	readonly #effects: SimulatedEffects;

	constructor(root: string, read: (path: string) => Uint8Array, effects: SimulatedEffects) {
		this.#root = root;
		this.#read = read;
		this.#effects = effects;
	}

	async write(directory: string, name: string, content: Uint8Array): Promise<string> {
		const path = checkedPath(this.#root, directory, name);
		this.#effects.files.push({ path, size: content.length });
		return path;
	}

	async read(path: string): Promise<Uint8Array> {
		return this.#read(path);
	}
}

export class SimulatedServices implements ServicePort {
	readonly #answers: readonly (readonly CommandAnswer[])[];
	readonly #effects: SimulatedEffects;
	readonly #stores: Pick<ServicePort, 'openCsv' | 'openSqlite'>;

	/**
	 * @param answers in lists, of which earlier ones win
	 * @param stores those of real data that change nothing on disk
	 */
	constructor(
		answers: readonly (readonly CommandAnswer[])[],
		stores: Pick<ServicePort, 'openCsv' | 'openSqlite'>,
		effects: SimulatedEffects,
	) {
		this.#answers = answers;
		this.#stores = stores;
		this.#effects = effects;
	}

	async runCommand({ command, args }: CommandRequest): Promise<CommandResult> {
		for (const list of this.#answers) {
			const exact = list.find((answer) => answer.command === command && sameArguments(answer.args, args));
			const answer = exact ?? list.find((other) => other.command === command && other.args === undefined);
			if (answer === undefined) continue;
			if ('fails' in answer.result) throw new Error(`cmd process failed to spawn: ${answer.result.fails}`);
			return answer.result;
		}
		const question = [command, ...args].map((word) => JSON.stringify(word)).join(' ');
		this.#effects.missing.add(`the command ${question}`);
		throw new Error(`cmd process failed to spawn: no answer is given for the command ${question}`);
	}

	openCsv(options: CsvOptions): CsvStore {
		return this.#stores.openCsv(options);
	}

	openSqlite(options: SqlOptions): SqlStore {
		return this.#stores.openSqlite(options);
	}
}

function sameArguments(expected: readonly string[] | undefined, given: readonly string[]): boolean {
	return expected !== undefined && expected.length === given.length && expected.every((arg, at) => arg === given[at]);
}

export class SimulatedServer implements ServerPort {
	readonly name: string;
	readonly #handles: (domain: string) => boolean;
	readonly #effects: SimulatedEffects;

	constructor(name: string, handles: (domain: string) => boolean, effects: SimulatedEffects) {
		this.name = name;
		this.#handles = handles;
		this.#effects = effects;
	}

	handlesDomain(domain: string): boolean {
		return this.#handles(domain);
	}

	async submit(message: OutgoingMessage): Promise<void> {
		this.#effects.submitted.push(message);
	}
}
