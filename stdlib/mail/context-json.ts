/** The context of a transaction as JSON, in the shape that vSMTP 1.x gave it (library spec 15). */

import type { Credentials, EnvelopeAddress, Recipient, TransactionContext, Transport } from '../host/context.ts';

type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

function time(milliseconds: number): Json {
	const seconds = Math.floor(milliseconds / 1000);
	return { secs_since_epoch: seconds, nanos_since_epoch: Math.round((milliseconds - seconds * 1000) * 1e6) };
}

function socket(ip: string, port: number): string {
	return ip.includes(':') ? `[${ip}]:${port}` : `${ip}:${port}`;
}

/** The password is never written: files outlive the session that it belongs to. */
function credentialsJson(credentials: Credentials | undefined): Json {
	if (credentials === undefined) return null;
	if (credentials.type === 'AnonymousToken') return { AnonymousToken: { token: credentials.token } };
	return { [credentials.type]: { authid: credentials.authid } };
}

function transferJson(transport: Transport): Json {
	switch (transport.kind) {
		case 'deliver':
			return 'Deliver';
		case 'mbox':
			return 'Mbox';
		case 'maildir':
			return 'Maildir';
		case 'none':
			return 'None';
		case 'forward': {
			const { host, isAddress, port } = transport.target;
			if (!isAddress) return { Forward: { Domain: host } };
			return { Forward: port === 25 ? { Ip: host } : { Socket: socket(host, port) } };
		}
	}
}

function recipientJson({ address, transport }: Recipient, timestamp: Json): Json {
	return {
		address: address.text,
		transfer_method: transferJson(transport),
		email_status: { waiting: { timestamp } },
	};
}

function addressJson(address: EnvelopeAddress | undefined): Json {
	return address?.text ?? null;
}

/** @param skipped text of the decision that later stages follow, if there is one */
export function contextJson(context: TransactionContext, skipped: string | undefined): Record<string, Json> {
	const { connection, mailTimestamp, messageId } = context;
	const timestamp = time(mailTimestamp ?? connection.timestamp);
	return {
		connection: {
			timestamp: time(connection.timestamp),
			credentials: credentialsJson(connection.credentials),
			server_name: connection.serverName,
			server_address: socket(connection.serverIp, connection.serverPort),
			is_authenticated: connection.authenticated,
			is_secured: connection.secured,
		},
		client_addr: socket(connection.clientIp, connection.clientPort),
		envelop: {
			helo: context.helo ?? '',
			mail_from: addressJson(context.mailFrom),
			rcpt: context.recipients.map((recipient) => recipientJson(recipient, timestamp)),
		},
		metadata: messageId === undefined ? null : { timestamp, message_id: messageId, skipped: skipped ?? null },
	};
}
