/** Keys of `app`: scripts and what they write. */

import { key, optional, table } from '../nodes.ts';
import { boolean, integer, path, word } from '../types/basic.ts';
import { mailboxPath } from '../types/mailbox-path.ts';
import { size } from '../types/quantities.ts';
import { stageTimeouts } from '../types/stage-timeouts.ts';
import { APP_LOGS } from './logs.ts';

export const APP = table('Scripts and what belongs to them.', {
	dirpath: key(path, {
		default: '/var/spool/vsmtp/app',
		doc: 'The folder below which `write`, `dump` and the export of quarantines make files.',
	}),
	vsl: table('Scripts.', {
		filepath: optional(path, {
			doc: 'The main script, used as the root script when there is no `filter_path`; without scripts all mail is denied.',
		}),
		filter_path: optional(path, { doc: 'The root script, for mail that no script of a domain handles.' }),
		domain_dir: optional(path, {
			doc: 'A folder with one folder per handled domain, each with `config.vsl`, `incoming.vsl`, `outgoing.vsl`, `internal.vsl` as needed, and a link `default` to the default domain.',
		}),
		on_error: key(word(['defer', 'deny']), {
			default: 'defer',
			doc: 'What happens to mail when a rule fails: a temporary or a permanent refusal.',
		}),
		deny_closes: key(boolean, {
			default: false,
			doc: 'Whether `deny` also ends the connection, as in vSMTP, instead of refusing one command.',
		}),
		stage_timeout: key(stageTimeouts, {
			default: '30s',
			defaultText: '`30s`; `5m` in `postq` and `delivery`',
			doc: 'How long a stage may take, all waiting included: a duration for the stages in which a client waits, or a table with durations of stages.',
		}),
		limits: table('What scripts may use.', {
			operations: key(integer({ min: 1 }), { default: 10_000_000, doc: 'Instructions of one stage.' }),
			call_depth: key(integer({ min: 1, max: 10_000 }), { default: 64, doc: 'Nested calls.' }),
			string_size: key(size, { default: '16MiB', doc: 'Bytes of a string.' }),
			array_size: key(integer({ min: 1 }), { default: 1_000_000, doc: 'Elements of an array.' }),
			map_size: key(integer({ min: 1 }), { default: 1_000_000, doc: 'Properties of a map.' }),
		}),
	}),
	mailboxes: table('Where `maildir` and `mbox` deliver to.', {
		kind: key(word(['system', 'virtual']), {
			default: 'system',
			doc: 'Mailboxes of the users of the system, or files below `path`.',
		}),
		path: optional(mailboxPath, { doc: 'For `virtual`: where a mailbox is, e.g. `"/var/mail/{domain}/{user}"`.' }),
		users: optional(path, {
			doc: 'For `virtual`: a file with the addresses that exist; without it every address of a handled domain does.',
		}),
	}),
	logs: APP_LOGS,
});
