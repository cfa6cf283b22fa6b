/** The machine and the server around a transaction. */

export type LogLevel = 'trace' | 'debug' | 'info' | 'warn' | 'error';

export interface SystemPort {
	/** Milliseconds since 1970. */
	now(): number;
	/** @throws Error when it is not UTF-8 */
	hostname(): string;
	/** Whether the password data base has an entry. */
	userExists(name: string): boolean | Promise<boolean>;
	/** @returns `undefined` when it is not set */
	environment(name: string): string | undefined;
	/** One line of the application log. */
	log(level: LogLevel, text: string): void;
	/** A fresh message id. */
	messageId(): string;
	/** Credentials of a system user, as `testsaslauthd` judges them (library spec 7). */
	checkPassword(user: string, password: string, signal: AbortSignal): Promise<boolean>;
}

/** Files below `app.dirpath`. */
export interface AppFilesPort {
	/**
	 * Writes a file whole or not at all; folders are made on demand.
	 * @param directory relative, may have several parts; leaving the root is refused
	 * @param name a plain file name
	 * @returns the path
	 * @throws Error with a text for the script
	 */
	write(directory: string, name: string, content: Uint8Array): Promise<string>;
	/** Reads a template for `send_mail`: a path below the root or beside the rules. @throws Error */
	read(path: string): Promise<Uint8Array>;
}

export interface OutgoingMessage {
	readonly from: string;
	readonly to: readonly string[];
	readonly content: Uint8Array;
	/** Host and port of the relay, as `forward` takes them. */
	readonly relay: string;
}

/** What the configuration says that rules depend on. */
export interface ServerPort {
	/** `server.domain`. */
	readonly name: string;
	/** Whether a domain is ours: the server's own or a virtual one (library spec 7, `in_domain`). */
	handlesDomain(domain: string): boolean;
	/** Hands a message of our own to the queue (`send_mail`). */
	submit(message: OutgoingMessage): Promise<void>;
}
