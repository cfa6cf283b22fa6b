/**
 * The process that starts the programs of rules. Starting a program copies the tables of the memory of whoever starts
 * it, and waits for that: some 2 ms for each 100 MB. The server is large, and this process is small.
 */

import type { CommandMessage, CommandReply } from './command-protocol.ts';
import { endOf, RunningProgram } from './running-program.ts';

const running = new Map<number, AbortController>();

async function run({ id, program, time }: CommandMessage & { readonly kind: 'run' }): Promise<CommandReply> {
	const controller = new AbortController();
	running.set(id, controller);
	try {
		return { id, result: await endOf(new RunningProgram(program), time, controller.signal) };
	} catch (error) {
		return { id, error: error instanceof Error ? error.message : String(error) };
	} finally {
		running.delete(id);
	}
}

process.on('message', async (message: CommandMessage) => {
	if (message.kind === 'cancel') running.get(message.id)?.abort();
	else process.send?.(await run(message));
});
process.on('disconnect', () => {
	for (const controller of running.values()) controller.abort();
	process.exit();
});
