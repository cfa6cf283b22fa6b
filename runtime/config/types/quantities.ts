/** Durations and sizes: milliseconds and bytes for the program, texts for people. */

import { parseByteSize } from '../../../stdlib/mail/byte-size.ts';
import { formatDuration, parseDuration } from '../../../stdlib/mail/duration.ts';
import type { ValueType } from '../nodes.ts';

/** In milliseconds. */
export const duration: ValueType<number> = {
	name: 'duration',
	expected: 'a duration such as "5m" or "1h 30m"',
	read: (value, at) => {
		if (typeof value === 'bigint') {
			return at.mismatch(duration.expected, value, `write "${value}s" for seconds, "${value}ms" for milliseconds`);
		}
		if (typeof value !== 'string') return at.mismatch(duration.expected, value);
		const result = parseDuration(value);
		return result.ok ? result.milliseconds : at.wrong(result.message, result.help);
	},
	show: formatDuration,
};

/** In bytes. */
export const size: ValueType<number> = {
	name: 'size',
	expected: 'a size such as 10485760, "512KiB" or "10MB"',
	read: (value, at) => {
		if (typeof value !== 'bigint' && typeof value !== 'string') return at.mismatch(size.expected, value);
		if (typeof value === 'bigint' && value < 0n) return at.mismatch(size.expected, value);
		const result = parseByteSize(String(value));
		return result.ok ? result.bytes : at.wrong(result.message, result.help);
	},
	show: (value) => value,
};
