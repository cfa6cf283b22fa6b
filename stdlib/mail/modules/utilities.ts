/** The machine, the clock, and what else has no better place (library spec 16). */

import { awaited, type NativeCall, plain } from '../../../lang/modules/native-module.ts';
import type { ArrayValue } from '../../../lang/values/container.ts';
import { untag } from '../../../lang/values/tagged.ts';
import type { Value } from '../../../lang/values/value.ts';
import { runtimeError, ScriptError } from '../../../lang/vm/errors.ts';
import { hostOf, transactionOf } from '../../host/access.ts';
import { addressArgument, reversePathArgument, textArgument } from '../arguments.ts';
import { parseForwardTarget } from '../forward-target.ts';
import { asObject } from '../objects/vsl-object.ts';
import { type LibraryGroup, spelled } from '../spelling.ts';

function now(call: NativeCall): string {
	return new Date(hostOf(call).ports.system.now()).toISOString();
}

/** Whether a domain is ours; anything but text and addresses is not (library spec 7). */
export function isOurs(call: NativeCall, value: Value): boolean {
	const { server } = hostOf(call).ports;
	const bare = untag(value);
	if (typeof bare === 'string') return server.handlesDomain(bare);
	const object = asObject(bare);
	if (object?.kind === 'address') return server.handlesDomain(object.domain);
	return object?.kind === 'fqdn' && server.handlesDomain(object.text);
}

async function sendMail(call: NativeCall, from: Value, to: ArrayValue, path: Value, relay: Value): Promise<undefined> {
	const { server, files } = transactionOf(call, 'send_mail').ports;
	const recipients: string[] = [];
	for (const one of to.items) {
		try {
			recipients.push(addressArgument(one).text);
		} catch (error) {
			// A wrong address in the list does not keep the others from getting the mail (library spec 16).
			if (!(error instanceof ScriptError)) throw error;
		}
	}
	const target = parseForwardTarget(textArgument(relay));
	const sender = reversePathArgument(from).text;
	if (recipients.length === 0) throw runtimeError('there is no valid recipient to send to');
	const content = await files.read(textArgument(path));
	await server.submit({ from: sender, to: recipients, content, relay: target.text });
	return undefined;
}

export const UTILITIES_GROUP: LibraryGroup = {
	name: 'utilities',
	natives: [[]],
	doc: 'The machine, the clock and the configuration.',
	functions: [
		spelled(
			{ '': 'user_exist', unix: 'user_exist' },
			{
				effect: 'external',
				doc: 'Whether the system has a user of that name.',
				example: 'user_exist("root") ⇒ true\nunix::user_exist("nobody here") ⇒ false',
			},
			awaited(['name: any'], 'bool', async (call, name) => hostOf(call).ports.system.userExists(textArgument(name))),
		),
		spelled(
			{ '': 'hostname', unix: 'hostname' },
			{ effect: 'observes', doc: 'The name of this machine.', example: 'hostname() ⇒ "mx"' },
			plain([], 'string', (call) => hostOf(call).ports.system.hostname()),
		),
		spelled(
			{ '': 'date', time: 'date' },
			{ effect: 'observes', doc: 'Today in UTC, `YYYY-MM-DD`.', example: 'time::date() ⇒ "2026-01-15"' },
			plain([], 'string', (call) => now(call).slice(0, 10)),
		),
		spelled(
			{ '': 'time', time: 'now' },
			{ effect: 'observes', doc: 'The time of day in UTC, `HH:MM:SS`.', example: 'time::now() ⇒ "09:30:01"' },
			plain([], 'string', (call) => now(call).slice(11, 19)),
		),
		spelled(
			{ '': 'env', unix: 'env', utils: 'env', util: 'env' },
			{
				effect: 'observes',
				doc: 'A variable of the environment, `()` when it is not set.',
				example: 'env("VSL_NO_SUCH_VARIABLE") ⇒ ()',
			},
			plain(['name: any'], 'string?', (call, name) => hostOf(call).ports.system.environment(textArgument(name))),
		),
		spelled(
			{ '': 'get_root_domain', utils: 'get_root_domain', util: 'get_root_domain' },
			{
				doc: 'The organizational domain of a name, by the public suffix list; the name itself when it has none.',
				example: 'utils::get_root_domain("mail.eu.kettle.co.uk") ⇒ "kettle.co.uk"',
			},
			plain(['name: any'], 'string', (call, name) =>
				hostOf(call).ports.authentication.organizationalDomain(textArgument(name)),
			),
		),
		spelled(
			{ '': 'in_domain', utils: 'in_domain' },
			{
				effect: 'observes',
				doc: 'Whether an address, or a domain, is one that this server handles.',
				example: 'in_domain(ctx::rcpt()) ⇒ true\nin_domain("teapot.example") ⇒ false',
			},
			plain(['value: any'], 'bool', (call, value) => isOurs(call, value)),
		),
		spelled(
			{ '': 'send_mail', sys: 'send_mail', utils: 'send_mail' },
			{
				effect: 'external',
				doc: 'Sends the message in a file through a relay. It is queued like any other.',
				example: 'send_mail("postmaster@kettle.example", ["bob@kettle.example"], "notice.eml", "192.0.2.7") ⇒ ()',
			},
			awaited(['from: any', 'to: array', 'path: any', 'relay: any'], '()', sendMail),
			awaited(['server: Server', 'from: any', 'to: array', 'path: any', 'relay: any'], '()', (call, _server, ...args) =>
				sendMail(call, ...args),
			),
		),
	],
};
