/** Every name of 1.x is either moved, or the same in 2.x, or has a hint; and what the hints name exists. */

import { describe, expect, test } from 'vitest';
import { mailGroups } from '../index.ts';
import { NATIVE_COUNTERPARTS, NATIVE_MODULE, OLD_CONSTRUCTOR, SERVICES, UNPREFIXED_FUNCTIONS } from './generation.ts';
import { translationTable } from './index.ts';
import { NO_COUNTERPART } from './no-counterpart.ts';
import { isSpelledIn } from './translation-table.ts';

const table = translationTable();

const functions = mailGroups().flatMap((group) => group.functions);

const exists = (namespace: string, name: string) =>
	functions.some(({ spellings }) => spellings.get(namespace)?.includes(name) === true);

/** Global names that scripts of both generations use. */
const SAME_IN_BOTH = [
	...['ip4', 'ip6', 'rg4', 'rg6', 'address', 'fqdn', 'regex', 'identifier', 'code', 'group', 'file'],
	...[
		'local_part',
		'get_local_part',
		'domain',
		'get_domain',
		'local_parts',
		'get_local_parts',
		'domains',
		'get_domains',
	],
	...['is_null', 'contains', 'len', 'is_empty', 'to_array', 'get', 'extract', 'map', 'filter', 'some', 'all', 'find'],
	...['find_map', 'index_of', 'reduce', 'reduce_rev', 'zip', 'run', 'receiver_address', 'csv', 'set', 'rm', 'query'],
	...['exec', 'log', 'log_trace', 'log_debug', 'log_info', 'log_warn', 'log_error', 'user_exist', 'hostname', 'env'],
	...['text', 'blob', 'header', 'replace', 'remove'],
];

test('no name of 1.x is forgotten', () => {
	const left = [...table.oldNames()].filter(([written, fn]) => {
		const name = written.slice(written.lastIndexOf(':') + 1);
		const wanted = table.spelling(fn, 2);
		const namespace = written.includes('::') ? NATIVE_MODULE : '';
		const stays = wanted === undefined || isSpelledIn(2, fn, namespace, name, wanted);
		return stays && !NO_COUNTERPART.has(name);
	});
	expect(left.map(([written]) => written).filter((name) => !SAME_IN_BOTH.includes(name))).toEqual([]);
	expect(SAME_IN_BOTH.filter((name) => !left.some(([written]) => written === name))).toEqual([]);
});

test('what a name of 1.x becomes exists, and has that name in 1.x', () => {
	for (const [written, fn] of table.oldNames()) {
		const wanted = table.spelling(fn, 2);
		if (wanted === undefined) continue;
		expect(exists(wanted.namespace, wanted.name), written).toBe(true);
	}
});

test('every constant of 1.x is a function of 2.x with the same value', () => {
	const constants = mailGroups().flatMap((group) => group.constants ?? []);
	expect([...table.constants.keys()].sort()).toEqual(constants.map(({ name }) => name).sort());
	for (const { namespace, name } of table.constants.values()) expect(exists(namespace, name)).toBe(true);
});

describe('what the tables of moving name exists', () => {
	test.each([...NO_COUNTERPART.keys()])('%s', (name) => expect(exists('', name) || exists('sys', name)).toBe(true));
	test.each([...NO_COUNTERPART.values()])('%s', (hint) => {
		for (const [, namespace = '', name = ''] of hint.matchAll(/`(\w+)::(\w+)[`(]/g)) {
			expect(exists(namespace, name), `${namespace}::${name}`).toBe(true);
		}
	});
	test.each([...SERVICES])('$namespace::$name', ({ namespace, name }) => expect(exists(namespace, name)).toBe(true));
	test.each([...NATIVE_COUNTERPARTS])('sys::%s', (name, wanted) => {
		expect(exists('sys', name) && exists(wanted.namespace, wanted.name)).toBe(true);
	});
	test('others', () => {
		expect(exists('', OLD_CONSTRUCTOR)).toBe(true);
		for (const name of UNPREFIXED_FUNCTIONS) expect(exists('', name)).toBe(true);
	});
});
