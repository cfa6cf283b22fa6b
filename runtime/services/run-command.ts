/**
 * Runs programs for rules (directive spec 5.2): no shell, so that nothing in an argument has a meaning; a small
 * environment, so that secrets of the server stay where they are; not more at a time than the machine can bear. They
 * are started by a process of their own.
 */

import type { CommandRequest, CommandResult } from '../../stdlib/host/services.ts';
import { findGroup, findUser, type UserAccount } from './accounts.ts';
import { CommandProcess } from './command-process.ts';
import { Gate } from './gate.ts';
import type { Program } from './running-program.ts';

/** Programs at a time: a flood of mail must not become a flood of processes. */
const MOST_AT_A_TIME = 64;

/** Variables that programs get to see, when they are set. */
const PASSED_ON = ['LANG', 'LC_ALL', 'LC_CTYPE', 'TZ', 'TMPDIR'] as const;

const DEFAULT_PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

export class CommandRunner {
	readonly #gate = new Gate(MOST_AT_A_TIME, 'cmd process failed to spawn: too many programs are running');
	readonly #process = new CommandProcess();

	/** @throws Error with a text for the script, when the program cannot be started; the signal's reason */
	async run(request: CommandRequest): Promise<CommandResult> {
		const { timeout, signal } = request;
		const deadline = performance.now() + timeout;
		const program = await programOf(request);
		const leave = await this.#gate.enter(timeout, signal);
		try {
			return await this.#process.run(program, Math.max(1, deadline - performance.now()), signal);
		} finally {
			leave();
		}
	}

	/** Ends what still runs. */
	close(): void {
		this.#process.close();
	}
}

/** @throws Error for accounts that do not exist */
async function programOf({ command, args, user, group }: CommandRequest): Promise<Program> {
	const account = user === undefined ? undefined : await findUser(user);
	if (user !== undefined && account === undefined) throw new Error(`user not found: '${user}'`);
	const gid = group === undefined ? account?.gid : await findGroup(group);
	if (group !== undefined && gid === undefined) throw new Error(`group not found: '${group}'`);
	return { command, args, uid: account?.uid, gid, environment: environmentOf(user, account) };
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
