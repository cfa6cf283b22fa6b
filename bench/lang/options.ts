/** The command line of `npm run bench:lang`. */

import { parseArgs } from 'node:util';
import { type BenchProgram, PROGRAMS } from './programs.ts';

export const USAGE = `usage: npm run bench:lang -- [--rounds N] [--only NAME,NAME] [--python PATH] [--write | --record]

  --rounds N    processes of each side, the best counts (default 3)
  --only NAMES  only these programs, and neither compiler nor start-up:
                ${PROGRAMS.map((program) => program.name).join(', ')}
  --python PATH the Python to compare with (default: python3 on PATH)
  --write       put the figures into docs/performance.md
  --record      write what the Python programs print to programs/NAME.out, measure nothing`;

export interface Options {
	readonly rounds: number;
	readonly programs: readonly BenchProgram[];
	/** Whether the compiler and start-up are measured as well. */
	readonly everything: boolean;
	readonly python: string | undefined;
	readonly write: boolean;
	readonly record: boolean;
	readonly help: boolean;
}

/** Reads the arguments; throws an `Error` whose message is for the user. */
export function readOptions(args: readonly string[]): Options {
	const { values } = parseArgs({
		args: [...args],
		options: {
			rounds: { type: 'string', default: '3' },
			only: { type: 'string' },
			python: { type: 'string' },
			write: { type: 'boolean', default: false },
			record: { type: 'boolean', default: false },
			help: { type: 'boolean', default: false },
		},
	});
	const rounds = Number(values.rounds);
	if (!Number.isInteger(rounds) || rounds < 1)
		throw new Error(`--rounds: expected a positive number, not ${values.rounds}`);
	const names = values.only?.split(',');
	const unknown = names?.find((name) => !PROGRAMS.some((program) => program.name === name));
	if (unknown !== undefined) throw new Error(`--only: there is no program ${unknown}`);
	if (values.write && names !== undefined) throw new Error('--write needs all programs: leave --only out');
	if (values.write && values.record) throw new Error('--write and --record exclude each other');
	return {
		rounds,
		programs: PROGRAMS.filter((program) => names?.includes(program.name) ?? true),
		everything: names === undefined,
		python: values.python,
		write: values.write,
		record: values.record,
		help: values.help,
	};
}
