/** The dialogue with clients: limits, time-outs, authentication. */

import { key, optional, optionalTable, table } from '../nodes.ts';
import { network } from '../types/addresses.ts';
import { boolean, integer, list, path, word } from '../types/basic.ts';
import { duration, size } from '../types/quantities.ts';
import { CODES } from './codes.ts';

const unlimited = integer({ min: -1 });

const timeout = (what: string) =>
	key(duration, { default: '5m', required: 'yes', doc: `How long a client may take ${what}.` });

export const MECHANISMS = ['PLAIN', 'LOGIN', 'CRAM-MD5', 'SCRAM-SHA-256', 'ANONYMOUS'] as const;

export const SMTP = table('The dialogue with clients.', {
	rcpt_count_max: key(integer({ min: 1 }), {
		default: 1000,
		doc: 'Recipients of one message; further ones get `TooManyRecipients`.',
	}),
	disable_ehlo: key(boolean, { default: false, doc: 'Whether EHLO gets `Unimplemented`.' }),
	required_extension: key(list(word(['STARTTLS', 'SMTPUTF8', '8BITMIME', 'AUTH'])), {
		default: ['STARTTLS', 'SMTPUTF8', '8BITMIME', 'AUTH'],
		doc: 'Accepted without effect.',
	}),
	data_rate_min: key(size, {
		default: 500,
		doc: 'Bytes per second; a sender that is slower over 60 seconds is ended.',
	}),
	bare_newline: key(word(['reject', 'normalise'], new Map([['normalize', 'did you mean "normalise"?']])), {
		default: 'reject',
		doc: 'What happens to messages with a CR or LF alone.',
	}),
	bare_newline_networks: key(list(network), {
		default: [],
		doc: 'Clients whose messages are normalised all the same.',
	}),
	hops_max: key(integer({ min: 1, max: 1000 }), {
		default: 50,
		doc: '`Received` fields of a message before a loop is assumed and it gets `554 5.4.6`.',
	}),
	error: table('Clients that make mistakes. An error is a reply with a code of 400 or more.', {
		soft_count: key(unlimited, {
			default: 10,
			required: 'yes',
			doc: 'From this number of errors on, each further one is followed by `delay`; -1 for never.',
		}),
		hard_count: key(unlimited, {
			default: 20,
			required: 'yes',
			doc: 'With this number of errors a client gets `TooManyError` and is disconnected; -1 for never.',
		}),
		delay: key(duration, { default: '5s', required: 'yes', doc: 'The pause after an error.' }),
	}),
	timeout_client: table('How long clients may take; then they get `Timeout` and are disconnected.', {
		connect: timeout('to say HELO or EHLO'),
		helo: timeout('from HELO to MAIL'),
		mail_from: timeout('from MAIL to RCPT'),
		rcpt_to: timeout('from RCPT to DATA'),
		data: timeout('between two lines of a message'),
	}),
	codes: CODES,
	auth: optionalTable('Authentication. Without this table AUTH gets `Unimplemented` and is not offered.', {
		must_be_authenticated: optional(boolean, {
			defaultText: '`true` on the addresses for submission, else `false`',
			doc: 'Whether MAIL before AUTH gets `AuthRequired`.',
		}),
		enable_dangerous_mechanism_in_clair: key(boolean, {
			default: false,
			doc: 'Whether passwords may be sent without TLS; otherwise such attempts get `AuthMechanismMustBeEncrypted`.',
		}),
		mechanisms: key(list(word(MECHANISMS)), {
			accepted: ['mechanism'],
			default: ['PLAIN', 'LOGIN', 'SCRAM-SHA-256'],
			doc: 'Mechanisms that are offered; `SCRAM-SHA-256` only with a users file. `CRAM-MD5` needs rules that know the password.',
		}),
		attempt_count_max: key(unlimited, {
			default: -1,
			doc: 'Cancelled attempts (`*`) that are allowed; -1 for any number.',
		}),
		users: optional(path, { doc: 'The users file, written by `vsl user add`.' }),
	}),
});
