/** Durations and sizes: milliseconds and bytes for the program, texts for people. */

import { parseByteSize } from '../../../stdlib/mail/byte-size.ts';
import { formatDuration, parseDuration } from '../../../stdlib/mail/duration.ts';
import type { ValueType } from '../nodes.ts';
import { parsedText } from './basic.ts';

const durationText = parsedText(
	{ name: 'duration', expected: 'a duration such as "5m" or "1h 30m"', show: formatDuration },
	parseDuration,
);

/** In milliseconds. */
export const duration: ValueType<number> = {
	...durationText,
	read: (value, at) => {
		if (typeof value !== 'bigint') return durationText.read(value, at);
		return at.mismatch(duration.expected, value, `write "${value}s" for seconds, "${value}ms" for milliseconds`);
	},
};

const sizeText = parsedText(
	{ name: 'size', expected: 'a size such as 10485760, "512KiB" or "10MB"', show: (value: number) => value },
	parseByteSize,
);

/** In bytes. */
export const size: ValueType<number> = {
	...sizeText,
	read: (value, at) => {
		if (typeof value !== 'bigint') return sizeText.read(value, at);
		return value >= 0n && value <= Number.MAX_SAFE_INTEGER ? Number(value) : at.mismatch(size.expected, value);
	},
};
