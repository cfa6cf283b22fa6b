import { describe, expect, test } from 'vitest';
import type { DmarcResult } from '../../stdlib/host/authentication.ts';
import type { DkimSignatureResult, DkimStatus, SpfResult } from '../../stdlib/host/context.ts';
import { bestResult } from './dkim-verify.ts';
import { readDmarcRecord } from './dmarc-record.ts';
import { MailAuthentication } from './mail-authentication.ts';
import { txtServer } from './test-keys.ts';

const never = new AbortController().signal;

const RECORDS = {
	'_dmarc.none.example': ['v=DMARC1; p=none'],
	'_dmarc.quarantine.example': ['v=DMARC1; p=quarantine'],
	'_dmarc.reject.example': ['other', 'v=DMARC1; p=reject'],
	'_dmarc.strict.example': ['v=DMARC1; p=reject; adkim=s; aspf=s'],
	'_dmarc.sub.example': ['v=DMARC1; p=reject; sp=none'],
	'_dmarc.own.sub.example': ['v=DMARC1;p=quarantine'],
	'_dmarc.half.example': ['v=DMARC1; p=reject; pct=50'],
	'_dmarc.half-quarantine.example': ['v=DMARC1; p=quarantine; pct=50'],
	'_dmarc.never.example': ['v=DMARC1; p=reject; pct=0'],
	'_dmarc.two.example': ['v=DMARC1; p=reject', 'v=DMARC1; p=none'],
	'_dmarc.broken.example': ['v=DMARC1; pe=reject'],
	'_dmarc.reports.example': ['v=DMARC1; p=bad; rua=mailto:dmarc@reports.example'],
	'_dmarc.sick.example': 'SERVFAIL' as const,
	'_dmarc.slow.example': 'TIMEOUT' as const,
	'_dmarc.xn--bcher-kva.example': ['v=DMARC1; p=reject'],
	'_dmarc.example.co.uk': ['v=DMARC1; p=reject'],
};

interface Case {
	readonly from: string;
	/** Result and domain, `pass kettle.example`. */
	readonly spf?: string;
	/** Statuses and domains. */
	readonly dkim?: string;
	readonly random?: number;
}

function spfOf(text: string): SpfResult {
	const [result, domain] = text.split(' ') as [SpfResult['result'], string];
	return { result, domain, mechanism: 'all', problem: undefined, identity: 'mailfrom' };
}

function signatureOf(text: string): DkimSignatureResult {
	const [status, sdid] = text.split(' ') as [DkimStatus, string];
	return { status, sdid, auid: `@${sdid}`, selector: 's', signature: undefined, comment: undefined };
}

async function check({ from, spf = 'none x.example', dkim = '', random = 0 }: Case): Promise<DmarcResult> {
	const auth = new MailAuthentication({ dns: txtServer(RECORDS), random: () => random });
	const results = dkim
		.split(', ')
		.filter((text) => text !== '')
		.map(signatureOf);
	return auth.dmarc(from.split(' '), { spf: spfOf(spf), dkim: bestResult(results) }, never);
}

function words({ status, disposition, author, record, spfAligned, dkimAligned }: DmarcResult): string {
	const by = [spfAligned ? 'spf' : '', dkimAligned ? 'dkim' : ''].filter((word) => word !== '').join('+');
	return [status, disposition, author, record?.domain ?? '-', by].join(' ').trimEnd();
}

