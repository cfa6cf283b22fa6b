/**
 * The replies that a configuration can reword: one row per id with its default and the occasion.
 *
 * `{domain}` and `{name}` stand for the name of the server, in every text.
 */

import { type KeyNode, key, optional, table } from '../nodes.ts';
import { formatReply, parseReply, type Reply, reply } from '../types/reply.ts';

const REPLIES = [
	['Greetings', '220 {domain} Service ready', 'The first line of a connection.'],
	['Help', '214 joining us https://viridit.com/support', 'Answers HELP.'],
	['Closing', '221 Service closing transmission channel', 'Answers QUIT.'],
	['Helo', '250 Ok', 'Answers HELO.'],
	['DataStart', '354 Start mail input; end with <CRLF>.<CRLF>', 'Answers DATA.'],
	['Ok', '250 Ok', 'Success of any other command.'],
	['Failure', '451 Requested action aborted: local error in processing', 'Something went wrong on our side.'],
	['Denied', '554 permanent problems with the remote server', 'A rule refused without a reply of its own.'],
	['UnrecognizedCommand', '500 Syntax error command unrecognized', 'Unknown command, or a line that is too long.'],
	['SyntaxErrorParams', '501 Syntax error in parameters or arguments', 'A command with arguments that cannot be read.'],
	['ParameterUnimplemented', '504 Command parameter not implemented', 'An unknown ESMTP parameter.'],
	['Unimplemented', '502 Command not implemented', 'VRFY, EXPN, disabled EHLO, AUTH that is not configured.'],
	['BadSequence', '503 Bad sequence of commands', 'A command that may not come now.'],
	['TlsNotAvailable', '454 TLS not available due to temporary reason', 'STARTTLS that is not configured.'],
	['AlreadyUnderTLS', '554 5.5.1 Error: TLS already active', 'STARTTLS under TLS.', 'AlreadyUnderTls'],
	['TlsRequired', '530 Must issue a STARTTLS command first', 'MAIL without TLS at the level `Encrypt`.'],
	['TlsGoAhead', '220 TLS go ahead', 'Answers STARTTLS.'],
	['AuthSucceeded', '235 2.7.0 Authentication succeeded', 'The client has authenticated itself.'],
	['AuthMechNotSupported', '504 5.5.4 Mechanism is not supported', 'AUTH with an unknown mechanism.'],
	[
		'AuthClientMustNotStart',
		'501 5.7.0 Client must not start with this mechanism',
		'An initial response where none may be.',
	],
	[
		'AuthMechanismMustBeEncrypted',
		'538 5.7.11 Encryption required for requested authentication mechanism',
		'AUTH in clear text where that is not allowed.',
	],
	['AuthInvalidCredentials', '535 5.7.8 Authentication credentials invalid', 'Wrong name or password.'],
	['AuthRequired', '530 5.7.0 Authentication required', 'MAIL before AUTH where AUTH is required.'],
	['AuthClientCanceled', '501 Authentication canceled by client', 'The client cancelled AUTH with `*`.'],
	['AuthErrorDecode64', '501 5.5.2 Invalid, not base64', 'A line of AUTH that is not base64.'],
	['AuthTempError', '454 4.7.0 Temporary authentication failure', 'Credentials could not be checked now.'],
	['ConnectionMaxReached', '421 4.3.2 Cannot process connection, closing', 'More clients than `client_count_max`.'],
	['TooManyError', '451 Too many errors from the client', 'The hard limit of errors is reached.'],
	['Timeout', '451 Timeout - closing connection', 'The client was silent for too long.'],
	['TooManyRecipients', '452 Requested action not taken: too many recipients', 'More than `rcpt_count_max`.'],
	[
		'MessageSizeExceeded',
		'552 4.3.1 Message size exceeds fixed maximum message size',
		'A message larger than `message_size_limit`.',
	],
] as const;

export type ReplyId = (typeof REPLIES)[number][0];

function known(text: string): Reply {
	const read = parseReply(text);
	if (typeof read !== 'object') throw new Error(`not a reply: ${text}`);
	return read;
}

const rows = REPLIES.map(([id, text, doc, other]) => {
	const like = known(text);
	return [id, key(reply(like), { default: formatReply(like), doc, accepted: other === undefined ? [] : [other] })];
});

/** The server writes these itself; a configured value is checked and has no effect. */
const GENERATED = known('250 Ok');
const generated = (when: string) =>
	optional(reply(GENERATED), { doc: `The answer to EHLO ${when} is always generated; a value has no effect.` });

export const CODES = table('Replies to clients, by their ids.', {
	...(Object.fromEntries(rows) as { readonly [Id in ReplyId]: KeyNode<Reply> }),
	EhloPain: generated('in clear text'),
	EhloSecured: generated('under TLS'),
});
