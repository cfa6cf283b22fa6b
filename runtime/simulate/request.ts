/** What a simulation is asked for: the words of a command line. They win over the file of the session. */

export interface SimulationRequest {
	readonly rules: string | undefined;
	readonly session: string | undefined;
	readonly config: string | undefined;
	readonly answers: readonly string[];
	/** Paths; `-` stands for standard input. */
	readonly mails: readonly string[];
	/** What standard input holds, if a message is to be read from there. */
	readonly input: Buffer | undefined;
	/** Domains that the server handles, beside those of files. */
	readonly domains: readonly string[];
	readonly client: string | undefined;
	readonly ptr: string | undefined;
	readonly helo: string | undefined;
	readonly tls: boolean;
	readonly user: string | undefined;
	readonly from: string | undefined;
	readonly to: readonly string[];
	/** Of this package, which a configuration may ask for. */
	readonly version: string;
}

/** Something that the caller asked for and that cannot be. The message is for people. */
export class RequestError extends Error {}
