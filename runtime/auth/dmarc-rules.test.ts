/** DMARC in rules (library spec 10). */

import { describe, expect, test } from 'vitest';
import { MESSAGE, run, type Session, sentAfter } from './test-session.ts';

describe('dmarc::check', () => {
	const from = (domain: string): string => MESSAGE.replace('ann@teapot.example', `ann@${domain}`);
	const CASES: readonly (readonly [title: string, session: Session, value: string, result: string])[] = [
		['SPF is aligned', {}, 'next()', 'dmarc=pass header.from=teapot.example'],
		['no policy', { message: from('none.example') }, 'next()', 'dmarc=none header.from=none.example'],
		[
			'reject',
			{ message: from('reject.example') },
			'deny()',
			'dmarc=fail policy.dmarc=reject header.from=reject.example',
		],
		[
			'reject, without a client',
			{ message: from('reject.example'), stage: 'postq' },
			'deny()',
			'dmarc=fail policy.dmarc=reject header.from=reject.example',
		],
		[
			'quarantine',
			{ message: from('quarantine.example') },
			'quarantine("dmarc")',
			'dmarc=fail policy.dmarc=quarantine header.from=quarantine.example',
		],
		['p=none', { from: 'ann@fail.example' }, 'next()', 'dmarc=fail policy.dmarc=none header.from=teapot.example'],
		[
			'the DNS fails',
			{ message: from('sick.example') },
			'deny("451 4.7.0 DMARC policy cannot be evaluated. Please try again.")',
			'dmarc=temperror header.from=sick.example',
		],
		[
			'the DNS fails, without a client',
			{ message: from('sick.example'), stage: 'postq' },
			'next()',
			'dmarc=temperror header.from=sick.example',
		],
		['no From', { message: 'To: x\r\n\r\nbody' }, 'deny()', 'dmarc=permerror'],
		['a From without address', { message: 'From: nobody\r\n\r\nbody' }, 'deny()', 'dmarc=permerror'],
		[
			'several authors',
			{ message: MESSAGE.replace('From: Ann', 'From: eve@reject.example, Ann') },
			'deny()',
			'dmarc=fail policy.dmarc=reject header.from=reject.example',
		],
		[
			'several From fields',
			{ message: `${MESSAGE.replace('\r\n\r\n', '\r\nFrom: eve@reject.example\r\n\r\n')}` },
			'deny()',
			'dmarc=fail policy.dmarc=reject header.from=reject.example',
		],
		[
			'a group',
			{
				message: MESSAGE.replace('From: Ann <ann@teapot.example>', 'From: us: eve@reject.example, ann@teapot.example;'),
			},
			'deny()',
			'dmarc=fail policy.dmarc=reject header.from=reject.example',
		],
		[
			'an author that only some programs see',
			{ message: MESSAGE.replace('From: Ann <ann@teapot.example>', 'From: ann@teapot.example <eve@reject.example') },
			'deny()',
			'dmarc=fail policy.dmarc=reject header.from=reject.example',
		],
		[
			'a second author behind a line that is no field',
			{ message: MESSAGE.replace('\r\n\r\n', '\r\nnonsense\r\nFrom: eve@reject.example\r\n\r\n') },
			'deny()',
			'dmarc=fail policy.dmarc=reject header.from=reject.example',
		],
		[
			'an author without a domain',
			{ message: MESSAGE.replace('teapot.example', '[192.0.2.1]') },
			'deny()',
			'dmarc=permerror',
		],
		['the null sender', { from: '', helo: 'teapot.example' }, 'next()', 'dmarc=pass header.from=teapot.example'],
	];
	test.each(CASES)('%s', async (_title, session, value, result) => {
		const outcome = await run('dmarc::check()', session);
		expect(outcome.value).toBe(value);
		expect(outcome.added).toHaveLength(1);
		expect(outcome.added[0]?.split('\r\n').at(-1)?.trim()).toBe(result);
		expect((await run('check_dmarc()', session)).value).toBe(value);
	});

	test('the header tells about all three', async () => {
		const { added } = await run('dmarc::check()');
		expect(added[0]?.split('\r\n')).toEqual([
			'Authentication-Results: mx;',
			' dkim=none;',
			' spf=pass reason="mechanism=ip4:203.0.113.0/24"',
			' smtp.mailfrom=ann@teapot.example;',
			' dmarc=pass header.from=teapot.example',
		]);
	});

	test('a signature of the author’s domain is enough', async () => {
		const sign =
			'dkim::sign(#{ selector: "s1", sdid: "reject.example", private_key: dkim::get_private_keys("kettle.example")[0] });';
		const message = await sentAfter(sign, { message: from('reject.example') });
		expect((await run('dmarc::check()', { message })).value).toBe('next()');
		const result = await run('dkim::verify(); dmarc::check()', { message });
		expect(result.value).toBe('next()');
		expect(result.context.dkim?.sdid).toBe('reject.example');
	});

	test('what is known is not asked again, unless it is of another identity', async () => {
		expect((await run('spf::check("none"); dmarc::check()')).context.spf?.identity).toBe('mailfrom');
		const { context } = await run('check_spf("helo", "none"); dmarc::check()');
		expect(context.spf).toMatchObject({ identity: 'mailfrom', result: 'pass' });
	});
});
