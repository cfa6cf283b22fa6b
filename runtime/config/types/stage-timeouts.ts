/** Deadlines of the stages of a transaction. */

import { formatDuration } from '../../../stdlib/mail/duration.ts';
import { key, table, type ValueOf, type ValueType } from '../nodes.ts';
import { isTable } from '../plain.ts';
import { duration } from './quantities.ts';

/** Stages in which a client waits for an answer. */
const CLIENT_DEFAULT = '30s';
/** Stages of accepted messages. */
const QUEUE_DEFAULT = '5m';

const stage = (name: string, value: string) => key(duration, { default: value, doc: `The deadline of \`${name}\`.` });

const STAGES = table('Deadlines by stage.', {
	connect: stage('connect', CLIENT_DEFAULT),
	helo: stage('helo', CLIENT_DEFAULT),
	authenticate: stage('authenticate', CLIENT_DEFAULT),
	mail: stage('mail', CLIENT_DEFAULT),
	rcpt: stage('rcpt', CLIENT_DEFAULT),
	preq: stage('preq', CLIENT_DEFAULT),
	postq: stage('postq', QUEUE_DEFAULT),
	delivery: stage('delivery', QUEUE_DEFAULT),
});

/** Milliseconds by stage. */
export type StageTimeouts = ValueOf<typeof STAGES>;

const QUEUE_STAGES: ReadonlySet<string> = new Set(['postq', 'delivery']);

export const stageTimeouts: ValueType<StageTimeouts> = {
	name: 'duration, or table of durations',
	expected: 'a duration such as "30s", or a table with durations of stages',
	read: (value, at) => {
		if (isTable(value)) return at.table(STAGES, value);
		const client = duration.read(value, at);
		const all = at.table(STAGES, new Map());
		if (client === undefined || all === undefined) return undefined;
		const entries = Object.entries(all).map(([name, time]) => [name, QUEUE_STAGES.has(name) ? time : client]);
		return Object.fromEntries(entries) as StageTimeouts;
	},
	show: (times) => Object.fromEntries(Object.entries(times).map(([name, time]) => [name, formatDuration(time)])),
};
