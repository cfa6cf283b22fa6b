/**
 * Time (language spec 11.11): instants on the monotonic clock, and waiting. This file is where the core library gets
 * its clock from; the operators on timestamps are in `lang/values/arithmetic.ts`.
 */

import { declare, type FunctionDeclaration, plain } from '../../lang/modules/native-module.ts';
import { Float } from '../../lang/values/float.ts';
import { Timestamp } from '../../lang/values/timestamp.ts';
import { arithmeticError, ScriptError } from '../../lang/vm/errors.ts';

const clock = (): number => performance.now();

/**
 * Instants are whole multiples of 1/1024 ms: about a microsecond, and a binary fraction, so that shifting an instant by
 * seconds and taking the difference gives back the seconds exactly.
 */
const STEPS = 1024;

/** Longest wait of one timer in milliseconds; a longer one would fire at once. */
const LONGEST_TIMER = 2 ** 31 - 1;

function cancelled(signal: AbortSignal): unknown {
	return signal.reason instanceof ScriptError ? signal.reason : new ScriptError('ErrorTerminated', 'Script terminated');
}

/** One timer. Rejects when the signal is raised, and leaves neither timer nor listener behind. */
function wait(milliseconds: number, signal: AbortSignal): Promise<undefined> {
	return new Promise((resolve, reject) => {
		const onAbort = () => {
			clearTimeout(timer);
			reject(cancelled(signal));
		};
		const timer = setTimeout(() => {
			signal.removeEventListener('abort', onAbort);
			resolve(undefined);
		}, milliseconds);
		signal.addEventListener('abort', onAbort, { once: true });
	});
}

/**
 * Waits so many seconds; not at all when that is no positive finite number.
 * @throws ScriptError the reason of the signal, else ErrorTerminated, when the signal is raised
 */
export async function pause(seconds: number, signal: AbortSignal): Promise<undefined> {
	if (!(seconds > 0 && seconds < Infinity)) return undefined;
	const end = clock() + seconds * 1000;
	for (let left = seconds * 1000; left > 0; left = end - clock()) {
		if (signal.aborted) throw cancelled(signal);
		await wait(Math.min(Math.ceil(left), LONGEST_TIMER), signal);
	}
	return undefined;
}

function elapsed(start: Timestamp): Float {
	const milliseconds = clock() - start.milliseconds;
	if (milliseconds < 0) throw arithmeticError('Timestamp lies in the future: nothing has elapsed since');
	return new Float(milliseconds / 1000);
}

export const TIME_FUNCTIONS: readonly FunctionDeclaration[] = [
	declare(
		'timestamp',
		{
			effect: 'observes',
			style: 'function',
			doc: 'This instant, to measure how long something takes. It comes from a clock that never goes back and has no relation to the time of day.',
			example: 'type_of(timestamp()) ⇒ "timestamp"\nlet start = timestamp(); start + 2 > start ⇒ true',
		},
		plain([], 'timestamp', () => new Timestamp(Math.floor(clock() * STEPS) / STEPS)),
	),
	declare(
		'elapsed',
		{
			effect: 'observes',
			property: true,
			doc: 'The seconds since a timestamp. A timestamp in the future raises ErrorArithmetic.',
			example: 'let start = timestamp(); start.elapsed >= 0.0 ⇒ true',
		},
		plain(['start: timestamp'], 'float', (_call, start) => elapsed(start)),
	),
];
