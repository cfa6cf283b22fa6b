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
	/** What it is called when there are several. */
	readonly title: string | undefined;
	readonly clientIp: string;
	readonly clientPort: number;
	readonly serverIp: string;
	readonly serverPort: number;
	readonly helo: string;
	/** Whether the connection is under TLS: from its beginning, or from STARTTLS on. */
	readonly tls: 'none' | 'starttls' | 'implicit';
	readonly authentication: PlannedAuthentication | undefined;
	readonly messages: readonly PlannedMessage[];
}
