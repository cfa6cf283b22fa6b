/**
 * The process: its arguments and streams come in, an exit status goes out. Everything else is in `program.ts`.
 */

import { errorCode, systemErrorText } from '../runtime/files/system-error.ts';
import { EXIT_OK, EXIT_USAGE } from './exit-codes.ts';
import { runCommandLine } from './program.ts';
import { createTerminal } from './terminal.ts';

/** A reader that has seen enough (`vsl run … | head`) ends us quietly, a full disk with a reason. */
function endWithStream(stream: NodeJS.WriteStream): void {
	stream.on('error', (error) => {
		if (errorCode(error) === 'EPIPE') process.exit(EXIT_OK);
		// If standard error is what failed, nobody can be told why.
		if (stream !== process.stderr) process.stderr.write(`vsl: cannot write the output: ${systemErrorText(error)}\n`);
		process.exit(EXIT_USAGE);
	});
}

endWithStream(process.stdout);
endWithStream(process.stderr);

const terminal = createTerminal(process);
try {
	process.exitCode = await runCommandLine(process.argv.slice(2), terminal);
} catch (error) {
	// Only a mistake of ours gets here; its stack is for whoever repairs it, not for whoever met it.
	terminal.output.flush();
	const text = error instanceof Error ? error.message : String(error);
	terminal.errors.line(`vsl: internal error: ${text}`);
	if (process.env.VSL_DEBUG && error instanceof Error) terminal.errors.line(error.stack ?? '');
	process.exitCode = EXIT_USAGE;
}
terminal.output.flush();
terminal.errors.flush();
