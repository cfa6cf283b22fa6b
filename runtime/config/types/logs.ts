/** Levels of logs: one for a file, or one per logger in several spellings. */

import type { Reading, ValueType } from '../nodes.ts';
import { isList, isTable, type Plain, quoted } from '../plain.ts';
import { hintFor } from './basic.ts';

export const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'off'] as const;

export type LogLevel = (typeof LOG_LEVELS)[number];

/** The level of one logger and of those below it. */
export interface LogDirective {
	/** E.g. `server`, which is the root of our own loggers, or `receiver::auth`; `root` is everything else. */
	readonly target: string;
	readonly level: LogLevel;
}

const SERVER = 'server';

/** Names that samples use for our own root logger. */
const SERVER_NAMES: ReadonlySet<string> = new Set(['default', SERVER]);

const TARGET = /^[A-Za-z0-9_.-]+(?:::[A-Za-z0-9_.-]+)*$/;

export const logLevel: ValueType<LogLevel> = {
	name: 'level',
	expected: LOG_LEVELS.map((level) => `"${level}"`).join(', '),
	read: (value, at) => {
		const lower = typeof value === 'string' ? value.toLowerCase() : undefined;
		const known = LOG_LEVELS.find((level) => level === lower);
		if (known !== undefined) return known;
		return at.mismatch(
			`one of ${logLevel.expected}`,
			value,
			lower === undefined ? undefined : hintFor(lower, LOG_LEVELS),
		);
	},
	show: (level) => level,
};

function readDirective(value: Plain, at: Reading): LogDirective | undefined {
	if (typeof value !== 'string') return at.mismatch('a level, or "target=level"', value);
	const equals = value.lastIndexOf('=');
	return readPair(equals === -1 ? SERVER : value.slice(0, equals), value.slice(equals + 1), at);
}

function readPair(name: string, level: Plain, at: Reading): LogDirective | undefined {
	if (!TARGET.test(name)) {
		return at.wrongName(`${quoted(name)} is no name of a logger`, 'for example "receiver" or "receiver::auth"');
	}
	const read = logLevel.read(level, at);
	return read === undefined ? undefined : { target: SERVER_NAMES.has(name) ? SERVER : name, level: read };
}

/** Levels per logger: a level, an array of `level` and `target=level`, or a table `target = level`. */
export const logLevels: ValueType<readonly LogDirective[]> = {
	name: 'levels',
	expected: 'a level, an array of "level" and "target=level", or a table of levels',
	read: (value, at) => {
		let found: (LogDirective | undefined)[];
		if (typeof value === 'string') found = [readDirective(value, at)];
		else if (isList(value)) found = value.map((item, index) => readDirective(item, at.part(index)));
		else if (isTable(value)) found = [...value].map(([name, level]) => readPair(name, level, at.part(name)));
		else return at.mismatch(logLevels.expected, value);
		return found.every((one) => one !== undefined) ? found : undefined;
	},
	show: (directives) => directives.map(({ target, level }) => (target === SERVER ? level : `${target}=${level}`)),
};
