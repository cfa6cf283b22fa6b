/**
 * Sizes in bytes as people write them: `512KiB`, `10MB`, `1.5 GiB`. KB, MB … count in thousands, KiB, MiB … in 1024s.
 */

import { nearest } from '../../lang/diagnostics/spelling.ts';
import { notRead, type TextResult } from './text-result.ts';

const UNITS: ReadonlyMap<string, number> = new Map([
	['B', 1],
	['KB', 1e3],
	['MB', 1e6],
	['GB', 1e9],
	['TB', 1e12],
	['KiB', 2 ** 10],
	['MiB', 2 ** 20],
	['GiB', 2 ** 30],
	['TiB', 2 ** 40],
]);

const UNIT_BY_LOWER = new Map([...UNITS].map(([unit, bytes]) => [unit.toLowerCase(), bytes]));
UNIT_BY_LOWER.set('', 1);

const MAX_TEXT = 64;

const SIZE = /^\s*(?<whole>\d{1,20})(?:\.(?<fraction>\d{1,12}))?\s*(?<unit>[A-Za-z]*)\s*$/;

/**
 * Reads a size; the case of the unit does not matter, and no unit means bytes.
 * @returns its bytes, at most 2^53 - 1, or what is wrong with it
 */
export function parseByteSize(text: string): TextResult<number> {
	const help = 'for example 10485760, "512KiB" or "10MB"';
	const groups = text.length > MAX_TEXT ? undefined : SIZE.exec(text)?.groups;
	if (groups === undefined) return notRead('this is no size', help);
	const { whole = '', fraction = '', unit = '' } = groups;
	const length = UNIT_BY_LOWER.get(unit.toLowerCase());
	if (length === undefined) {
		const near = nearest(unit, UNITS.keys());
		const units = `the units are ${[...UNITS.keys()].join(', ')}`;
		return notRead(`\`${unit}\` is no unit of size`, near === undefined ? units : `did you mean \`${near}\`?`);
	}
	// Exact: the digits of the fraction are counted in the units of the last one.
	const scale = 10n ** BigInt(fraction.length);
	const scaled = BigInt(whole + fraction) * BigInt(length);
	if (scaled % scale !== 0n) return notRead('this is no whole number of bytes', help);
	const bytes = scaled / scale;
	if (bytes > BigInt(Number.MAX_SAFE_INTEGER)) return notRead('the size is too large');
	return { ok: true, value: Number(bytes) };
}
