/** Queues and delivery. */

import { key, table } from '../nodes.ts';
import { boolean, integer, path, wordOr } from '../types/basic.ts';
import { duration, size } from '../types/quantities.ts';

const channel = integer({ min: 1 });

export const QUEUES = table('Queues.', {
	dirpath: key(path, { default: '/var/spool/vsmtp', required: 'yes', doc: 'The folder of the queues, made at start.' }),
	disk_free_min: key(size, {
		default: '100MB',
		doc: 'With less free space new messages get `452 4.3.1`.',
	}),
	record_retention: key(duration, { default: '7d', doc: 'How long the records of decisions are kept.' }),
	working: table('Accepted messages.', {
		channel_size: key(channel, { default: 32, doc: 'How many messages may wait between receiving and processing.' }),
	}),
	delivery: table('Messages on their way out.', {
		channel_size: key(channel, { default: 32, doc: 'How many messages may wait between processing and delivery.' }),
		deferred_retry_max: key(integer({ min: 0 }), {
			default: 100,
			doc: 'After this number of failed attempts a recipient is given up.',
		}),
		deferred_retry_period: key(duration, {
			default: '5m',
			doc: 'The pause before the second attempt; later pauses double, up to an hour.',
		}),
		concurrency_per_domain: key(integer({ min: 1 }), { default: 10, doc: 'Connections to one destination.' }),
		expiry: key(duration, { default: '5d', doc: 'After this time a message is returned to its sender.' }),
		delay_warning: key(wordOr('never', duration), {
			default: 'never',
			doc: 'After this time the sender is told that a message is delayed.',
		}),
		allow_private: key(boolean, {
			default: false,
			doc: 'Whether mail is delivered to hosts whose MX has a loopback or private address.',
		}),
	}),
});
