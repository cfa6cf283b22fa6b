import fc from 'fast-check';
import { expect, test } from 'vitest';
import { PrefixTable } from './prefix-table.ts';

interface Network {
	readonly bits: string;
}

/** Few distinct bits, so that networks and addresses meet. */
function networks(width: number): fc.Arbitrary<Network> {
	const start = fc.array(fc.constantFrom('00000000', '10000000', '11111111', '01111111'), {
		minLength: width / 8,
		maxLength: width / 8,
	});
	return fc
		.tuple(start, fc.integer({ min: 0, max: width }))
		.map(([octets, prefix]) => ({ bits: octets.join('').slice(0, prefix) }));
}

function words({ bits }: Network, width: number): number[] {
	const padded = bits.padEnd(width, '0');
	return Array.from({ length: width / 32 }, (_, word) => Number.parseInt(padded.slice(32 * word, 32 * word + 32), 2));
}

test.each([32, 128])('a table of networks of %d bits answers like a search through all of them', (width) => {
	fc.assert(
		fc.property(fc.array(networks(width), { maxLength: 30 }), fc.array(networks(width)), (list, asked) => {
			const starts = Uint32Array.from(list.flatMap((network) => words(network, width)));
			const prefixes = Uint8Array.from(list, ({ bits }) => bits.length);
			const table = new PrefixTable(width / 32, starts, prefixes);
			for (const network of [...asked, ...list, { bits: '1'.repeat(width) }]) {
				const expected = list.some(({ bits }) => network.bits.startsWith(bits));
				expect(table.includes(Uint32Array.from(words(network, width)), network.bits.length)).toBe(expected);
			}
		}),
		{ numRuns: 300 },
	);
});

test('neighbours are not taken for the network that they make up together', () => {
	const halves = Uint32Array.of(0x0a000000, 0x0a800000);
	const table = new PrefixTable(1, halves, Uint8Array.of(9, 9));
	expect(table.includes(Uint32Array.of(0x0a000000), 8)).toBe(false);
	expect(table.includes(Uint32Array.of(0x0a000000), 9)).toBe(true);
	expect(table.includes(Uint32Array.of(0x0affffff), 32)).toBe(true);
	expect(table.includes(Uint32Array.of(0x0b000000), 32)).toBe(false);
});
