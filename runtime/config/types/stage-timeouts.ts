/** Deadlines of the stages of a transaction. */

import { isOnline, STAGES, type Stage } from '../../../stdlib/host/stages.ts';
import { formatDuration } from '../../../stdlib/mail/duration.ts';
import { type KeyNode, key, table, type ValueType } from '../nodes.ts';
import { isTable } from '../plain.ts';
import { duration } from './quantities.ts';

/** Where a client waits for an answer. */
const ONLINE_DEFAULT = '30s';
/** Of accepted messages. */
const QUEUE_DEFAULT = '5m';

const STAGE_TABLE = table(
	'Deadlines by stage.',
	Object.fromEntries(
		STAGES.map((stage) => [
			stage,
			key(duration, {
				default: isOnline(stage) ? ONLINE_DEFAULT : QUEUE_DEFAULT,
				doc: `The deadline of \`${stage}\`.`,
			}),
		]),
	) as { readonly [S in Stage]: KeyNode<number> },
);

/** Milliseconds by stage. */
export type StageTimeouts = Readonly<Record<Stage, number>>;

export const stageTimeouts: ValueType<StageTimeouts> = {
	name: 'duration, or table of durations',
	expected: 'a duration such as "30s", or a table with durations of stages',
	read: (value, at) => {
		if (isTable(value)) return at.table(STAGE_TABLE, value);
		const online = duration.read(value, at);
		const all = at.table(STAGE_TABLE, new Map());
		if (online === undefined || all === undefined) return undefined;
		const entries = STAGES.map((stage) => [stage, isOnline(stage) ? online : all[stage]]);
		return Object.fromEntries(entries) as StageTimeouts;
	},
	show: (times) => Object.fromEntries(STAGES.map((stage) => [stage, formatDuration(times[stage])])),
};
