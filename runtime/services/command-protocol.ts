/** What the process that starts programs and the server say to each other. */

import type { CommandResult } from '../../stdlib/host/services.ts';
import type { Program } from './running-program.ts';

export type CommandMessage =
	/** Run it, and kill it after so many milliseconds. */
	| { readonly kind: 'run'; readonly id: number; readonly program: Program; readonly time: number }
	/** Nobody waits for it any more. */
	| { readonly kind: 'cancel'; readonly id: number };

export type CommandReply =
	| { readonly id: number; readonly result: CommandResult; readonly error?: undefined }
	| { readonly id: number; readonly result?: undefined; readonly error: string };
