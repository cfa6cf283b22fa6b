/** DKIM in rules (library spec 9). */

import { describe, expect, test } from 'vitest';
import { ED, KEYS, MESSAGE, RSA, run, type Session, SIGN, sentAfter, valueAfter } from './test-session.ts';

describe('dkim: signing and verifying', () => {
	const CANONICALIZATIONS = ['simple/simple', 'simple/relaxed', 'relaxed/simple', 'relaxed/relaxed'];
	test.each(CANONICALIZATIONS)('%s: what is written is what was signed', async (canonicalization) => {
		const script = SIGN.replace('selector:', `canonicalization: "${canonicalization}", selector:`);
		const message = await sentAfter(script, { message: `X-Long: ${'word '.repeat(60)}\r\n${MESSAGE}` });
		expect(message.match(/^DKIM-Signature: /gm)).toHaveLength(2);
		const { value, added } = await run('dkim::verify()', { message });
		expect(value).toContain('"status": "pass"');
		expect(added).toHaveLength(1);
		expect(added[0]?.replaceAll(/header\.b=(?:"[^"]*"|[^\s;]+)/g, 'header.b=B')).toBe(
			[
				'Authentication-Results: kettle.example;',
				' dkim=pass header.d=kettle.example header.s=s1 header.b=B;',
				' dkim=pass header.d=kettle.example header.s=s1 header.b=B',
			].join('\r\n'),
		);
	});

	const SPELLINGS: readonly (readonly [script: string, session: Session])[] = [
		[SIGN, {}],
		[SIGN.replace('selector:', 'headers: ["From", "Subject"], selector:'), {}],
		[SIGN.replace('selector:', 'headers_field: ["From", "Subject"], selector:'), {}],
		[
			'dkim::sign(#{ selector: "s1", sdid: "kettle.example", private_key: dkim::get_private_keys("kettle.example") });',
			{},
		],
		['dkim::sign(#{ selector: "s1", sdid: "kettle.example", private_key: #{ private_key: "/etc/key.pem" } });', {}],
		['sign_dkim("s1");', { keys: new Map([['mx.kettle.example', [RSA.pem]]]) }],
		['sign_dkim("s1", ["From"], "relaxed/simple");', { keys: new Map([['mx.kettle.example', [RSA.pem]]]) }],
		['dkim_sign("s1", ["From", "To"]);', { keys: new Map([['mx.kettle.example', [RSA.pem, ED.pem]]]) }],
		['sign_dkim("s1");', { keys: KEYS, connection: { serverName: 'kettle.example' } }],
	];
	test.each(SPELLINGS)('%s', async (script, session) => {
		const message = await sentAfter(script, session);
		for (const call of ['dkim::verify().status', 'verify_dkim().status', 'dkim_verify().status']) {
			expect(await valueAfter(call, { message })).toBe('"pass"');
		}
	});

	const ERRORS: readonly (readonly [script: string, text: string])[] = [
		['dkim::sign(#{ selector: "s1" })', 'Property not found: private_key'],
		['dkim::sign(#{ private_key: "x" })', 'Property not found: selector'],
		['dkim::sign(#{ selector: "s1", private_key: "x", extra: 1 })', 'Property not found: extra'],
		['dkim::sign(#{ selector: "s1", private_key: "x" })', 'Runtime error: this is not a private key in PEM form'],
		[
			'dkim::sign(#{ selector: "s1", private_key: 7 })',
			'Runtime error: `private_key` must be a key of `get_private_keys`, not i64',
		],
		[
			'dkim::sign(#{ selector: "s1", private_key: [] })',
			'Runtime error: dkim params are empty for this `mx.kettle.example`',
		],
		[
			'dkim::sign(#{ selector: "s1", private_key: #{} })',
			'Runtime error: dkim params are empty for this `mx.kettle.example`',
		],
		['sign_dkim("s1")', 'Runtime error: dkim params are empty for this `mx.kettle.example`'],
		['dkim_sign("s1", ["From"])', 'Runtime error: dkim params are empty for this `mx.kettle.example`'],
		[
			SIGN.replace('selector:', 'canonicalization: "plain", selector:'),
			'Runtime error: the canonicalization is `HEADER/BODY`, each `simple` or `relaxed`, not `plain`',
		],
		[
			SIGN.replace('selector:', 'headers: ["To"], selector:'),
			'Runtime error: the header field From must be among those that are signed',
		],
		[
			SIGN.replace('selector:', 'headers: "From", selector:'),
			'Runtime error: the headers to sign must be an array, not string',
		],
		[SIGN.replace('"s1"', '"s 1"'), 'Runtime error: `s 1` is not a selector'],
	];
	test.each(ERRORS)('%s', async (script, text) => expect(await valueAfter(script)).toBe(`error: ${text}`));

	test('a private key shows nothing of itself', async () => {
		const script =
			'let key = dkim::get_private_keys("kettle.example")[0]; `${key} ${key.to_debug()} ${[key]} ${key.algorithm}`';
		expect(await valueAfter(script)).toBe('"private key (rsa) private_key(rsa) [private_key(rsa)] rsa"');
	});

	test('not before the message is there', async () => {
		const early =
			'error: Runtime error: the field: `message` is not defined yet, it only is available from the `preq` stage';
		for (const script of ['dkim::verify()', 'dkim_sign("s1", [])', 'dmarc::check()']) {
			expect(await valueAfter(script, { stage: 'rcpt' })).toBe(early);
		}
	});
});

describe('dkim: results', () => {
	test('a message without signature', async () => {
		const { value, added, context } = await run('dkim::verify()');
		expect(value).toBe('#{"results": [], "status": "none"}');
		expect(added).toEqual(['Authentication-Results: kettle.example;\r\n dkim=none']);
		expect(context.dkim?.status).toBe('none');
	});

	test('one entry for each signature, with the reason of what does not pass', async () => {
		const signed = await sentAfter(SIGN.replace('"s1"', '"rsa"'));
		const changed = signed.replace('At five?', 'At six?');
		const { value, added } = await run('dkim::verify()', { message: changed });
		expect(value).toContain('"status": "fail"');
		expect(added[0]?.replaceAll('\r\n', '')).toMatch(
			/; dkim=fail reason="the body has been changed" header\.d=kettle\.example header\.s=rsa header\.b=\S+;/,
		);
		const keys = new Map([['kettle.example', [RSA.pem]]]);
		const message = await sentAfter(SIGN.replace('"s1"', '"test"'), { keys });
		const tested = await run('dkim::verify().comment', { message });
		expect(tested.value).toBe('"the domain only tests DKIM"');
	});

	test('the result is found once, and the header written once', async () => {
		const { value, added } = await run('dkim::verify(); verify_dkim(); ctx().dkim_result.status');
		expect(value).toBe('"none"');
		expect(added).toHaveLength(1);
	});

	const STORED: readonly (readonly [script: string, value: string])[] = [
		['dkim::has_result()', 'false'],
		['has_dkim_result()', 'false'],
		['ctx().has_dkim_result', 'false'],
		['sys::has_dkim_result(ctx())', 'false'],
		[
			'dkim::store(#{ status: "pass" }); [dkim::has_result(), ctx().has_dkim_result, ctx::has_dkim_result()]',
			'[true, true, true]',
		],
		['dkim::result()', 'error: Runtime error: no `dkim_result` available'],
		['ctx().dkim_result', 'error: Runtime error: no `dkim_result` available'],
		['ctx().store_dkim(#{ status: "fail", sdid: "a.example" }); dkim_result().sdid', '"a.example"'],
		['store_dkim(#{ status: "none" }); dkim::result()', '#{"results": [], "status": "none"}'],
		['ctx::store_dkim(#{ status: "pass" }); dkim::verify().status', '"pass"'],
		[
			'dkim::store(#{ status: "pass", results: [#{ status: "pass" }, #{ status: "fail" }] }); dkim::result().results.len',
			'2',
		],
		['dkim::store(#{})', 'error: Runtime error: a DKIM result needs a `status`'],
		[
			'dkim::store(#{ status: "good" })',
			'error: Runtime error: the status of a DKIM result is one of pass, fail, neutral, temperror, permerror, none, not `good`',
		],
		[
			'dkim::store(#{ status: "pass", sdid: 7 })',
			'error: Runtime error: `sdid` of a DKIM result must be a string, not i64',
		],
		['dkim::store(#{ status: "pass", results: 7 })', 'error: Runtime error: `results` must be an array, not i64'],
		[
			'dkim::store(#{ status: "pass", results: [7] })',
			'error: Runtime error: each of `results` must be a map, not i64',
		],
	];
	test.each(STORED)('%s', async (script, value) => expect(await valueAfter(script)).toBe(value));
});

describe('dkim: step by step, as 1.x does it', () => {
	const VERIFY = `
		let status = #{ status: "none" };
		for header in sys::get_header_untouched(msg(), "DKIM-Signature") {
			try {
				let signature = sys::parse_signature(header);
				if signature.has_expired(100) { continue; }
				let keys = sys::get_public_key(srv(), signature, "cycle");
				for key in keys {
					if key.has_debug_flag { continue; }
					try { sys::verify_dkim(msg(), signature, key); status = #{ status: "pass", sdid: signature.sdid }; break; }
					catch (error) { status = sys::handle_dkim_error(error); }
				}
			} catch (error) { status = sys::handle_dkim_error(error); }
			if status.status == "pass" { break; }
		}
		status`;

	test('pass, fail, no key, malformed, none', async () => {
		const signed = await sentAfter(SIGN);
		expect(await valueAfter(VERIFY, { message: signed })).toBe('#{"sdid": "kettle.example", "status": "pass"}');
		expect(await valueAfter(VERIFY, { message: signed.replace('five', 'six') })).toBe('#{"status": "fail"}');
		expect(await valueAfter(VERIFY, { message: signed.replaceAll('s=s1', 's=s2') })).toBe('#{"status": "permerror"}');
		expect(await valueAfter(VERIFY, { message: signed.replaceAll('v=1', 'v=9') })).toBe('#{"status": "neutral"}');
		expect(await valueAfter(VERIFY)).toBe('#{"status": "none"}');
		expect(await valueAfter(VERIFY, { message: await sentAfter(SIGN.replace('"s1"', '"test"')) })).toBe(
			'#{"status": "none"}',
		);
	});

	test('an error tells its status and its reason', async () => {
		const script = 'let caught = (); try { sys::parse_signature("v=2") } catch (error) { caught = error } caught';
		expect(await valueAfter(script)).toBe(
			'#{"message": "malformed signature: the tag a is missing", "status": "neutral"}',
		);
		expect(await valueAfter('sys::get_public_key(srv(), sys::parse_signature("x"), "all")')).toContain('malformed');
	});

	test('other errors are neutral', async () => {
		expect(await valueAfter('[sys::handle_dkim_error("x"), sys::handle_dkim_error(())]')).toBe(
			'[#{"status": "neutral"}, #{"status": "neutral"}]',
		);
	});
});
