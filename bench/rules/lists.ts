/**
 * How long `item in list` takes with long lists, for each kind of list and of item:
 * `node bench/rules/lists.ts [ITEMS] [LIST]`, where LIST is a part of the name of a list. With `--expose-gc` it also shows the memory that a list takes.
 *
 * Items are asked in random order, each once a round, so that nothing stays in the caches of the processor that would
 * not stay there in a server.
 */

import { ArrayValue } from '../../lang/values/container.ts';
import { contains } from '../../lang/values/containment.ts';
import type { Value } from '../../lang/values/value.ts';
import { GroupObject } from '../../stdlib/mail/objects/group.ts';
import type { ListObject } from '../../stdlib/mail/objects/leaves.ts';
import type { ContentType } from '../../stdlib/mail/objects/object-words.ts';
import { readFileObject } from '../../stdlib/mail/objects/read-file-object.ts';
import { makeScalar } from '../../stdlib/mail/objects/scalar-objects.ts';

const ITEMS = Number(process.argv.find((argument) => /^\d+$/.test(argument)) ?? 1_000_000);
const ASKED = Math.min(ITEMS, 100_000);
/** The best of so many counts: the others were disturbed. */
const ROUNDS = 7;
const WANTED = process.argv.slice(2).find((argument) => !/^\d+$/.test(argument)) ?? '';

type Make = (index: number) => string;

const octets = (index: number) => `${(index >>> 16) & 0xff}.${(index >>> 8) & 0xff}.${index & 0xff}`;
const groups = (index: number) => `${(index >>> 16).toString(16)}:${(index & 0xffff).toString(16)}`;
const domain: Make = (index) => `host${index}.customers${index % 977}.example`;
const address: Make = (index) => `user.${index}@mail${index % 9973}.example`;

/** What a list holds, and what is asked: as a string and as an object, found and not found. */
interface Case {
	readonly name: string;
	readonly type: ContentType;
	readonly line: Make;
	/** How long the list is at most. */
	readonly most?: number;
	readonly items: readonly (readonly [kind: string, type: ContentType, found: Make, missing: Make])[];
}

const CASES: readonly Case[] = [
	{
		name: 'addresses',
		type: 'address',
		line: address,
		items: [
			['string', 'string', address, (index) => `nobody.${index}@mail${index % 9973}.example`],
			['address', 'address', address, (index) => `nobody.${index}@mail${index % 9973}.example`],
			['fqdn', 'fqdn', (index) => `mail${index % 9973}.example`, (index) => `mail${index}.test`],
			['identifier', 'identifier', (index) => `user.${index}`, (index) => `nobody.${index}`],
		],
	},
	{
		name: 'domains',
		type: 'fqdn',
		line: domain,
		items: [
			['string', 'string', domain, (index) => `host${index}.customers.test`],
			[
				'string below',
				'string',
				(index) => `a.b.${domain(index)}`,
				(index) => `a.b.host${index}.customers${index % 977}.test`,
			],
			['fqdn', 'fqdn', domain, (index) => `host${index}.customers.test`],
			['address', 'address', (index) => `ann@${domain(index)}`, (index) => `ann@host${index}.customers.test`],
		],
	},
	{
		name: 'identifiers',
		type: 'identifier',
		line: (index) => `user.${index}`,
		items: [
			['string', 'string', (index) => `user.${index}`, (index) => `nobody.${index}`],
			['identifier', 'identifier', (index) => `user.${index}`, (index) => `nobody.${index}`],
			['address', 'address', (index) => `user.${index}@mx.example`, (index) => `nobody.${index}@mx.example`],
		],
	},
	{
		name: 'IPv4 hosts',
		type: 'ip4',
		line: (index) => `10.${octets(index)}`,
		items: [
			['string', 'string', (index) => `10.${octets(index)}`, (index) => `11.${octets(index)}`],
			['ip4', 'ip4', (index) => `10.${octets(index)}`, (index) => `11.${octets(index)}`],
		],
	},
	{
		name: 'IPv6 hosts',
		type: 'ip6',
		line: (index) => `2001:db8::${groups(index)}`,
		items: [
			['string', 'string', (index) => `2001:db8::${groups(index)}`, (index) => `2001:db9::${groups(index)}`],
			['ip6', 'ip6', (index) => `2001:db8::${groups(index)}`, (index) => `2001:db9::${groups(index)}`],
		],
	},
	{
		name: 'IPv4 networks',
		type: 'rg4',
		// Lengths from 25 to 32.
		line: (index) =>
			`${1 + (index >>> 17)}.${(index >>> 9) & 0xff}.${(index >>> 1) & 0xff}.${(index & 1) << 7}/${25 + (index % 8)}`,
		items: [
			[
				'string',
				'string',
				(index) => `${1 + (index >>> 17)}.${(index >>> 9) & 0xff}.${(index >>> 1) & 0xff}.${(index & 1) << 7}`,
				(index) => `200.${octets(index)}`,
			],
			[
				'ip4',
				'ip4',
				(index) => `${1 + (index >>> 17)}.${(index >>> 9) & 0xff}.${(index >>> 1) & 0xff}.${(index & 1) << 7}`,
				(index) => `200.${octets(index)}`,
			],
		],
	},
	{
		name: 'IPv6 networks',
		type: 'rg6',
		// Lengths from 48 to 64.
		line: (index) => `2001:${groups(index)}::/${48 + (index % 17)}`,
		items: [
			['string', 'string', (index) => `2001:${groups(index)}::1`, (index) => `2002:${groups(index)}::1`],
			['ip6', 'ip6', (index) => `2001:${groups(index)}::1`, (index) => `2002:${groups(index)}::1`],
		],
	},
	{
		name: 'patterns',
		type: 'regex',
		most: 1000,
		line: (index) => `^win${index}-[0-9]+@.*[.]example${index % 97}$`,
		items: [
			[
				'string',
				'string',
				(index) => `win${index % 1000}-7@mail.some${index % 1000}.example${(index % 1000) % 97}`,
				(index) => `user${index % 1000}@mail.some${index % 1000}.example`,
			],
		],
	},
];

