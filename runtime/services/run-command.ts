/**
 * Runs a program for a rule (directive spec 5.2): no shell, so that nothing in an argument has a meaning; a small
 * environment, so that secrets of the server stay where they are; a process group of its own, so that a time-out ends
 * all that the program has started.
 */

import { type ChildProcess, spawn } from 'node:child_process';
import { constants } from 'node:os';
import type { CommandRequest, CommandResult } from '../../stdlib/host/services.ts';
import { errorCode, systemErrorText } from '../files/system-error.ts';
import { findGroup, findUser, type UserAccount } from './accounts.ts';
import { CapturedOutput } from './captured-output.ts';
import { Gate } from './gate.ts';

/** Programs at a time: a flood of mail must not become a flood of processes. */
const MOST_AT_A_TIME = 64;

/** Milliseconds that the system may take to end a killed program. */
const KILL_PATIENCE = 5_000;

/** Variables that programs get to see, when they are set. */
const PASSED_ON = ['LANG', 'LC_ALL', 'LC_CTYPE', 'TZ', 'TMPDIR'] as const;

const DEFAULT_PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

interface Identity {
	readonly uid?: number;
	readonly gid?: number;
	readonly environment: Readonly<Record<string, string>>;
}

export class CommandRunner {
	readonly #gate = new Gate(MOST_AT_A_TIME, 'cmd process failed to spawn: too many programs are running');
	/** Ids of the programs that run now. */
	readonly #running = new Set<number>();
	/** When our own process ends nobody is left to end them. */
	readonly #onExit = () => {
		for (const pid of this.#running) killGroup(pid);
	};

	constructor() {
		process.on('exit', this.#onExit);
	}

	/** @throws Error with a text for the script, when the program cannot be started; the signal's reason */
	async run(request: CommandRequest): Promise<CommandResult> {
		const deadline = performance.now() + request.timeout;
		const identity = await identityOf(request);
		const leave = await this.#gate.enter(request.timeout, request.signal);
		try {
			return await start(request, identity, Math.max(1, deadline - performance.now()), this.#running);
		} finally {
			leave();
		}
	}

	/** Ends what still runs. */
	close(): void {
		process.removeListener('exit', this.#onExit);
		this.#onExit();
	}
}

/** @throws Error for accounts that do not exist */
async function identityOf({ user, group }: CommandRequest): Promise<Identity> {
	let account: UserAccount | undefined;
	if (user !== undefined) {
		account = await findUser(user);
		if (account === undefined) throw new Error(`user not found: '${user}'`);
	}
	const gid = group === undefined ? account?.gid : await findGroup(group);
	if (group !== undefined && gid === undefined) throw new Error(`group not found: '${group}'`);
	return {
		...(account === undefined ? {} : { uid: account.uid }),
		...(gid === undefined ? {} : { gid }),
		environment: environmentOf(user, account),
	};
}

function environmentOf(user: string | undefined, account: UserAccount | undefined): Record<string, string> {
	const { env } = process;
	const environment: Record<string, string> = { PATH: safePath(env.PATH) };
	for (const name of PASSED_ON) if (env[name] !== undefined) environment[name] = env[name];
	const home = account?.home ?? env.HOME;
	const name = user ?? env.USER;
	if (home !== undefined) environment.HOME = home;
	if (name !== undefined) {
		environment.USER = name;
		environment.LOGNAME = name;
	}
	return environment;
}

/** Without relative parts, which would find programs wherever the server happens to stand. */
function safePath(path: string | undefined): string {
	const folders = (path ?? '').split(':').filter((folder) => folder.startsWith('/'));
	return folders.length === 0 ? DEFAULT_PATH : folders.join(':');
}

function start(
	request: CommandRequest,
	identity: Identity,
	timeout: number,
	running: Set<number>,
): Promise<CommandResult> {
	const { command, args, signal } = request;
	return new Promise((resolve, reject) => {
		if ([command, ...args].some((text) => text.includes('\0'))) {
			reject(failure('a NUL character cannot be passed to a program'));
			return;
		}
		const { environment, ...ids } = identity;
		let child: ChildProcess;
		try {
			signal.throwIfAborted();
			child = spawn(command, [...args], {
				...ids,
				env: environment,
				stdio: ['ignore', 'pipe', 'pipe'],
				detached: true,
			});
		} catch (error) {
			reject(signal.aborted ? error : failure(`${command}: ${systemErrorText(error)}`));
			return;
		}
		const { pid } = child;
		const streams = [child.stdout, child.stderr].map(
			(stream) => new CapturedOutput(stream as NonNullable<typeof stream>),
		);
		const [stdout, stderr] = streams as [CapturedOutput, CapturedOutput];
		let patience: NodeJS.Timeout | undefined;

		const end = () => {
			clearTimeout(timer);
			clearTimeout(patience);
			signal.removeEventListener('abort', onAbort);
			if (pid !== undefined) running.delete(pid);
			for (const stream of streams) stream.close();
		};
		const kill = () => {
			if (pid !== undefined) killGroup(pid);
			patience = setTimeout(() => {
				end();
				reject(new Error(`the program ${command} was killed and does not end`));
			}, KILL_PATIENCE);
		};
		const onAbort = () => {
			kill();
			reject(signal.reason);
		};
		const timer = setTimeout(kill, timeout);
		signal.addEventListener('abort', onAbort, { once: true });

		child.on('error', (error) => {
			if (child.pid !== undefined) return;
			end();
			reject(failure(`${command}: ${reason(error, identity)}`));
		});
		child.on('exit', async (code, name) => {
			await drained(streams);
			end();
			const number = name === null ? undefined : constants.signals[name];
			resolve({ code: code ?? undefined, signal: number, stdout: stdout.text, stderr: stderr.text });
		});
		if (pid !== undefined) running.add(pid);
	});
}

function failure(what: string): Error {
	return new Error(`cmd process failed to spawn: ${what}`);
}

function reason(error: Error, { uid, gid }: Identity): string {
	const other = uid !== undefined || gid !== undefined;
	if (other && errorCode(error) === 'EPERM') return 'only root can run programs as another user';
	return systemErrorText(error);
}

function killGroup(pid: number): void {
	try {
		process.kill(-pid, 'SIGKILL');
	} catch {
		// It has ended by itself in this moment.
	}
}

/**
 * Waits until all that the program itself has written is here. The pipes need not close for that: a process that it has
 * left behind may hold them open for ever.
 */
async function drained(streams: readonly CapturedOutput[]): Promise<void> {
	let received = -1;
	for (let quiet = 0; quiet < 2; ) {
		await new Promise((resolve) => setImmediate(resolve));
		const now = streams.reduce((sum, stream) => sum + stream.received, 0);
		quiet = now === received ? quiet + 1 : 0;
		received = now;
	}
}
