/**
 * What a command has of the outside world beside files: its streams and whether they want colours.
 *
 * Commands get it as an argument, so tests run them in the same process and look at what they wrote.
 */

import type { Readable, Writable } from 'node:stream';
import { wantsColor } from '../lang/diagnostics/paint.ts';
import { Output } from './output.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

type Input = Readable & { readonly isTTY?: boolean };
type Screen = Writable & { readonly isTTY?: boolean };

export interface Terminal {
	readonly input: Input;
	/** Standard output itself, for what moves the cursor. */
	readonly screen: Screen;
	/** What the command was asked for. */
	readonly output: Output;
	/** Everything else: diagnostics, progress, debug output. */
	readonly errors: Output;
	readonly colorOutput: boolean;
	readonly colorErrors: boolean;
	readonly environment: Environment;
}

export interface TerminalStreams {
	readonly stdin: Input;
	readonly stdout: Screen;
	readonly stderr: Screen;
	readonly env: Environment;
}

export function createTerminal({ stdin, stdout, stderr, env }: TerminalStreams): Terminal {
	return {
		input: stdin,
		screen: stdout,
		output: new Output(stdout),
		errors: new Output(stderr),
		colorOutput: wantsColor(stdout, env),
		colorErrors: wantsColor(stderr, env),
		environment: env,
	};
}
