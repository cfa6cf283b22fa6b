/**
 * What a simulation found out: the trace of every stage, the dialogue with the client, and where each recipient's copy
 * goes. `docs/decision-record.md` describes its JSON form.
 */

import type { StageTrace } from '../rules/trace.ts';

/** A command of the client with the reply it got; an empty command is the connection itself. */
export interface Exchange {
	readonly command: string;
	/** Lines as on the wire, without CRLF. */
	readonly reply: readonly string[];
	/** Numbers of the traces in `stages` that the command made run; a message that was split has several. */
	readonly stages: readonly number[];
}

export interface RecipientOutcome {
	readonly address: string;
	/** `deliver`, `maildir`, `forward mx.example` … */
	readonly transport: string;
}

export interface MessageOutcome {
	/** Its name in the queue; none for a message whose sender was refused. */
	readonly id: string | undefined;
	/** Where it came from: a file, or a number in an mbox. */
	readonly name: string;
	readonly from: string;
	/** `delivered`, `refused`, `quarantine virus`, `dead`, `deferred`, `delegated` */
	readonly outcome: string;
	readonly reason: string | undefined;
	readonly recipients: readonly RecipientOutcome[];
	/** How the message that goes out differs from what was received. */
	readonly changes: {
		readonly headersAdded: readonly string[];
		readonly headersRemoved: readonly string[];
		readonly bodyChanged: boolean;
	};
}

export interface SimulationResult {
	readonly version: 1;
	/** What the session is called, one of several. */
	readonly title: string | undefined;
	readonly rules: string;
	readonly client: {
		readonly ip: string;
		readonly helo: string;
		readonly tls: boolean;
		readonly user: string | undefined;
	};
	readonly stages: readonly StageTrace[];
	readonly dialogue: readonly Exchange[];
	readonly messages: readonly MessageOutcome[];
	readonly files: readonly { readonly path: string; readonly size: number }[];
	readonly submitted: readonly { readonly from: string; readonly to: readonly string[]; readonly relay: string }[];
	readonly log: readonly { readonly level: string; readonly text: string }[];
	/** Questions that nobody has answered. */
	readonly missing: readonly string[];
}
