/**
 * Who may send through this server (library spec 7): checks against open relaying, whose the domains are, and passwords
 * of system users.
 */

import { awaited, type NativeCall } from '../../../lang/modules/native-module.ts';
import type { Value } from '../../../lang/values/value.ts';
import { runtimeError } from '../../../lang/vm/errors.ts';
import { credentialsOf, hostOf, mailFromOf, recipientsOf, transactionOf } from '../../host/access.ts';
import type { Recipient } from '../../host/context.ts';
import type { DnsPort, MxAnswer } from '../../host/dns.ts';
import { stagesFrom } from '../../host/stages.ts';
import type { MailHost } from '../../host.ts';
import { asciiDomain } from '../ascii-domain.ts';
import { isTrusted, type TrustedHost, trustedHosts } from '../client-hosts.ts';
import { isAbsent } from '../confirmed-names.ts';
import { type LibraryGroup, spelled } from '../spelling.ts';
import { ACCEPT, DENY, NEXT, Status } from '../status.ts';
import { predefinedCode } from './codes.ts';
import { outside } from './outside.ts';

const DENY_RELAY = new Status('deny', predefinedCode('c554_7_1'));
const INFO_RELAY = new Status('info', predefinedCode('c554_7_1'));
const DENY_NULL_MX = new Status('deny', predefinedCode('c550_7_27'));

function isOurs(host: MailHost, domain: string): boolean {
	return domain !== '' && host.ports.server.handlesDomain(domain);
}

/** Whether the client may relay. */
async function mayRelay(
	{ context, ports }: MailHost,
	hosts: readonly TrustedHost[],
	signal: AbortSignal,
): Promise<boolean> {
	const { authenticated, clientIp } = context.connection;
	return authenticated || isTrusted(hosts, clientIp, ports.dns, signal);
}

function checkSender(call: NativeCall, hosts: Value): Promise<Status> {
	const host = transactionOf(call, 'mail_from', 'mail');
	const { domain } = mailFromOf(call);
	const trusted = trustedHosts(hosts);
	return outside(call, async (signal) =>
		!isOurs(host, domain) || (await mayRelay(host, trusted, signal)) ? NEXT : DENY_RELAY,
	);
}

/** Takes a recipient out of the envelope, unless something else has done so meanwhile. */
function remove({ context }: MailHost, recipient: Recipient): void {
	const at = context.recipients.lastIndexOf(recipient);
	if (at !== -1) context.recipients.splice(at, 1);
}

/** The first of the recipients that are not ours, removed, when the client may not relay. */
function foreignRecipient(
	call: NativeCall,
	hosts: Value,
	choose: (recipients: readonly Recipient[]) => readonly Recipient[],
): Promise<Recipient | undefined> {
	const host = transactionOf(call, 'rcpt', 'rcpt');
	const recipients = choose([...recipientsOf(call)]);
	const trusted = trustedHosts(hosts);
	return outside(call, async (signal) => {
		const foreign = recipients.find(({ address }) => !isOurs(host, address.domain));
		if (foreign === undefined || (await mayRelay(host, trusted, signal))) return undefined;
		remove(host, foreign);
		return foreign;
	});
}

/** RFC 7505 3: one MX record, without a name. */
function isNullMx(answers: readonly MxAnswer[]): boolean {
	return answers.length === 1 && answers[0]?.host === '';
}

async function takesNoMail(domain: string, dns: DnsPort, signal: AbortSignal): Promise<boolean> {
	try {
		return isNullMx(await dns.resolve(domain, 'MX', signal));
	} catch (error) {
		if (isAbsent(error)) return false;
		throw error;
	}
}

const HOSTS =
	'`hosts` is an array, group or file of addresses, networks and names, or one of them. The name of a client counts if an `fqdn` is or contains it and it leads back to the address of the client; names are only looked up when `hosts` has some.';

export const RELAY_LIBRARY: LibraryGroup = {
	name: 'relay',
	doc: 'Checks of who may send mail to whom through this server.',
	functions: [
		spelled(
			{ '': 'check_mail_relay' },
			{
				effect: 'external',
				stages: stagesFrom('mail'),
				doc: `Refuses (\`code554_7_1\`) senders of our domains from clients that are neither authenticated nor among these hosts. ${HOSTS}`,
				example: 'check_mail_relay([rg4("192.0.2.0/24")]) ⇒ next()',
			},
			awaited(['hosts: any'], 'Status', checkSender),
		),
		spelled(
			{ '': 'check_rcpt_relay' },
			{
				effect: 'external',
				stages: stagesFrom('rcpt'),
				doc: `Refuses (\`code554_7_1\`) a recipient that is not ours when the client is neither authenticated nor among these hosts: the recipient is removed, and the connection goes on. ${HOSTS}`,
				example: 'check_rcpt_relay(net_10) ⇒ next()',
			},
			awaited(['hosts: any'], 'Status', async (call, hosts) =>
				(await foreignRecipient(call, hosts, (all) => all.slice(-1))) === undefined ? NEXT : INFO_RELAY,
			),
		),
		spelled(
			{ '': 'check_relay' },
			{
				effect: 'external',
				stages: stagesFrom('rcpt'),
				doc: `Looks at all recipients: the first that is not ours is removed and refused (\`code554_7_1\`) when the client is neither authenticated nor among these hosts. ${HOSTS}`,
				example: 'check_relay(net_10) ⇒ next()',
			},
			awaited(['hosts: any'], 'Status', async (call, hosts) =>
				(await foreignRecipient(call, hosts, (all) => all)) === undefined ? NEXT : DENY_RELAY,
			),
		),
		spelled(
			{ '': 'check_null_mx_sender' },
			{
				effect: 'external',
				stages: stagesFrom('mail'),
				doc: 'Refuses (`code550_7_27`) a sender whose domain says in the DNS that it takes no mail (RFC 7505): nobody could answer. A name server that does not answer is an error.',
				example: 'check_null_mx_sender() ⇒ next()',
			},
			awaited([], 'Status', (call) => {
				const { ports } = transactionOf(call, 'mail_from', 'mail');
				const domain = asciiDomain(mailFromOf(call).domain);
				return outside(call, async (signal) =>
					domain !== '' && (await takesNoMail(domain, ports.dns, signal)) ? DENY_NULL_MX : NEXT,
				);
			}),
		),
		spelled(
			{ '': 'authenticate', auth: 'unix_users' },
			{
				effect: 'external',
				stages: ['authenticate'],
				doc: 'Lets `testsaslauthd` judge the user name and password of the client: accepts when they are those of a system user, denies otherwise. Credentials without a password are an error.',
				example: 'auth::unix_users() ⇒ error: Runtime error: the field: `auth` is not defined yet',
			},
			awaited([], 'Status', (call) => {
				const credentials = credentialsOf(call);
				const { system } = hostOf(call).ports;
				const { type } = credentials;
				if (type !== 'Verify') throw runtimeError(`no \`authpass\` available in credentials of type \`${type}\``);
				const { authid, authpass } = credentials;
				return outside(call, async (signal) =>
					(await system.checkPassword(authid, authpass, signal)) ? ACCEPT : DENY,
				);
			}),
		),
	],
};
