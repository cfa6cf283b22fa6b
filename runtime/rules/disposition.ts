/** Where a message goes after a stage that has it whole (directive spec 6.1, 3.5). */

import type { Stage } from '../../stdlib/host/stages.ts';
import type { Status } from '../../stdlib/mail/status.ts';
import type { DirectivesResult } from './run-stage.ts';
import type { RuleSettings } from './settings.ts';

export type Disposition =
	/** Waits for the stage `postq`. */
	| { readonly queue: 'working' }
	/** Waits to be delivered; `rules` says whether the stage `delivery` runs before. */
	| { readonly queue: 'deliver'; readonly rules: boolean }
	/** The stage `delivery` is over: each recipient gets the message by its transport. */
	| { readonly queue: 'sent' }
	| { readonly queue: 'dead'; readonly reason: string }
	/** Tried again later, from the stage on that failed. */
	| { readonly queue: 'deferred'; readonly reason: string; readonly resume: Stage }
	/** With the service of a delegation. */
	| { readonly queue: 'delegated'; readonly directive: string }
	| { readonly queue: 'quarantine'; readonly name: string }
	/** The client was told that it was not taken. */
	| { readonly queue: 'refused' };

function failed(stage: Stage, reason: string, settings: RuleSettings): Disposition {
	if (stage === 'preq') return { queue: 'refused' };
	return settings.onError === 'deny' ? { queue: 'dead', reason } : { queue: 'deferred', reason, resume: stage };
}

function byStatus(stage: Stage, status: Status, directive: string): Disposition {
	switch (status.kind) {
		case 'deny':
			return stage === 'preq' ? { queue: 'refused' } : { queue: 'dead', reason: `denied by '${directive}'` };
		case 'info':
			if (stage === 'preq') return { queue: 'refused' };
			break;
		case 'quarantine':
			return { queue: 'quarantine', name: status.text ?? '' };
		case 'delegated':
			return { queue: 'delegated', directive };
		case 'faccept':
			return stage === 'delivery' ? { queue: 'sent' } : { queue: 'deliver', rules: false };
	}
	if (stage === 'preq') return { queue: 'working' };
	return stage === 'postq' ? { queue: 'deliver', rules: true } : { queue: 'sent' };
}

/** @param stage `preq`, `postq` or `delivery` */
export function dispositionOf(stage: Stage, result: DirectivesResult, settings: RuleSettings): Disposition {
	const { failure, status, decidedBy } = result;
	if (failure !== undefined) return failed(stage, failure.error.text, settings);
	return byStatus(stage, status, decidedBy?.name ?? '');
}
