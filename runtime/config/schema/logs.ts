/** Logs of the server, the application and the system. */

import { key, optional, optionalTable, required, table } from '../nodes.ts';
import { socket } from '../types/addresses.ts';
import { integer, path, text, word } from '../types/basic.ts';
import { logLevel, logLevels } from '../types/logs.ts';
import { size } from '../types/quantities.ts';

const pattern = text('log pattern', 'a pattern such as "{d} {l} {m}{n}"');

const rotation = {
	rotation: key(word(['size', 'daily']), {
		default: 'size',
		doc: 'When a new file is begun: when `size_limit` is passed, or every day.',
	}),
	size_limit: key(size, { default: 10_485_760, doc: 'The size after which a file becomes an archive.' }),
	archive_count: key(integer({ min: 0 }), {
		default: 10,
		doc: 'How many archives `FILE-ar/trace.N.gz` are kept; the oldest is dropped.',
	}),
};

const SYSTEM_SOCKET = table('Where `syslogd` listens.', {
	type: key(word(['udp', 'tcp', 'unix']), { default: 'udp', doc: 'How the daemon is reached.' }),
	local: key(socket, { default: '127.0.0.1:0', doc: 'For `udp`: the address to send from.' }),
	server: optional(socket, {
		doc: 'For `udp` and `tcp`: the address of the daemon.',
		defaultText: '`127.0.0.1:514` for `udp`, `127.0.0.1:601` for `tcp`',
	}),
	path: key(path, { default: '/dev/log', doc: 'For `unix`: the socket of the daemon.' }),
});

export const SERVER_LOGS = table('The log of the server.', {
	filepath: key(path, {
		alsoCalled: ['filename'],
		default: '/var/log/vsmtp/vsmtp.log',
		doc: 'The file.',
	}),
	format: key(pattern, {
		default: '{d(%Y-%m-%d %H:%M:%S%.f)} {h({l:<5})} {t:<30} $ {m}{n}',
		doc: 'The form of a line, a log4rs pattern with `{d(…)}`, `{l}`, `{L}`, `{t}`, `{m}`, `{n}`, `{I}`, `{h(…)}` and widths.',
	}),
	level: key(logLevels, {
		default: ['warn'],
		doc: 'What is logged: `server` (also written `default`) is the root of our own loggers, `root` everything else; others are `receiver`, `receiver::auth`, `rule_engine`, `processes::delivery` and the like.',
	}),
	...rotation,
	system: optionalTable('A copy of the log for the system log.', {
		backend: required(word(['syslogd', 'journald']), { doc: 'Who keeps the system log.' }),
		level: required(logLevel, { doc: 'The least level that is passed on.' }),
		format: key(word(['3164', '5424']), {
			default: '5424',
			doc: 'For `syslogd`: the RFC that gives the form of a record.',
		}),
		socket: SYSTEM_SOCKET,
	}),
});

export const APP_LOGS = table('The log that scripts write to with `log()`.', {
	filepath: key(path, { alsoCalled: ['filename'], default: '/var/log/vsmtp/app.log', doc: 'The file.' }),
	format: key(pattern, { default: '{d} - {m}{n}', doc: 'The form of a line, as for the log of the server.' }),
	level: key(logLevel, { default: 'warn', doc: 'The least level that is logged.' }),
	...rotation,
});
