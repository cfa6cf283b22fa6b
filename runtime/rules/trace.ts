/**
 * What rules did, as data: what `vsl simulate` prints, and what the server records for each message. The JSON form is
 * described in docs/decision-record.md.
 */

import type { Stage } from '../../stdlib/host/stages.ts';
import type { DirectiveKind } from '../../stdlib/mail/directives.ts';
import type { PartChange } from './body-changes.ts';

export interface TracePlace {
	readonly file: string;
	/** From 1. */
	readonly line: number;
	readonly column: number;
}

/** A value that a decision was taken on. */
export interface TraceValue {
	readonly what: 'condition' | 'operand' | 'subject';
	readonly place: TracePlace;
	/** The expression as the script writes it, shortened. */
	readonly text: string;
	/** Debug text of the value, shortened. */
	readonly value: string;
}

/** What changed while a directive ran. */
export type TraceChange =
	| { readonly kind: 'header added' | 'header removed'; readonly field: string }
	| { readonly kind: 'mail from'; readonly before: string; readonly after: string }
	| { readonly kind: 'recipient added' | 'recipient removed'; readonly recipient: string }
	| { readonly kind: 'transport'; readonly recipient: string; readonly transport: string }
	| {
			readonly kind: 'body';
			/** Sizes in bytes. */
			readonly before: number;
			readonly after: number;
			readonly parts: readonly PartChange[];
	  };

export interface TraceError {
	readonly text: string;
	readonly place: TracePlace | undefined;
}

export interface DirectiveTrace {
	readonly name: string;
	readonly kind: DirectiveKind;
	readonly place: TracePlace | undefined;
	/** Milliseconds, waiting included. */
	readonly duration: number;
	/** Text of the status, as `deny("550 5.7.1 no")`; absent when there was an error. */
	readonly result: string | undefined;
	readonly error: TraceError | undefined;
	readonly values: readonly TraceValue[];
	readonly changes: readonly TraceChange[];
	/** Lines that it printed or logged. */
	readonly output: readonly string[];
}

export interface StageTrace {
	readonly stage: Stage;
	/** The script whose directives ran. */
	readonly script: string;
	readonly duration: number;
	readonly directives: readonly DirectiveTrace[];
	/** Text of the status of the stage. */
	readonly result: string;
	/** The earlier stage whose decision made this one skip its directives. */
	readonly skippedBy: Stage | undefined;
}
