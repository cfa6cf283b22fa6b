/** SPF in rules (library spec 8). */

import { describe, expect, test } from 'vitest';
import type { ConnectionContext } from '../../stdlib/host/context.ts';
import { problems, run, type Session, valueAfter } from './test-session.ts';

test('the zone has no problem', () => expect(problems).toEqual([]));

const FAILED = 'deny("550 5.7.23 SPF validation failed")';
const TEMPORARY = 'deny("451 4.7.24 SPF validation error")';
const PERMANENT = 'deny("550 5.7.24 SPF validation error")';

describe('spf::check: results and policies', () => {
	const CASES: readonly (readonly [domain: string, strict: string, soft: string])[] = [
		['teapot.example', 'next()', 'next()'],
		['none.example', 'next()', 'next()'],
		['neutral.example', 'next()', 'next()'],
		['softfail.example', FAILED, 'next()'],
		['fail.example', FAILED, FAILED],
		['sick.example', TEMPORARY, TEMPORARY],
		['broken.example', PERMANENT, PERMANENT],
	];
	test.each(CASES)('%s', async (domain, strict, soft) => {
		const session: Session = { from: `ann@${domain}`, stage: 'mail' };
		for (const call of ['spf::check("none")', 'check_spf("none")', 'spf::check("none", "strict")']) {
			expect(await valueAfter(call, session)).toBe(strict);
		}
		for (const call of [
			'spf::check("none", "soft")',
			'check_spf("none", "soft")',
			'check_spf("mail_from", "none", "soft")',
		]) {
			expect(await valueAfter(call, session)).toBe(soft);
		}
	});

	const ERRORS: readonly (readonly [script: string, text: string])[] = [
		['spf::check("x")', "spf 'header' argument must be 'spf', 'auth' or 'both', not 'x'"],
		['spf::check("spf", "hard")', "spf 'policy' argument must be 'strict' or 'soft', not 'hard'"],
		[
			'check_spf("sender", "spf", "soft")',
			"spf 'identity' argument must be 'helo', 'mail_from' or 'both', not 'sender'",
		],
		['check_spf("helo", "x")', "spf 'header' argument must be 'spf', 'auth' or 'both', not 'x'"],
	];
	test.each(ERRORS)('%s', async (script, text) =>
		expect(await valueAfter(script)).toBe(`error: Runtime error: ${text}`),
	);

	test('before mail there is no sender', async () => {
		const early =
			'error: Runtime error: the field: `mail_from` is not defined yet, it only is available from the `mail` stage';
		for (const script of [
			'spf::check("spf")',
			'check_spf_inner()',
			'sys::check_spf(ctx(), srv())',
			'check_null_mx_sender()',
		]) {
			expect(await valueAfter(script, { stage: 'helo', from: undefined })).toBe(early);
		}
	});

	const EXEMPT: readonly (readonly [title: string, connection: Partial<ConnectionContext>])[] = [
		['authenticated', { authenticated: true }],
		['loopback', { clientIp: '127.0.0.1' }],
		['loopback of IPv6', { clientIp: '::1' }],
		['the same host', { clientIp: '192.0.2.1' }],
	];
	test.each(EXEMPT)('not asked: %s', async (_title, connection) => {
		const { value, added, context } = await run('spf::check("both")', { from: 'ann@fail.example', connection });
		expect([value, added, context.spf]).toEqual(['next()', [], undefined]);
	});

	test('spf::check_raw asks for everybody', async () => {
		const session = { from: 'ann@fail.example', connection: { authenticated: true } };
		expect(await valueAfter('spf::check_raw()', session)).toBe('#{"mechanism": "all", "result": "fail"}');
	});
});

