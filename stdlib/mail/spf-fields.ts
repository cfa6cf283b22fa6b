/** SPF results as header fields and as maps (library spec 8). */

import { MapValue } from '../../lang/values/container.ts';
import type { Value } from '../../lang/values/value.ts';
import type { SpfResult } from '../host/context.ts';
import { FOLD, methodResult, quoted, resultValue, spfValue } from './result-fields.ts';

export interface SpfReport {
	readonly result: SpfResult;
	/** Our host name. */
	readonly receiver: string;
	readonly clientIp: string;
	/** The reverse-path; empty for `<>`. */
	readonly mailFrom: string;
	readonly helo: string;
}

/** `MECHANISM`, or the problem in place of it. */
function cause({ mechanism, problem }: SpfResult): readonly [name: string, value: string] {
	return problem === undefined ? ['mechanism', mechanism ?? 'default'] : ['problem', problem];
}

function pairs({ result, receiver, clientIp, mailFrom }: SpfReport): string[] {
	const list: (readonly [name: string, value: string])[] = [
		['receiver', receiver],
		['client-ip', clientIp],
		['envelope_from', mailFrom],
		['identity', result.identity],
		cause(result),
	];
	// The null sender is a value, too: an empty quoted-string.
	return list.map(([name, value]) => `${name}=${spfValue(value)};`);
}

/** The value of a `Received-SPF` field, one pair on each line. */
export function receivedSpf(report: SpfReport): string {
	return `${report.result.result} ${pairs(report).join(FOLD)}`;
}

/** The value of an `Authentication-Results` field about SPF alone. */
export function spfResults(report: SpfReport): string {
	const { result, receiver, mailFrom, helo } = report;
	// The reason is a quoted-string, in which a fold counts as the blank behind it.
	const reason = quoted(`(${pairs(report).join(' ')})`).replaceAll('; ', `;${FOLD}`);
	const identity =
		result.identity === 'helo' ? `smtp.helo=${resultValue(helo)}` : `smtp.mailfrom=${resultValue(mailFrom)}`;
	return [`${resultValue(receiver)}; spf=${result.result}`, `reason=${reason}`, identity].join(FOLD);
}

/** The entry for SPF among those of other methods. */
export function spfMethod({ result, mailFrom, helo }: SpfReport): string {
	const [name, value] = cause(result);
	const reason = `${name}=${value}`;
	return result.identity === 'helo'
		? methodResult('spf', result.result, reason, [['smtp.helo', helo]])
		: methodResult('spf', result.result, reason, [['smtp.mailfrom', mailFrom]]);
}

/** `#{ result, mechanism }`, or `problem` when an error decided. */
export function spfMap(result: SpfResult): MapValue {
	const entries: (readonly [string, Value])[] = [['result', result.result], cause(result)];
	return new MapValue(new Map(entries));
}
