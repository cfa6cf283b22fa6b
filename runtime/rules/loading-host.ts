/** The host while scripts are loaded: there are ports, and no transaction yet (directive spec 1). */

import { notDefinedYet } from '../../stdlib/host/access.ts';
import type { MailMessage } from '../../stdlib/host/message.ts';
import type { HostPorts, MailHost } from '../../stdlib/host.ts';

export function loadingHost(ports: HostPorts): MailHost {
	return {
		stage: undefined,
		ports,
		get context(): never {
			throw notDefinedYet('ctx', 'connect');
		},
		get message(): MailMessage {
			throw notDefinedYet('message', 'connect');
		},
	};
}
