/** The loaded configuration, and the last steps that need all of it. */

import type { ReplyId } from './schema/codes.ts';
import type { Settings } from './schema/index.ts';
import type { Reply } from './types/reply.ts';

/**
 * The configuration with all defaults filled in. Its properties are the keys of the file under their first name:
 * durations in milliseconds, sizes in bytes, sockets, networks and replies parsed.
 */
export interface Config extends Settings {
	/** The folders with the scripts of domains, from `app.vsl.domain_dir`; keys as in `server.virtual`. */
	readonly domainFolders: ReadonlyMap<string, string>;
}

/** Puts the name of the server into the replies. */
function named(codes: Settings['server']['smtp']['codes'], name: string): Settings['server']['smtp']['codes'] {
	const texts = Object.entries(codes).map(([id, reply]: [string, Reply | undefined]) => [
		id,
		reply === undefined ? undefined : { ...reply, text: reply.text.replace(/\{(?:domain|name)\}/g, () => name) },
	]);
	return Object.fromEntries(texts) as Record<ReplyId, Reply> & typeof codes;
}

type SystemLog = NonNullable<Settings['server']['logs']['system']>;

/** The ports of syslog: RFC 5426 for UDP, the usual one for TCP. */
const SYSLOG_PORTS = { udp: 514, tcp: 601, unix: undefined };

function withServer(system: SystemLog): SystemLog {
	const port = SYSLOG_PORTS[system.socket.type];
	if (port === undefined || system.socket.server !== undefined) return system;
	return { ...system, socket: { ...system.socket, server: { host: '127.0.0.1', port, family: 'ipv4' } } };
}

/** Makes a configuration of what the files say. */
export function finishConfig(settings: Settings, domainFolders: ReadonlyMap<string, string>): Config {
	const { server } = settings;
	const { system } = server.logs;
	return {
		...settings,
		domainFolders,
		server: {
			...server,
			logs: { ...server.logs, system: system === undefined ? undefined : withServer(system) },
			smtp: { ...server.smtp, codes: named(server.smtp.codes, server.domain) },
		},
	};
}