const RESULTS: readonly (readonly [what: Case, result: string])[] = [
	[{ from: 'reject.example' }, 'fail reject reject.example reject.example'],
	[{ from: 'quarantine.example' }, 'fail quarantine quarantine.example quarantine.example'],
	[{ from: 'none.example' }, 'fail none none.example none.example'],
	[{ from: 'REJECT.example.' }, 'fail reject reject.example reject.example'],
	[{ from: 'unknown.example' }, 'none none unknown.example -'],
	[{ from: 'localhost' }, 'none none localhost -'],
	[{ from: '' }, 'permerror none  -'],
	// Alignment.
	[{ from: 'reject.example', spf: 'pass reject.example' }, 'pass none reject.example reject.example spf'],
	[{ from: 'reject.example', spf: 'pass bounce.reject.example' }, 'pass none reject.example reject.example spf'],
	[{ from: 'reject.example', spf: 'pass other.example' }, 'fail reject reject.example reject.example'],
	[{ from: 'reject.example', spf: 'softfail reject.example' }, 'fail reject reject.example reject.example'],
	[{ from: 'reject.example', dkim: 'pass reject.example' }, 'pass none reject.example reject.example dkim'],
	[{ from: 'reject.example', dkim: 'fail reject.example' }, 'fail reject reject.example reject.example'],
	[
		{ from: 'reject.example', dkim: 'pass other.example, pass m.reject.example' },
		'pass none reject.example reject.example dkim',
	],
	[
		{ from: 'reject.example', spf: 'pass Reject.Example', dkim: 'pass REJECT.example' },
		'pass none reject.example reject.example spf+dkim',
	],
	[{ from: 'strict.example', spf: 'pass a.strict.example' }, 'fail reject strict.example strict.example'],
	[{ from: 'strict.example', dkim: 'pass a.strict.example' }, 'fail reject strict.example strict.example'],
	[{ from: 'strict.example', dkim: 'pass strict.example' }, 'pass none strict.example strict.example dkim'],
	[
		{ from: 'bücher.example', dkim: 'pass xn--bcher-kva.example' },
		'pass none xn--bcher-kva.example xn--bcher-kva.example dkim',
	],
	[{ from: 'a.example.co.uk', spf: 'pass other.co.uk' }, 'fail reject a.example.co.uk example.co.uk'],
	[{ from: 'a.example.co.uk', spf: 'pass b.example.co.uk' }, 'pass none a.example.co.uk example.co.uk spf'],
	// The organizational domain, and its policy for subdomains.
	[{ from: 'a.b.reject.example' }, 'fail reject a.b.reject.example reject.example'],
	[{ from: 'a.sub.example' }, 'fail none a.sub.example sub.example'],
	[{ from: 'sub.example' }, 'fail reject sub.example sub.example'],
	[{ from: 'own.sub.example' }, 'fail quarantine own.sub.example own.sub.example'],
	[{ from: 'a.own.sub.example' }, 'fail none a.own.sub.example sub.example'],
	// Percentage.
	[{ from: 'half.example', random: 0.49 }, 'fail reject half.example half.example'],
	[{ from: 'half.example', random: 0.5 }, 'fail quarantine half.example half.example'],
	[{ from: 'half-quarantine.example', random: 0.5 }, 'fail none half-quarantine.example half-quarantine.example'],
	[{ from: 'never.example' }, 'fail quarantine never.example never.example'],
	// Records that cannot be used.
	[{ from: 'two.example' }, 'permerror none two.example -'],
	[{ from: 'broken.example' }, 'permerror none broken.example -'],
	[{ from: 'reports.example' }, 'fail none reports.example reports.example'],
	// The DNS does not say.
	[{ from: 'sick.example', spf: 'pass sick.example' }, 'temperror none sick.example -'],
	[{ from: 'a.slow.example' }, 'temperror none a.slow.example -'],
	[{ from: 'reject.example', spf: 'temperror reject.example' }, 'temperror none reject.example reject.example'],
	[{ from: 'reject.example', dkim: 'temperror reject.example' }, 'temperror none reject.example reject.example'],
	[{ from: 'reject.example', spf: 'temperror other.example' }, 'fail reject reject.example reject.example'],
	[
		{ from: 'reject.example', spf: 'temperror reject.example', dkim: 'pass reject.example' },
		'pass none reject.example reject.example dkim',
	],
	// Several authors: the strictest policy.
	[{ from: 'none.example reject.example quarantine.example' }, 'fail reject reject.example reject.example'],
	[{ from: 'reject.example none.example', spf: 'pass reject.example' }, 'fail none none.example none.example'],
	[{ from: 'reject.example unknown.example', spf: 'pass reject.example' }, 'none none unknown.example -'],
	[{ from: 'sick.example unknown.example' }, 'temperror none sick.example -'],
	[
		{ from: 'reject.example REJECT.example', spf: 'pass reject.example' },
		'pass none reject.example reject.example spf',
	],
	[{ from: 'a b c d e f g h i' }, 'fail reject a -'],
];

describe('results', () => {
	test.each(RESULTS)('%j', async (what, result) => expect(words(await check(what))).toBe(result));

	test('without authors', async () => {
		const auth = new MailAuthentication({ dns: txtServer({}) });
		const nobody = await auth.dmarc([], { spf: spfOf('none x'), dkim: bestResult([]) }, never);
		expect(words(nobody)).toBe('permerror none  -');
	});

	test('the signal ends it', async () => {
		const auth = new MailAuthentication({ dns: txtServer({}) });
		const late = auth.dmarc(
			['a.example'],
			{ spf: spfOf('none x'), dkim: bestResult([]) },
			AbortSignal.abort(new Error('late')),
		);
		await expect(late).rejects.toThrow('late');
	});
});

const READ: readonly (readonly [text: string, record: string | undefined])[] = [
	['v=DMARC1; p=none', 'none - 100 relaxed relaxed'],
	['v=DMARC1;p=Reject;sp=Quarantine;pct=20;adkim=s;aspf=S;', 'reject quarantine 20 strict strict'],
	['V=dmarc1 ; p = reject ; adkim = x', 'reject - 100 relaxed relaxed'],
	['v=DMARC1; p=reject; pct=101', 'reject - 100 relaxed relaxed'],
	['v=DMARC1; p=reject; pct=x', 'reject - 100 relaxed relaxed'],
	['v=DMARC1; p=reject; pct=-5', 'reject - 100 relaxed relaxed'],
	['v=DMARC1; p=reject; sp=bad', undefined],
	['v=DMARC1; p=reject; sp=bad; rua=mailto:a@b.example', 'none - 100 relaxed relaxed'],
	['v=DMARC1; sp=reject', undefined],
	['v=DMARC1; p=reject; p=none', 'reject - 100 relaxed relaxed'],
	['v=DMARC1;; p=reject; junk; =x; 1=2; pct=7', 'reject - 7 relaxed relaxed'],
	[`v=DMARC1; p=reject; x=${'y'.repeat(9000)}`, undefined],
];

describe('readDmarcRecord', () => {
	test.each(READ)('%s', (text, expected) => {
		const record = readDmarcRecord('kettle.example', text);
		const shown =
			record &&
			[record.policy, record.subdomainPolicy ?? '-', record.percent, record.dkimAlignment, record.spfAlignment].join(
				' ',
			);
		expect(shown).toBe(expected);
	});

	test('all tags are kept', () => {
		const record = readDmarcRecord('kettle.example', 'v=DMARC1; p=none; rua=mailto:a@b.example; fo=1; constructor=x');
		expect([...(record?.tags.keys() ?? [])]).toEqual(['v', 'p', 'rua', 'fo', 'constructor']);
	});
});
