/** A session to be simulated, as data: who connects, what it says, which messages it sends. */

import type { Credentials } from '../../stdlib/host/context.ts';

export interface PlannedMessage {
	/** Where it comes from, for the report. */
	readonly name: string;
	/** Reverse-path; empty for the null sender. */
	readonly from: string;
	readonly to: readonly string[];
	readonly raw: Uint8Array;
}

export interface PlannedAuthentication {
	readonly credentials: Credentials;
	/** Whether the users file would know them. */
	readonly verified: boolean;
}

export interface SessionPlan {
	readonly clientIp: string;
	readonly clientPort: number;
	readonly serverIp: string;
	readonly serverPort: number;
	readonly helo: string;
	/** The connection is under TLS from HELO on. */
	readonly tls: boolean;
	readonly authentication: PlannedAuthentication | undefined;
	readonly messages: readonly PlannedMessage[];
}
