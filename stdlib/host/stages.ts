/** The stages of a mail transaction at which rules run (directive spec 2), in their order. */

export const STAGES = ['connect', 'helo', 'authenticate', 'mail', 'rcpt', 'preq', 'postq', 'delivery'] as const;

export type Stage = (typeof STAGES)[number];

/** The stages from one on. `authenticate` may happen before `mail` or not at all, so nothing begins with it. */
export function stagesFrom(first: Stage): readonly Stage[] {
	return STAGES.slice(STAGES.indexOf(first));
}

/** Whether the message has been received completely. */
export function afterData(stage: Stage): boolean {
	return stage === 'preq' || stage === 'postq' || stage === 'delivery';
}

/** Whether a client waits for the answer. */
export function isOnline(stage: Stage): boolean {
	return stage !== 'postq' && stage !== 'delivery';
}
