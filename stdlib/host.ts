/**
 * What a host of rules provides: the MTA, the simulator, rule tests. The library knows mail only through these
 * interfaces; a host attaches a `MailHost` to every run (`RunOptions.host`), where native functions find it.
 */

import type { AuthenticationPort } from './host/authentication.ts';
import type { TransactionContext } from './host/context.ts';
import type { DnsPort } from './host/dns.ts';
import type { MailMessage } from './host/message.ts';
import type { ServicePort } from './host/services.ts';
import type { Stage } from './host/stages.ts';
import type { AppFilesPort, ServerPort, SystemPort } from './host/system.ts';

/** The ports: the same for all transactions of a server. */
export interface HostPorts {
	readonly system: SystemPort;
	readonly server: ServerPort;
	readonly files: AppFilesPort;
	readonly services: ServicePort;
	readonly dns: DnsPort;
	readonly authentication: AuthenticationPort;
}

/** What one run of a stage sees. */
export interface MailHost {
	/** `undefined` while the scripts are loaded: there is no transaction then. */
	readonly stage: Stage | undefined;
	readonly context: TransactionContext;
	readonly message: MailMessage;
	readonly ports: HostPorts;
}
