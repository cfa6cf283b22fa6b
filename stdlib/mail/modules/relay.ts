/**
 * Who may send through us (library spec 7): the relay checks of vSL 1.x, and the check for domains that receive no mail.
 */

import { awaited, type NativeCall, plain } from '../../../lang/modules/native-module.ts';
import type { Value } from '../../../lang/values/value.ts';
import { contains } from '../../../lang/values/containment.ts';
import { ScriptError } from '../../../lang/vm/errors.ts';
import type { MailHost } from '../../host.ts';
import { mailFromOf, notDefinedYet, recipientsOf, transactionOf } from '../../host/access.ts';
import type { Recipient } from '../../host/context.ts';
import { DnsError } from '../../host/dns.ts';
import { stagesFrom } from '../../host/stages.ts';
import { ipInList } from '../objects/index.ts';
import { predefinedCode } from '../objects/predefined-codes.ts';
import { type LibraryGroup, spelled } from '../spelling.ts';
import { DENY, NEXT, Status } from '../status.ts';

const RELAY_DENIED = predefinedCode('code554_7_1');
const SENDER_NULL_MX = predefinedCode('code550_7_27');

/** Whether the client is one of the hosts that may relay: by address, or by a name that leads back to the address. */
async function isTrusted(call: NativeCall, host: MailHost, hosts: Value): Promise<boolean> {
	const { clientIp, authenticated } = host.context.connection;
	if (authenticated || ipInList(hosts, clientIp)) return true;
	for (const name of await confirmedNames(call, host)) if (safelyContains(hosts, name)) return true;
	return false;
}

/** Comparing a name with an address or network in the list has no answer, which is no error here. */
function safelyContains(hosts: Value, name: string): boolean {
	try {
		return contains(hosts, name);
	} catch (error) {
		if (error instanceof ScriptError && error.catchable) return false;
		throw error;
	}
}

/** Names of the client whose addresses contain the client's. A name alone proves nothing: its owner can write anything. */
async function confirmedNames(call: NativeCall, { context, ports }: MailHost): Promise<string[]> {
	const { clientIp } = context.connection;
	const type = clientIp.includes(':') ? 'AAAA' : 'A';
	const confirmed: string[] = [];
	try {
		const names = await ports.dns.resolve(clientIp, 'PTR', call.signal);
		for (const name of names.slice(0, 4)) {
			const addresses = await ports.dns.resolve(name, type, call.signal);
			if (addresses.includes(clientIp)) confirmed.push(name);
		}
	} catch (error) {
		if (!(error instanceof DnsError)) throw error;
	}
	return confirmed;
}
