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

/** @param status of a stage that has a client */
export function stageReply(stage: Stage, status: Status, settings: RuleSettings, replies: ReplyTable): StageReply {
	if (stage === 'authenticate') return authenticationReply(status, settings, replies);
	switch (status.kind) {
		case 'deny':
			return {
				code: status.reply ?? replies('Denied'),
				usual: false,
				taken: false,
				closes: stage === 'connect' || settings.denyCloses,
			};
		case 'info': {
			const code = status.reply as CodeObject;
			// A greeting of another text goes on; anything else in its place is a refusal.
			const greets = stage === 'connect' && Math.floor(code.code / 100) === 2;
			return { code, usual: false, taken: greets, closes: stage === 'connect' && !greets };
		}
		case 'accept':
		case 'faccept': {
			const { reply } = status;
			return { code: reply ?? usualReply(stage, replies), usual: reply === undefined, taken: true, closes: false };
		}
		default:
			return { code: usualReply(stage, replies), usual: true, taken: true, closes: false };
	}
}

/** `next` means that the users file decides, which is asked before this. */
function authenticationReply(status: Status, settings: RuleSettings, replies: ReplyTable): StageReply {
	if (status.kind === 'accept' || status.kind === 'faccept') {
		const { reply } = status;
		return { code: reply ?? replies('AuthSucceeded'), usual: reply === undefined, taken: true, closes: false };
	}
	const own = status.kind === 'deny' || status.kind === 'info' ? status.reply : undefined;
	return {
		code: own ?? replies('AuthInvalidCredentials'),
		usual: own === undefined,
		taken: false,
		closes: status.kind === 'deny' && settings.denyCloses,
	};
}
