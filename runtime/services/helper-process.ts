/** Processes of our own beside the server, for what must not keep it waiting, or may have to be stopped by force. */

import { type ChildProcess, fork } from 'node:child_process';

/** Files of this folder that are the main module of such a process. */
export type HelperModule = 'command-worker' | 'sqlite-worker';

/** Whether we run from the sources or from what was built. */
const EXTENSION = import.meta.url.endsWith('.ts') ? 'ts' : 'js';

/** Starts one. It ends when we do: its channel is then closed. */
export function startHelper(module: HelperModule, args: readonly string[] = []): ChildProcess {
	const child = fork(new URL(`./${module}.${EXTENSION}`, import.meta.url), args, {
		// What the server was started with means nothing there.
		execArgv: [],
		env: {},
		stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
		serialization: 'advanced',
	});
	hold(child, false);
	return child;
}

/** An idle helper keeps nobody from ending; one that works does. */
export function hold(child: ChildProcess, busy: boolean): void {
	if (busy) {
		child.ref();
		child.channel?.ref();
	} else {
		child.unref();
		child.channel?.unref();
	}
}
