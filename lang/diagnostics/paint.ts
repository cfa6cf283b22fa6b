/** Colours of the text renderers: a set of functions that either colour or leave the text alone. */

import { styleText } from 'node:util';
import type { Severity } from './diagnostic.ts';

export interface Painter {
	severity(severity: Severity, text: string): string;
	/** Message of the header. */
	strong(text: string): string;
	/** Line numbers, frames, secondary marks. */
	frame(text: string): string;
}

const SEVERITY_STYLE = { error: 'red', warning: 'yellow', info: 'cyan' } as const;

export const PLAIN: Painter = {
	severity: (_, text) => text,
	strong: (text) => text,
	frame: (text) => text,
};

// Whether to colour at all is the caller's decision, so the check of styleText against the process' stdout is off.
const always = { validateStream: false } as const;

export const COLOURED: Painter = {
	severity: (severity, text) => styleText(['bold', SEVERITY_STYLE[severity]], text, always),
	strong: (text) => styleText('bold', text, always),
	frame: (text) => styleText('blue', text, always),
};

/**
 * Whether output to a stream should be coloured: on a terminal, unless `NO_COLOR` is set to something or the terminal
 * says it is dumb. `FORCE_COLOR` other than `0` wins over the terminal test, not over `NO_COLOR`.
 */
export function wantsColor(
	stream: { readonly isTTY?: boolean },
	env: Readonly<Record<string, string | undefined>>,
): boolean {
	if (env.NO_COLOR !== undefined && env.NO_COLOR !== '') return false;
	if (env.FORCE_COLOR !== undefined && env.FORCE_COLOR !== '') return env.FORCE_COLOR !== '0';
	return stream.isTTY === true && env.TERM !== 'dumb';
}
