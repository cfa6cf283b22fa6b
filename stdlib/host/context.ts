/**
 * What is known of a connection and its transaction: the data behind `ctx()`.
 *
 * The host fills it in as the session goes on; rules read it, and change recipients, reverse-path and transports through
 * the functions of the library. Fields that a stage has not reached yet are `undefined`.
 */

/** What hosts need of an address object. An empty text is the null reverse-path `<>`. */
export interface EnvelopeAddress {
	readonly text: string;
	readonly localPart: string;
	/** As written; empty for the null reverse-path. */
	readonly domain: string;
}

/** What the client presented to the `authenticate` stage (directive spec 8). Passwords are never logged or written. */
export type Credentials =
	| { readonly type: 'Verify'; readonly authid: string; readonly authpass: string }
	| { readonly type: 'Query'; readonly authid: string }
	| { readonly type: 'Scram'; readonly authid: string }
	| { readonly type: 'AnonymousToken'; readonly token: string };

/** Where `forward` sends to (library spec 6). */
export interface ForwardTarget {
	/** Host name or address, without brackets. */
	readonly host: string;
	/** Whether `host` is an address that needs no look-up. */
	readonly isAddress: boolean;
	/** 25 unless given. */
	readonly port: number;
	readonly tls: 'none' | 'opportunistic' | 'required' | 'tunnel';
	readonly credentials: { readonly user: string; readonly password: string } | undefined;
	/** As the script wrote it, without the password. */
	readonly text: string;
}

/** How a recipient gets the message. */
export type Transport =
	| { readonly kind: 'deliver' }
	| { readonly kind: 'mbox' }
	| { readonly kind: 'maildir' }
	| { readonly kind: 'none' }
	| { readonly kind: 'forward'; readonly target: ForwardTarget };

export interface Recipient {
	readonly address: EnvelopeAddress;
	readonly transport: Transport;
}

export interface ConnectionContext {
	/** Addresses in canonical text, without brackets. */
	readonly clientIp: string;
	readonly clientPort: number;
	readonly serverIp: string;
	readonly serverPort: number;
	/** Name of the server, or the SNI name after a handshake that carried one. */
	readonly serverName: string;
	/** Milliseconds since 1970. */
	readonly timestamp: number;
	readonly secured: boolean;
	/** A SASL exchange has succeeded. */
	readonly authenticated: boolean;
	readonly credentials: Credentials | undefined;
}

export interface SpfResult {
	readonly result: 'pass' | 'fail' | 'softfail' | 'neutral' | 'none' | 'temperror' | 'permerror';
	/** The mechanism that decided, e.g. `include:_spf.example`; `default` when none did. */
	readonly mechanism: string | undefined;
	/** Instead of a mechanism, when an error decided. */
	readonly problem: string | undefined;
	readonly identity: 'mailfrom' | 'helo';
	/** The domain that was asked. */
	readonly domain: string;
}

export type DkimStatus = 'pass' | 'fail' | 'neutral' | 'temperror' | 'permerror' | 'none';

export interface DkimSignatureResult {
	readonly status: DkimStatus;
	readonly sdid: string | undefined;
	readonly auid: string | undefined;
	readonly selector: string | undefined;
	/** The first eight characters of the signature, for `header.b`. */
	readonly signature: string | undefined;
	readonly comment: string | undefined;
}

/** The best result, and that of every signature that was looked at, top first. */
export interface DkimResult extends DkimSignatureResult {
	readonly results: readonly DkimSignatureResult[];
}

/** Of one transaction. A mutable record: the library changes it on behalf of rules. */
export interface TransactionContext {
	connection: ConnectionContext;
	helo: string | undefined;
	/** The reverse-path, with empty text for `<>`. */
	mailFrom: EnvelopeAddress | undefined;
	/** In the order in which they came; `undefined` before the first MAIL. */
	recipients: Recipient[];
	/** The number of recipients that RCPT has brought so far; 0 means that `rcpt` is not defined yet. */
	recipientCount: number;
	/** Milliseconds since 1970. */
	mailTimestamp: number | undefined;
	messageId: string | undefined;
	spf: SpfResult | undefined;
	dkim: DkimResult | undefined;
}
