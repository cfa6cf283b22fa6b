/**
 * The options that bound a run, the same for every command that runs scripts; one row per limit of the engine.
 */

import { type Command, InvalidArgumentError, Option } from 'commander';
import type { Limits } from '../lang/vm/limits.ts';

interface LimitOption {
	readonly flag: string;
	readonly limit: keyof Limits;
	readonly summary: string;
	readonly parse: (text: string) => number;
	readonly placeholder: string;
}

const LIMIT_OPTIONS: readonly LimitOption[] = [
	{ flag: 'max-ops', limit: 'operations', summary: 'operations of one run', parse: wholeNumber, placeholder: 'n' },
	{
		flag: 'timeout',
		limit: 'wallTime',
		summary: 'time of one run: 5, 2.5s, 500ms',
		parse: duration,
		placeholder: 'time',
	},
	{ flag: 'max-call-levels', limit: 'callLevels', summary: 'nesting of calls', parse: atLeastOne, placeholder: 'n' },
	{
		flag: 'max-expr-depth',
		limit: 'expressionDepth',
		summary: 'nesting of expressions at the top level',
		parse: wholeNumber,
		placeholder: 'n',
	},
	{
		flag: 'max-function-expr-depth',
		limit: 'functionExpressionDepth',
		summary: 'nesting of expressions in functions',
		parse: wholeNumber,
		placeholder: 'n',
	},
	{
		flag: 'max-string-size',
		limit: 'stringLength',
		summary: 'bytes of a string',
		parse: wholeNumber,
		placeholder: 'n',
	},
	{ flag: 'max-array-size', limit: 'arraySize', summary: 'elements of an array', parse: wholeNumber, placeholder: 'n' },
	{ flag: 'max-map-size', limit: 'mapSize', summary: 'properties of a map', parse: wholeNumber, placeholder: 'n' },
	{
		flag: 'max-variables',
		limit: 'variables',
		summary: 'variables in one scope',
		parse: wholeNumber,
		placeholder: 'n',
	},
	{
		flag: 'max-functions',
		limit: 'functions',
		summary: 'functions of one script',
		parse: wholeNumber,
		placeholder: 'n',
	},
	{ flag: 'max-modules', limit: 'modules', summary: 'imports of one run', parse: wholeNumber, placeholder: 'n' },
];

/** A whole number that JavaScript holds exactly; `_` may group digits. */
export function wholeNumber(text: string): number {
	const value = /^[0-9][0-9_]*$/.test(text) ? Number(text.replaceAll('_', '')) : Number.NaN;
	if (!Number.isSafeInteger(value)) throw new InvalidArgumentError('A whole number is expected.');
	return value;
}

function atLeastOne(text: string): number {
	const value = wholeNumber(text);
	if (value === 0) throw new InvalidArgumentError('A number from 1 is expected.');
	return value;
}

/** Milliseconds of `5` (seconds), `2.5s`, `500ms`, `1m`. */
export function duration(text: string): number {
	const [, digits, unit] = /^(\d+(?:\.\d+)?)(ms|s|m)?$/.exec(text) ?? [];
	const value = Number(digits) * (unit === 'ms' ? 1 : unit === 'm' ? 60_000 : 1000);
	if (!Number.isSafeInteger(Math.round(value)))
		throw new InvalidArgumentError('Seconds, or a time like 500ms, are expected.');
	// 0 means no limit, so the smallest time asked for must not round down to it.
	return value === 0 ? 0 : Math.max(1, Math.round(value));
}

function describe({ limit, summary }: LimitOption, defaults: Partial<Limits>): string {
	const value = defaults[limit];
	if (value === undefined || value === 0) return `${summary} (default: no limit)`;
	return `${summary} (default: ${limit === 'wallTime' ? `${value / 1000}s` : value})`;
}

/** Adds the options to a command, whose own defaults they show. */
export function addLimitOptions(command: Command, defaults: Partial<Limits>): Command {
	for (const option of LIMIT_OPTIONS) {
		command.addOption(
			new Option(`--${option.flag} <${option.placeholder}>`, describe(option, defaults)).argParser(option.parse),
		);
	}
	return command;
}

/** The limits among the parsed options of a command, over its defaults. */
export function limitsFrom(options: Readonly<Record<string, unknown>>, defaults: Partial<Limits>): Partial<Limits> {
	const limits: Partial<Record<keyof Limits, number>> = { ...defaults };
	for (const { flag, limit } of LIMIT_OPTIONS) {
		const value = options[flag.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase())];
		if (typeof value === 'number') limits[limit] = value;
	}
	return limits;
}