describe('spf: identities of 1.x', () => {
	const CASES: readonly (readonly [script: string, helo: string, from: string, result: string])[] = [
		['check_spf("helo", "none")', 'fail.example', 'ann@teapot.example', 'fail'],
		['check_spf("mail_from", "none")', 'fail.example', 'ann@teapot.example', 'pass'],
		['check_spf("both", "none")', 'fail.example', 'ann@teapot.example', 'fail'],
		['check_spf("both", "none")', 'softfail.example', 'ann@teapot.example', 'pass'],
		['check_spf("both", "none")', 'teapot.example', 'ann@softfail.example', 'softfail'],
		['check_spf("both", "none")', 'teapot.example', '', 'pass'],
		['check_spf("both", "strict")', 'fail.example', 'ann@teapot.example', 'pass'],
		['check_spf("both", "both")', 'fail.example', 'ann@teapot.example', 'fail'],
		['sys::check_spf(ctx(), srv())', 'fail.example', 'ann@teapot.example', 'pass'],
		['sys::check_spf(ctx(), srv(), "helo")', 'fail.example', 'ann@teapot.example', 'fail'],
		['check_spf_inner()', 'fail.example', 'ann@teapot.example', 'pass'],
	];
	test.each(CASES)('%s with HELO %s from %s', async (script, helo, from, result) => {
		expect((await run(script, { helo, from })).context.spf?.result).toBe(result);
	});
});

describe('spf: maps', () => {
	const CASES: readonly (readonly [session: Session, map: string])[] = [
		[{}, '#{"mechanism": "ip4:203.0.113.0/24", "result": "pass"}'],
		[{ from: 'ann@none.example' }, '#{"mechanism": "default", "result": "none"}'],
		[{ from: 'ann@broken.example' }, '#{"problem": "Unknown mechanism \\"bad\\"", "result": "permerror"}'],
		[{ from: '', helo: '[203.0.113.5]' }, '#{"problem": "helo identity is invalid", "result": "fail"}'],
		[{ from: '', helo: 'teapot.example' }, '#{"mechanism": "ip4:203.0.113.0/24", "result": "pass"}'],
	];
	test.each(CASES)('%j', async (session, map) => expect(await valueAfter('spf::check_raw()', session)).toBe(map));
});

describe('spf: headers', () => {
	const RECEIVED = [
		'Received-SPF: pass receiver=mx;',
		' client-ip=203.0.113.5;',
		' envelope_from=ann@teapot.example;',
		' identity=mailfrom;',
		' mechanism=ip4:203.0.113.0/24;',
	].join('\r\n');
	const RESULTS = [
		'Authentication-Results: mx; spf=pass',
		' reason="(receiver=mx;',
		' client-ip=203.0.113.5;',
		' envelope_from=ann@teapot.example;',
		' identity=mailfrom;',
		' mechanism=ip4:203.0.113.0/24;)"',
		' smtp.mailfrom=ann@teapot.example',
	].join('\r\n');

	const CASES: readonly (readonly [header: string, added: readonly string[]])[] = [
		['none', []],
		['spf', [RECEIVED]],
		['auth', [RESULTS]],
		['both', [RECEIVED, RESULTS]],
	];
	test.each(CASES)('%s', async (header, added) => expect((await run(`spf::check("${header}")`)).added).toEqual(added));

	test('they may be added before there is a message', async () => {
		expect((await run('spf::check("both")', { stage: 'mail' })).added).toEqual([RECEIVED, RESULTS]);
	});

	test('a problem, and the null sender', async () => {
		const { added } = await run('spf::check("both")', { from: '', helo: 'broken.example' });
		expect(added).toEqual([
			[
				'Received-SPF: permerror receiver=mx;',
				' client-ip=203.0.113.5;',
				' envelope_from="";',
				' identity=helo;',
				' problem="Unknown mechanism \\"bad\\"";',
			].join('\r\n'),
			[
				'Authentication-Results: mx; spf=permerror',
				' reason="(receiver=mx;',
				' client-ip=203.0.113.5;',
				' envelope_from=\\"\\";',
				' identity=helo;',
				' problem=\\"Unknown mechanism \\\\\\"bad\\\\\\"\\";)"',
				' smtp.helo=broken.example',
			].join('\r\n'),
		]);
	});

	test('a sender cannot write into the header', async () => {
		const { added } = await run('spf::check("both")', { from: '"a; spf=pass \\" x"@fail.example' });
		expect(added[0]).toContain('envelope_from="\\"a; spf=pass \\\\\\" x\\"@fail.example";');
		expect(added[1]).toMatch(/ smtp\.mailfrom="\\"a; spf=pass \\\\\\" x\\"@fail\.example"$/);
	});

	test('auth_header is the text of the last result', async () => {
		expect(await valueAfter('auth_header()')).toBe('error: Runtime error: SPF has not been checked yet');
		expect(await valueAfter('spf::check("none"); auth_header().starts_with("mx; spf=pass")')).toBe('true');
	});
});
