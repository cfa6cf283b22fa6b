/** What the lints know of the library agrees with the library. */

import { describe, expect, test } from 'vitest';
import { TYPE_WORDS } from '../../../../lang/checker/types.ts';
import { mailGroups } from '../../index.ts';
import type { SpelledFunction } from '../../spelling.ts';
import { isObjectKind, isServiceKind, type Kind, SERVICE_KINDS } from './kinds.ts';
import { OPERATIONS, operationNamed } from './operations.ts';

const groups = mailGroups();

/** The functions behind each name; some names have overloads in several rows. */
const functions = new Map<string, SpelledFunction[]>();
for (const one of groups.flatMap((group) => group.functions)) {
	for (const [namespace, names] of one.spellings) {
		for (const name of names) {
			const full = namespace === '' ? name : `${namespace}::${name}`;
			functions.set(full, [...(functions.get(full) ?? []), one]);
		}
	}
}

const constants = new Set(groups.flatMap((group) => (group.constants ?? []).map(({ name }) => name)));

const WORDS: ReadonlySet<string> = new Set(TYPE_WORDS);

/** What a signature says of a value of that kind. */
function returnOf(kind: Kind): string | undefined {
	if (isObjectKind(kind)) return 'object';
	if (kind === 'status') return 'Status';
	return WORDS.has(kind) ? kind : undefined;
}

/** The generations take other arguments for the same, or give another answer. */
const TWO_FUNCTIONS: ReadonlySet<string> = new Set(['remove_header', 'sign_dkim']);

/** Methods of services have names of their own here. */
const rows = OPERATIONS.filter(({ key }) => !key.includes('.'));

describe.each(rows.map((row) => [row.key, row] as const))('%s', (key, { names, constant, gives }) => {
	test('exists by all its names', () => {
		for (const name of names) expect(constant === true ? constants.has(name) : functions.has(name), name).toBe(true);
	});

	test('is one function', () => {
		if (constant === true || TWO_FUNCTIONS.has(key)) return;
		const found = names.map((name) => new Set(functions.get(name)));
		const all = new Set(found.flatMap((one) => [...one]));
		const shared = [...all].some((one) => found.every((set) => set.has(one)));
		expect(shared, names.join(' ')).toBe(true);
	});

	test('gives what its signature says', () => {
		const wanted = gives === undefined ? undefined : returnOf(gives);
		if (wanted === undefined || constant === true) return;
		const returns = names
			.flatMap((name) => functions.get(name) ?? [])
			.flatMap(({ overloads }) => overloads.map((one) => one.returns));
		expect(new Set(returns)).toEqual(new Set([wanted]));
	});
});

test('services have the methods that are named here', () => {
	for (const { key } of OPERATIONS) {
		const [service, method] = key.split('.');
		if (method === undefined) continue;
		expect(isServiceKind(service as Kind)).toBe(true);
		expect(functions.has(`${service}::${method}`), key).toBe(true);
	}
});

/** Functions that only touch this machine, and those whose failure is an answer. */
const LOCAL: ReadonlySet<string> = new Set(
	'file write dump user_exist send_mail authenticate unix_users csv connect check_mail_relay check_rcpt_relay check_relay get_public_key'.split(
		' ',
	),
);

test('every way out of the process of the library is known as one', () => {
	const outside = OPERATIONS.filter((one) => one.outside !== undefined).flatMap(({ names }) => names);
	// Methods of services exist as functions too.
	const methods = [...SERVICE_KINDS].flatMap((kind) =>
		[...functions.keys()].filter((name) => name.startsWith(`${kind}::`)),
	);
	const known = new Set([...outside, ...methods, ...methods.map((name) => name.split('::')[1] ?? '')]);
	const missing = [...functions].filter(([name, list]) => {
		const isKnown = known.has(name) || known.has(name.replace('sys::', '')) || LOCAL.has(name.split('::').at(-1) ?? '');
		return !isKnown && list.some(({ options }) => options.effect === 'external');
	});
	expect(missing.map(([name]) => name)).toEqual([]);
});

test('no name has two rows', () => {
	const all = OPERATIONS.flatMap(({ names }) => names);
	expect(all.filter((name, at) => all.indexOf(name) !== at)).toEqual([]);
	expect(operationNamed('sys::deny')?.key).toBe('deny');
});
