/**
 * Connection and transaction (library spec 1): each field is a global function, a property of `ctx()` and a member of
 * the module `ctx`.
 */

import { type NativeCall, type Overload, plain } from '../../../lang/modules/native-module.ts';
import type { Value } from '../../../lang/values/value.ts';
import {
	credentialsOf,
	mailFromOf,
	messageIdOf,
	notDefinedYet,
	recipientsOf,
	transactionOf,
} from '../../host/access.ts';
import { STAGES, type Stage, stagesFrom } from '../../host/stages.ts';
import type { MailHost } from '../../host.ts';
import { CREDENTIALS_TYPE, CredentialsValue } from '../credentials.ts';
import { DATE_TIME_TYPE, DateTime } from '../date-time.ts';
import { AddressObject } from '../objects/address.ts';
import { GroupObject } from '../objects/group.ts';
import { CONTEXT, CONTEXT_TYPE, SERVER, SERVER_TYPE } from '../roots.ts';
import { type LibraryGroup, type SpelledFunction, type Spellings, spelled } from '../spelling.ts';

interface Field {
	readonly name: string;
	readonly type: string;
	readonly from: Stage;
	/** The stage that errors name, where it is another one: scripts look for these texts. */
	readonly named?: Stage;
	readonly doc: string;
	readonly example: string;
	readonly read: (host: MailHost, call: NativeCall) => Value;
	/** Other spellings than the usual two. */
	readonly spellings?: Spellings;
}

function addressText(ip: string, port: number): string {
	return ip.includes(':') ? `[${ip}]:${port}` : `${ip}:${port}`;
}

function addressesOf(call: NativeCall): GroupObject {
	return GroupObject.recipients(recipientsOf(call).map(({ address }) => AddressObject.from(address)));
}

