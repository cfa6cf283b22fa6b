/**
 * What rules do about relaying: which directives look at who the client is or where the mail goes, and which accept
 * without having looked.
 *
 * Looking counts as a check, whatever is made of the answer: only rules that accept without any look are reported.
 */

import type { DirectiveExpression } from '../../../../lang/ast/nodes.ts';
import { STAGES, type Stage } from '../../../host/stages.ts';
import type { MailFile } from './mail-file.ts';
import { ANYTHING, mentionsIn } from './mentions.ts';
import { type Ending, endingsOfBody } from './outcomes.ts';
import { bodyOf, stagesOf } from './stages.ts';

/** Questions about the client that it cannot answer as it likes, and about the recipient. */
const TRUST: ReadonlySet<string> = new Set([
	'is_authenticated',
	'auth',
	'client_ip',
	'client_address',
	'in_domain',
	'rcpt',
	'rcpt_list',
	ANYTHING,
]);

export const RELAY_CHECKS: ReadonlySet<string> = new Set(['check_mail_relay', 'check_rcpt_relay', 'check_relay']);

/** Stages at which a status can let mail through, in their order. */
const RECEIVING: readonly Stage[] = STAGES.slice(0, STAGES.indexOf('rcpt') + 1);

export interface UncheckedAccept {
	readonly directive: DirectiveExpression;
	readonly stage: Stage;
	readonly ending: Ending;
	/** The relay check that it skips, if there is one later. */
	readonly skipped: DirectiveExpression | undefined;
}

export interface RelayFacts {
	/** What accepts without a look at client or recipient. */
	readonly unchecked: readonly UncheckedAccept[];
	/** Whether anything looks at the recipient, or may do so where it cannot be seen. */
	readonly looksAtRecipients: boolean;
}

const KEY = Symbol('relay');

export function relayFacts(file: MailFile): RelayFacts {
	return file.analysis(KEY, findFacts);
}

interface Step {
	readonly stage: Stage;
	readonly directive: DirectiveExpression;
	readonly mentions: ReadonlySet<string>;
}

function findFacts(file: MailFile): RelayFacts {
	const byStage = stagesOf(file)?.byStage ?? new Map<Stage, readonly (DirectiveExpression | undefined)[]>();
	const steps: Step[] = [];
	let hidden = false;
	for (const stage of RECEIVING) {
		for (const directive of byStage.get(stage) ?? []) {
			if (directive === undefined) hidden = true;
			else steps.push({ stage, directive, mentions: mentionsIn(file, directive) });
		}
	}
	const looksAtRecipients = hidden || steps.some(({ mentions }) => overlaps(mentions, RECIPIENT_QUESTIONS));
	return { unchecked: hidden ? [] : uncheckedAccepts(file, steps), looksAtRecipients };
}

const RECIPIENT_QUESTIONS: ReadonlySet<string> = new Set([
	'check_rcpt_relay',
	'check_relay',
	'rcpt',
	'rcpt_list',
	'client_ip',
	'client_address',
	'is_authenticated',
	ANYTHING,
]);

function overlaps(some: ReadonlySet<string>, others: ReadonlySet<string>): boolean {
	for (const key of some) if (others.has(key)) return true;
	return false;
}

function uncheckedAccepts(file: MailFile, steps: readonly Step[]): UncheckedAccept[] {
	const found: UncheckedAccept[] = [];
	for (const [at, { stage, directive, mentions }] of steps.entries()) {
		if (overlaps(mentions, RELAY_CHECKS) || overlaps(mentions, TRUST)) {
			// Later directives run only for those that this one lets through, or so it may be.
			break;
		}
		const body = directive.keyword === 'rule' ? bodyOf(file, directive) : undefined;
		if (body === undefined) continue;
		const endings = endingsOfBody(file, body);
		const kinds = stage === 'rcpt' || stage === 'mail' ? (['accept', 'faccept'] as const) : (['faccept'] as const);
		for (const ending of endings.places(...kinds)) {
			const later = steps.slice(at + 1);
			const skipped = later.find((other) => {
				if (!overlaps(other.mentions, RELAY_CHECKS)) return false;
				return ending.kind === 'faccept' || other.stage === stage;
			});
			// `accept` at `mail` skips a check of its own stage; recipients are another matter.
			if (stage !== 'rcpt' && ending.kind === 'accept' && skipped === undefined) continue;
			found.push({ directive, stage, ending, skipped: skipped?.directive });
		}
	}
	return found;
}