/** Numbers below `ITEMS` in an order without order. */
function shuffled(): number[] {
	let state = 12345;
	return Array.from({ length: ASKED }, () => {
		state = (Math.imul(state, 1103515245) + 12345) >>> 0;
		return state % ITEMS;
	});
}

function read(type: ContentType, content: Uint8Array): ListObject {
	const context = { baseDirectory: '/', readFile: () => content };
	return readFileObject('/list', type, context, undefined);
}

function asked(type: ContentType, make: Make): Value[] {
	// Texts of messages are not the strings that the list was made of.
	return shuffled().map((index) => makeScalar(type, Buffer.from(make(index)).toString()));
}

function measure(list: ListObject, items: readonly Value[], expected: boolean): string {
	contains(list, items[0]);
	let best = Number.POSITIVE_INFINITY;
	for (let round = 0; round < ROUNDS; round++) {
		let found = 0;
		const start = process.threadCpuUsage();
		for (const item of items) if (contains(list, item)) found++;
		const { user, system } = process.threadCpuUsage(start);
		best = Math.min(best, user + system);
		if (found !== (expected ? items.length : 0)) throw new Error(`${found} of ${items.length} found`);
	}
	return (best / items.length).toFixed(3);
}

function heap(): number {
	(globalThis as { gc?: () => void }).gc?.();
	const { heapUsed, arrayBuffers } = process.memoryUsage();
	return heapUsed + arrayBuffers;
}

function lap(start: number): string {
	return `${(performance.now() - start).toFixed(0)} ms`;
}

console.log(`${ITEMS} items; µs of the processor for each look-up\n`);
console.log('list            item            found   not found');
for (const { name, type, line, most, items } of CASES.filter((one) => one.name.includes(WANTED))) {
	const content = Buffer.from(
		Array.from({ length: Math.min(ITEMS, most ?? ITEMS) }, (_, index) => line(index)).join('\n'),
	);
	const before = heap();
	const start = performance.now();
	const file = read(type, content);
	const loaded = lap(start);
	const indexing = performance.now();
	file.index.prepare();
	const indexed = lap(indexing);
	const used = ((heap() - before) / 2 ** 20).toFixed(0);
	console.log(`${name.padEnd(16)}read in ${loaded}, indexed in ${indexed}, ${used} MB`);
	const group = GroupObject.of(new ArrayValue([makeScalar('regex', '^never$'), file]));
	for (const [kind, itemType, found, missing] of items) {
		for (const [shown, list] of [
			[kind, file],
			[`${kind} (group)`, group],
		] as const) {
			const hit = measure(list, asked(itemType, found), true);
			const miss = measure(list, asked(itemType, missing), false);
			console.log(`                ${shown.padEnd(21)}${hit.padStart(6)}${miss.padStart(10)}`);
		}
	}
}