const FIELDS: readonly Field[] = [
	{
		name: 'client_address',
		type: 'string',
		from: 'connect',
		doc: 'Address and port of the client.',
		example: 'ctx::client_address() ⇒ "203.0.113.5:40112"',
		read: ({ context: { connection } }) => addressText(connection.clientIp, connection.clientPort),
	},
	{
		name: 'client_ip',
		type: 'string',
		from: 'connect',
		doc: 'Address of the client. It compares with address and network objects.',
		example: 'ctx::client_ip() ⇒ "203.0.113.5"\nctx::client_ip() in rg4("203.0.113.0/24") ⇒ true',
		read: ({ context }) => context.connection.clientIp,
	},
	{
		name: 'client_port',
		type: 'int',
		from: 'connect',
		doc: 'Port of the client.',
		example: 'ctx::client_port() ⇒ 40112',
		read: ({ context }) => context.connection.clientPort,
	},
	{
		name: 'server_address',
		type: 'string',
		from: 'connect',
		doc: 'Address and port that the client has connected to.',
		example: 'ctx::server_address() ⇒ "192.0.2.1:25"',
		read: ({ context: { connection } }) => addressText(connection.serverIp, connection.serverPort),
	},
	{
		name: 'server_ip',
		type: 'string',
		from: 'connect',
		doc: 'Address that the client has connected to.',
		example: 'ctx::server_ip() == ip4("192.0.2.1") ⇒ true',
		read: ({ context }) => context.connection.serverIp,
	},
	{
		name: 'server_port',
		type: 'int',
		from: 'connect',
		doc: 'Port that the client has connected to.',
		example: 'ctx::server_port() ⇒ 25',
		read: ({ context }) => context.connection.serverPort,
	},
	{
		name: 'connection_timestamp',
		type: 'DateTime',
		from: 'connect',
		doc: 'When the connection was accepted. As text it is the seconds since 1970.',
		example: 'ctx::connection_timestamp().iso ⇒ "2026-01-15T09:30:00.000Z"',
		read: ({ context }) => new DateTime(context.connection.timestamp),
	},
	{
		name: 'server_name',
		type: 'string',
		from: 'connect',
		doc: 'Name of the server: that of the configuration, or the one the client asked for in the TLS handshake.',
		example: 'ctx::server_name() ⇒ "mx.kettle.example"',
		read: ({ context }) => context.connection.serverName,
	},
	{
		name: 'is_secured',
		type: 'bool',
		from: 'connect',
		doc: 'Whether the connection is under TLS.',
		example: 'ctx::is_secured() ⇒ false',
		read: ({ context }) => context.connection.secured,
	},
	{
		name: 'is_authenticated',
		type: 'bool',
		from: 'connect',
		doc: 'Whether the client has authenticated successfully.',
		example: 'auth::is_authenticated() ⇒ false',
		read: ({ context }) => context.connection.authenticated,
		spellings: { auth: 'is_authenticated' },
	},
	{
		name: 'auth',
		type: 'Credentials',
		from: 'authenticate',
		doc: 'What the client presented for authentication. Raises an error when it did not.',
		example:
			'try { auth::credentials() } catch (e) { return e; } ⇒ "the field: `auth` is not defined yet, it only is available from the `authenticate` stage"',
		read: (_host, call) => new CredentialsValue(credentialsOf(call)),
		spellings: { auth: 'credentials' },
	},
	{
		name: 'helo',
		type: 'string',
		from: 'connect',
		named: 'helo',
		doc: 'What the client calls itself in HELO or EHLO; empty before that.',
		example: 'ctx::helo() ⇒ "client.example"',
		read: ({ context }) => context.helo ?? '',
	},
	{
		name: 'mail_from',
		type: 'object',
		from: 'mail',
		doc: 'The reverse-path. For the null sender `<>` it is an address with empty text, and `is_null`.',
		example: 'ctx::mail_from().domain ⇒ "teapot.example"\nctx::mail_from() == fqdn("teapot.example") ⇒ true',
		read: (_host, call) => AddressObject.from(mailFromOf(call)),
	},
	{
		name: 'rcpt',
		type: 'object',
		from: 'rcpt',
		doc: 'The last recipient: at the stage `rcpt` the one to decide on.',
		example: 'ctx::rcpt().local_part ⇒ "bob"',
		read: ({ context }) => {
			const last = context.recipientCount === 0 ? undefined : context.recipients.at(-1);
			if (last === undefined) throw notDefinedYet('rcpt', 'rcpt');
			return AddressObject.from(last.address);
		},
	},
	{
		name: 'rcpt_list',
		type: 'object',
		from: 'rcpt',
		doc: 'All recipients, as a list of addresses. It contains an address, a domain or a local part that one of them has, and a pattern or list that one of them matches.',
		example:
			'ctx::rcpt_list().len ⇒ 1\naddress("bob@kettle.example") in ctx::rcpt_list() ⇒ true\nfqdn("kettle.example") in ctx::rcpt_list() ⇒ true\nctx::rcpt_list().to_string() ⇒ "[bob@kettle.example]"',
		read: (_host, call) => addressesOf(call),
	},
	{
		name: 'mail_timestamp',
		type: 'DateTime',
		from: 'mail',
		named: 'preq',
		doc: 'When MAIL FROM came.',
		example: 'ctx::mail_timestamp() >= ctx::connection_timestamp() ⇒ true',
		read: ({ context: { mailTimestamp } }) => {
			if (mailTimestamp === undefined) throw notDefinedYet('mail_timestamp', 'preq');
			return new DateTime(mailTimestamp);
		},
	},
	{
		name: 'message_id',
		type: 'string',
		from: 'mail',
		named: 'preq',
		doc: 'The name of the message in the queue and in the logs.',
		example: 'ctx::message_id() ⇒ "7f1d0c52-8f0a-4d51-9f5e-1b2c3d4e5f60"',
		read: (_host, call) => messageIdOf(call),
	},
];

function fieldFunction(field: Field): SpelledFunction {
	const { name, type, from, named = from, doc, example, read, spellings } = field;
	const get = (call: NativeCall): Value => read(transactionOf(call, name, named), call);
	const overloads: Overload[] = [plain([], type, get), plain(['context: Context'], type, (call) => get(call))];
	const stages = from === 'connect' ? STAGES : from === 'authenticate' ? STAGES.slice(2) : stagesFrom(from);
	return spelled(
		{ '': name, ctx: name, ...spellings },
		{ effect: 'observes', property: true, stages, doc, example },
		...overloads,
	);
}

export const CONTEXT_GROUP: LibraryGroup = {
	name: 'context',
	doc: 'The connection and the transaction.',
	types: [CONTEXT_TYPE, SERVER_TYPE, CREDENTIALS_TYPE, DATE_TIME_TYPE],
	functions: [
		spelled(
			{ '': 'ctx' },
			{
				doc: 'The transaction, whose properties are the fields of this module.',
				example: 'ctx().helo ⇒ "client.example"',
			},
			plain([], 'Context', () => CONTEXT),
		),
		spelled(
			{ '': 'srv' },
			{ doc: 'The server; functions of `sys` take it as an argument.', example: 'srv().to_string() ⇒ "Server"' },
			plain([], 'Server', () => SERVER),
		),
		...FIELDS.map(fieldFunction),
	],
};
