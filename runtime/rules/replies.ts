/**
 * What a client is told, and what becomes of its command, for the status that a stage ended with (directive spec 6.2,
 * 3.5). Pure: session and simulation ask here.
 */

import type { Stage } from '../../stdlib/host/stages.ts';
import { CodeObject } from '../../stdlib/mail/objects/code.ts';
import type { Status } from '../../stdlib/mail/status.ts';
import type { RuleSettings } from './settings.ts';

/** Replies of the configuration by their id, placeholders filled in (configuration spec 2.4). */
export type ReplyTable = (id: ReplyId) => CodeObject;

export type ReplyId =
	| 'Greetings'
	| 'Helo'
	| 'Ok'
	| 'Denied'
	| 'AuthSucceeded'
	| 'AuthInvalidCredentials'
	| 'TooManyRecipients';

export interface StageReply {
	readonly code: CodeObject;
	/** The reply is the usual one of the stage: after HELO the list of extensions goes with it. */
	readonly usual: boolean;
	/** The command takes effect. */
	readonly taken: boolean;
	/** The connection ends after the reply. */
	readonly closes: boolean;
}

const FAILURES: Partial<Readonly<Record<Stage, CodeObject>>> = {
	connect: CodeObject.of(421, '4.3.0', 'Temporary error in processing'),
	authenticate: CodeObject.of(454, '4.7.0', 'Temporary authentication failure'),
};

const TEMPORARY = CodeObject.of(451, '4.3.0', 'Temporary error in processing');

/** The reply of a stage at which a rule failed (directive spec 3.5). */
export function failureReply(stage: Stage, settings: RuleSettings, replies: ReplyTable): StageReply {
	if (settings.onError === 'deny') {
		return { code: replies('Denied'), usual: false, taken: false, closes: stage === 'connect' || settings.denyCloses };
	}
	return { code: FAILURES[stage] ?? TEMPORARY, usual: false, taken: false, closes: stage === 'connect' };
}

/** The reply for a message that no rule can look at. @param problem one sentence */
export function unreadableReply(problem: string): StageReply {
	return { code: CodeObject.of(554, '5.6.0', problem), usual: false, taken: false, closes: false };
}

function usualReply(stage: Stage, replies: ReplyTable): CodeObject {
	return replies(stage === 'connect' ? 'Greetings' : stage === 'helo' ? 'Helo' : 'Ok');
}

function isSuccess({ code }: CodeObject): boolean {
	return code < 300;
}

function isRefusal({ code }: CodeObject): boolean {
	return code >= 400;
}

/** "Service not available": the client takes the connection for over (RFC 5321 4.2.2), so it has to be. */
function endsConnection({ code }: CodeObject): boolean {
	return code === 421;
}

/** Codes that belong to one command (RFC 5321 4.2.3, RFC 4954 6): after another one a client would not know what they mean. */
const RESERVED: ReadonlyMap<number, Stage | 'quit'> = new Map([
	[220, 'connect'],
	[221, 'quit'],
	[235, 'authenticate'],
]);

/**
 * The reply with which a rule accepts. Server and client must agree on what has happened, so a code that does not say
 * at this stage that the command was taken gives way to the usual one; an earlier stage may have given it.
 */
function acceptingReply(stage: Stage, { reply }: Status, replies: ReplyTable): StageReply {
	const fits = reply !== undefined && isSuccess(reply) && (RESERVED.get(reply.code) ?? stage) === stage;
	const code = fits ? reply : usualReply(stage, replies);
	return { code, usual: !fits, taken: true, closes: false };
}

/** The code with which a rule refuses, if it is one that says so. */
function refusingCode({ reply }: Status, replies: ReplyTable): CodeObject {
	return reply !== undefined && isRefusal(reply) ? reply : replies('Denied');
}

/** At `connect` a code of success gives the greeting another text; anything else stands in its place and ends it. */
function informingReply(stage: Stage, code: CodeObject): StageReply {
	if (stage !== 'connect') return { code, usual: false, taken: false, closes: endsConnection(code) };
	if (!isSuccess(code)) return { code, usual: false, taken: false, closes: true };
	return { code: CodeObject.of(220, '', code.message), usual: false, taken: true, closes: false };
}

/** @param status of a stage that has a client */
export function stageReply(stage: Stage, status: Status, settings: RuleSettings, replies: ReplyTable): StageReply {
	if (stage === 'authenticate') return authenticationReply(status, settings, replies);
	switch (status.kind) {
		case 'deny': {
			const code = refusingCode(status, replies);
			const closes = stage === 'connect' || settings.denyCloses || endsConnection(code);
			return { code, usual: false, taken: false, closes };
		}
		case 'info':
			return informingReply(stage, status.reply as CodeObject);
		case 'accept':
		case 'faccept':
			return acceptingReply(stage, status, replies);
		default:
			return { code: usualReply(stage, replies), usual: true, taken: true, closes: false };
	}
}

/** `next` means that the users file decides, which is asked before this. */
function authenticationReply(status: Status, settings: RuleSettings, replies: ReplyTable): StageReply {
	const { kind, reply } = status;
	if (kind === 'accept' || kind === 'faccept') {
		// Any other code would not be taken for success (RFC 4954 4).
		const own = reply?.code === 235 ? reply : undefined;
		return { code: own ?? replies('AuthSucceeded'), usual: own === undefined, taken: true, closes: false };
	}
	const own = (kind === 'deny' || kind === 'info') && reply !== undefined && isRefusal(reply) ? reply : undefined;
	const code = own ?? replies('AuthInvalidCredentials');
	const closes = (kind === 'deny' && settings.denyCloses) || endsConnection(code);
	return { code, usual: own === undefined, taken: false, closes };
}
