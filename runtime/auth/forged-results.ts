/**
 * Removes what strangers write in our name: an `Authentication-Results` field of a message that comes in cannot be ours
 * yet, and whoever reads the message later would believe it (RFC 8601 5). Everything else stays byte for byte.
 */

import type { ConnectionContext } from '../../stdlib/host/context.ts';
import type { HostPorts } from '../../stdlib/host.ts';
import { claimsServer } from '../../stdlib/mail/result-fields.ts';
import { splitMessage } from './header-fields.ts';

const NAME = 'authentication-results';

/** The names under which rules of this server write results (library spec 8 to 10). */
export function resultServers({ serverName }: ConnectionContext, ports: HostPorts): ReadonlySet<string> {
	const organization = ports.authentication.organizationalDomain(serverName);
	const names = [ports.system.hostname(), ports.server.name, serverName, organization];
	return new Set(names.map((name) => name.toLowerCase()));
}

/** Where the line break behind an offset ends. */
function behindBreak(raw: Buffer, at: number): number {
	const lf = raw.indexOf(0x0a, at);
	return lf === -1 ? raw.length : lf + 1;
}

/**
 * @param raw the message as received
 * @param servers in lower case
 * @returns the same buffer when there is nothing to remove
 */
export function withoutForgedResults(raw: Buffer, servers: ReadonlySet<string>): Buffer {
	const kept: Buffer[] = [];
	let from = 0;
	for (const { name, line } of splitMessage(raw).fields) {
		if (name !== NAME || !claimsServer(line.toString('latin1', line.indexOf(':') + 1), servers)) continue;
		const start = line.byteOffset - raw.byteOffset;
		kept.push(raw.subarray(from, start));
		from = behindBreak(raw, start + line.length);
	}
	return from === 0 ? raw : Buffer.concat([...kept, raw.subarray(from)]);
}
