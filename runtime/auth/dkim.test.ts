import fc from 'fast-check';
import { dkimSign as mailauthSign, dkimVerify as mailauthVerify } from 'mailauth';
import { describe, expect, test } from 'vitest';
import type { SignRequest } from '../../stdlib/host/authentication.ts';
import type { DkimResult } from '../../stdlib/host/context.ts';
import type { Canonicalization } from './body-hash.ts';
import { MailAuthentication } from './mail-authentication.ts';
import { readSigningKey } from './signing-key.ts';
import { ed25519Key, keyRecord, rsaKey, type TestKey, txtServer } from './test-keys.ts';

const never = new AbortController().signal;
const NOW = Date.UTC(2026, 0, 15, 9, 30, 1);
const SECONDS = NOW / 1000;

const RSA = rsaKey();
const OTHER = rsaKey();
const SHORT = rsaKey(512);
const ED = ed25519Key();

const RECORDS = {
	'rsa._domainkey.kettle.example': [keyRecord(RSA)],
	'ed._domainkey.kettle.example': [keyRecord(ED)],
	'both._domainkey.kettle.example': ['v=spf1 -all', keyRecord(OTHER), keyRecord(ED), keyRecord(RSA)],
	'test._domainkey.kettle.example': [keyRecord(RSA, ' t=y:s;')],
	'exact._domainkey.kettle.example': [keyRecord(RSA, ' t=s;')],
	'short._domainkey.kettle.example': [keyRecord(SHORT)],
	'web._domainkey.kettle.example': [keyRecord(RSA, ' s=web;')],
	'sha1._domainkey.kettle.example': [keyRecord(RSA, ' h=sha1;')],
	'revoked._domainkey.kettle.example': ['v=DKIM1; p='],
	'broken._domainkey.kettle.example': ['v=DKIM1; p=abc!'],
	'long._domainkey.kettle.example': [`v=DKIM1; n=${'x'.repeat(9000)}; p=${RSA.publicKey}`],
	'other._domainkey.kettle.example': [keyRecord(OTHER)],
	'sick._domainkey.kettle.example': 'SERVFAIL' as const,
	'rsa._domainkey.xn--bcher-kva.example': [keyRecord(RSA)],
	// RFC 8463 appendix A and RFC 6376 appendix C.
	'brisbane._domainkey.football.example.com': ['v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo='],
	'test._domainkey.football.example.com': [
		'v=DKIM1; k=rsa; p=MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQDkHlOQoBTzWRiGs5V6NpP3idY6Wk08a5qhdR6wy5bdOKb2jLQiY/J16JYi0Qvx/byYzCNb3W91y3FutACDfzwQ/BC/e/8uBsCR+yz1Lxj+PL6lHvqMKrM3rG4hstT5QjvHO9PzoxZyVYLzBfO2EeC3Ip3G+2kryOTIKT+l/K4w3QIDAQAB',
	],
	'brisbane._domainkey.example.com': [
		'v=DKIM1; p=MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQDwIRP/UC3SBsEmGqZ9ZJW3/DkMoGeLnQg1fWn7/zYtIxN2SnFCjxOCKG9v3b4jYfcTNh5ijSsq631uBItLa7od+v/RtdC2UzJ1lWT947qR+Rcac2gbto/NMqJ0fzfVjH4OuKhitdY9tf6mcwGjaNBcWToIMmPSPDdQPNUYckcQ2QIDAQAB',
	],
};

const dns = txtServer(RECORDS);
const auth = new MailAuthentication({ dns, now: () => NOW });

const MESSAGE = [
	'Received: from a.example by b.example;',
	'\tThu, 15 Jan 2026 09:00:00 +0000',
	'From: Ann <ann@kettle.example>',
	'To: bob@teapot.example',
	'Subject:  Two  blanks ',
	'Date: Thu, 15 Jan 2026 09:00:00 +0000',
	'X-Extra: one',
	'',
	'Hello  Bob,',
	'',
	'it is   tea time.\t',
	'',
	'',
	'',
].join('\r\n');

const HEADERS = ['From', 'To', 'Date', 'Subject', 'From'];

function request(key: TestKey, selector: string, more: Partial<SignRequest> = {}): SignRequest {
	return {
		selector,
		sdid: 'kettle.example',
		key: readSigningKey(key.pem),
		headers: HEADERS,
		headerCanonicalization: 'simple',
		bodyCanonicalization: 'relaxed',
		...more,
	};
}

async function signed(message: string, what: SignRequest): Promise<string> {
	return `DKIM-Signature: ${await auth.signDkim(Buffer.from(message), what, never)}\r\n${message}`;
}

function verify(message: string | Buffer, tolerance?: number): Promise<DkimResult> {
	return auth.verifyDkim(Buffer.from(message), never, tolerance);
}

function words({ status, comment }: { readonly status: string; readonly comment: string | undefined }): string {
	return comment === undefined ? status : `${status} (${comment})`;
}

const CANONICALIZATIONS: readonly Canonicalization[] = ['simple', 'relaxed'];
const KEYS: readonly (readonly [selector: string, key: TestKey])[] = [
	['rsa', RSA],
	['ed', ED],
];
const WAYS = KEYS.flatMap(([selector, key]) =>
	CANONICALIZATIONS.flatMap((header) => CANONICALIZATIONS.map((body) => ({ selector, key, header, body }))),
);

/** As mailauth asks: records as lists of strings, failures as codes. */
async function mailauthResolver(name: string, type: string): Promise<string[][]> {
	expect(type).toBe('TXT');
	return (await dns.resolve(name, 'TXT', never)).map((text) => [text]);
}

/** The `DKIM-Signature` fields that mailauth makes. */
async function signedByMailauth(keys: readonly object[], options: object = {}): Promise<string> {
	const signatureData = keys.map((key) => ({
		signingDomain: 'kettle.example',
		privateKey: RSA.pem,
		selector: 'rsa',
		...key,
	}));
	// The declared type lacks the form with several signatures.
	const { signatures } = await mailauthSign(MESSAGE, { ...options, signatureData } as unknown as MailauthOptions);
	return signatures;
}
type MailauthOptions = Parameters<typeof mailauthSign>[1];

describe('published examples', () => {
	const HEAD = [
		'From: Joe SixPack <joe@football.example.com>',
		'To: Suzie Q <suzie@shopping.example.net>',
		'Subject: Is dinner ready?',
		'Date: Fri, 11 Jul 2003 21:00:37 -0700 (PDT)',
		'Message-ID: <20030712040037.46341.5F8J@football.example.com>',
	];
	const BODY = ['', 'Hi.', '', 'We lost the game. Are you hungry yet?', '', 'Joe.', ''];

	test('RFC 8463 appendix A: Ed25519 and RSA', async () => {
		const message = [
			'DKIM-Signature: v=1; a=ed25519-sha256; c=relaxed/relaxed;',
			' d=football.example.com; i=@football.example.com;',
			' q=dns/txt; s=brisbane; t=1528637909; h=from : to :',
			' subject : date : message-id : from : subject : date;',
			' bh=2jUSOH9NhtVGCQWNr9BrIAPreKQjO6Sn7XIkfJVOzv8=;',
			' b=/gCrinpcQOoIfuHNQIbq4pgh9kyIK3AQUdt9OdqQehSwhEIug4D11Bus',
			' Fa3bT3FY5OsU7ZbnKELq+eXdp1Q1Dw==',
			'DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed;',
			' d=football.example.com; i=@football.example.com;',
			' q=dns/txt; s=test; t=1528637909; h=from : to : subject :',
			' date : message-id : from : subject : date;',
			' bh=2jUSOH9NhtVGCQWNr9BrIAPreKQjO6Sn7XIkfJVOzv8=;',
			' b=F45dVWDfMbQDGHJFlXUNB2HKfbCeLRyhDXgFpEL8GwpsRe0IeIixNTe3',
			' DhCVlUrSjV4BwcVcOF6+FF3Zo9Rpo1tFOeS9mPYQTnGdaSGsgeefOsk2Jz',
			' dA+L10TeYt9BgDfQNZtKdN1WO//KgIqXP7OdEFE4LjFYNcUxZQ4FADY+8=',
			...HEAD,
			...BODY,
		].join('\r\n');
		const one = { status: 'pass', sdid: 'football.example.com', auid: '@football.example.com', comment: undefined };
		const ed = { ...one, selector: 'brisbane', signature: '/gCrinpc' };
		const rsa = { ...one, selector: 'test', signature: 'F45dVWDf' };
		expect(await verify(message)).toEqual({ ...ed, results: [ed, rsa] });
	});

	/** The lines after the first are indented by six blanks, which only shows with canonicalization `simple`. */
	test('RFC 6376 appendix A: simple', async () => {
		const message = [
			'DKIM-Signature: v=1; a=rsa-sha256; s=brisbane; d=example.com;',
			'      c=simple/simple; q=dns/txt; i=joe@football.example.com;',
			'      h=Received : From : To : Subject : Date : Message-ID;',
			'      bh=2jUSOH9NhtVGCQWNr9BrIAPreKQjO6Sn7XIkfJVOzv8=;',
			'      b=AuUoFEfDxTDkHlLXSZEpZj79LICEps6eda7W3deTVFOk4yAUoqOB',
			'        4nujc7YopdG5dWLSdNg6xNAZpOPr+kHxt1IrE+NahM6L/LbvaHut',
			'        KVdkLLkpVaVVQPzeRDI009SO2Il5Lu7rDNH6mZckBdrIx0orEtZV',
			'        4bmp/YzhwvcubU4=;',
			'Received: from client1.football.example.com  [192.0.2.1]',
			'      by submitserver.example.com with SUBMISSION;',
			'      Fri, 11 Jul 2003 21:01:54 -0700 (PDT)',
			...HEAD,
			...BODY,
		].join('\r\n');
		expect(await verify(message)).toMatchObject({
			status: 'pass',
			sdid: 'example.com',
			auid: 'joe@football.example.com',
		});
		expect(words(await verify(message.replace('192.0.2.1]', '192.0.2.2]')))).toBe(
			'fail (the signature does not fit the header)',
		);
	});
});

describe('signing', () => {
	test.each(WAYS)('$selector $header/$body holds here and for mailauth', async ({ selector, key, header, body }) => {
		const message = await signed(
			MESSAGE,
			request(key, selector, { headerCanonicalization: header, bodyCanonicalization: body }),
		);
		expect(words(await verify(message))).toBe('pass');
		const { results } = await mailauthVerify(message, { resolver: mailauthResolver, strict: true });
		expect(results.map(({ status }) => status.result)).toEqual(['pass']);
	});

	test.each(WAYS)('$selector $header/$body made by mailauth holds here', async ({ selector, key, header, body }) => {
		const signatures = await signedByMailauth([{ selector, privateKey: key.pem }], {
			canonicalization: `${header}/${body}`,
		});
		expect(words(await verify(signatures + MESSAGE))).toBe('pass');
	});

	test('the field is folded, and every line is short', async () => {
		const headers = ['From', ...Array.from({ length: 60 }, (_, at) => `X-Field-${at}`)];
		const field = `DKIM-Signature: ${await auth.signDkim(Buffer.from(MESSAGE), request(RSA, 'rsa', { headers }), never)}`;
		const lines = field.split('\r\n');
		expect(lines.length).toBeGreaterThan(10);
		for (const line of lines) expect(line.length).toBeLessThanOrEqual(78);
		for (const line of lines.slice(1)) expect(line).toMatch(/^ [^ ]/);
		expect(words(await verify(`${field}\r\n${MESSAGE}`))).toBe('pass');
	});

	test('what the field says', async () => {
		const field = await auth.signDkim(Buffer.from(MESSAGE), request(ED, 'ed'), never);
		const [before, after] = field.split(' bh=');
		expect(before?.replaceAll('\r\n', '')).toBe(
			`v=1; a=ed25519-sha256; c=simple/relaxed; d=kettle.example; s=ed; t=${SECONDS}; h=From:To:Date:Subject:From;`,
		);
		expect(after).toMatch(/^[\w+/]{43}=;(\r\n)? b=/);
	});

	test('names beyond ASCII are signed for in A-labels', async () => {
		const message = await signed(MESSAGE, request(RSA, 'rsa', { sdid: 'Bücher.example' }));
		expect(await verify(message)).toMatchObject({ status: 'pass', sdid: 'xn--bcher-kva.example' });
	});

	const REFUSED: readonly (readonly [more: Partial<SignRequest>, message: string, text: string])[] = [
		[{ sdid: 'example' }, MESSAGE, '`example` is not a domain that can sign'],
		[{ sdid: 'a.example; x=1' }, MESSAGE, '`a.example; x=1` is not a domain that can sign'],
		[{ selector: 's\r\n1' }, MESSAGE, '`s\r\n1` is not a selector'],
		[{ selector: '' }, MESSAGE, '`` is not a selector'],
		[{ headers: ['To'] }, MESSAGE, 'the header field From must be among those that are signed'],
		[{ headers: [] }, MESSAGE, 'the header field From must be among those that are signed'],
		[{ headers: ['From', 'To; b=x'] }, MESSAGE, '`To; b=x` is not the name of a header field'],
		[{ headers: ['From', 'a:b'] }, MESSAGE, '`a:b` is not the name of a header field'],
		[{ headers: Array.from({ length: 201 }, () => 'From') }, MESSAGE, 'at most 200 header fields can be signed'],
		[{}, 'To: x\r\n\r\nbody', 'a message without From cannot be signed'],
	];
	test.each(REFUSED)('is refused: %j', async (more, message, text) => {
		await expect(auth.signDkim(Buffer.from(message), request(RSA, 'rsa', more), never)).rejects.toThrow(text);
	});
});

describe('what a signature protects', () => {
	const word = fc.stringMatching(/^[a-z]{1,8}$/);

	test.each(WAYS)(
		'$selector $header/$body: fields that are not signed may change',
		async ({ selector, key, header, body }) => {
			const more = { headerCanonicalization: header, bodyCanonicalization: body };
			const message = await signed(MESSAGE, request(key, selector, more));
			await fc.assert(
				fc.asyncProperty(word, word, fc.boolean(), async (name, value, replace) => {
					const changed = replace
						? message.replace('X-Extra: one', `X-Extra: ${value}`)
						: message.replace('X-Extra: one', `X-${name}: ${value}\r\nX-Extra: one`);
					expect(words(await verify(changed))).toBe('pass');
					expect(words(await verify(`X-${name}: ${value}\r\n${changed}`))).toBe('pass');
				}),
				{ numRuns: 20 },
			);
		},
	);

	test.each(WAYS)('$selector $header/$body: everything else may not', async ({ selector, key, header, body }) => {
		const more = { headerCanonicalization: header, bodyCanonicalization: body };
		const message = await signed(MESSAGE, request(key, selector, more));
		const start = message.indexOf('From: Ann');
		const unsigned = message.indexOf('X-Extra');
		const bodyStart = message.indexOf('\r\n\r\n') + 4;
		await fc.assert(
			fc.asyncProperty(fc.nat(), word, async (random, letters) => {
				let at = start + (random % (message.trimEnd().length - start));
				if (at >= unsigned && at < bodyStart) at = bodyStart;
				const changed = `${message.slice(0, at)}${letters}${message.slice(at)}`;
				// A word in front of a colon or a line makes another field, which is a change, too.
				expect((await verify(changed)).status).toBe('fail');
			}),
			{ numRuns: 60 },
		);
	});

	test('a second From is noticed when From is signed twice', async () => {
		const message = await signed(MESSAGE, request(RSA, 'rsa'));
		expect((await verify(`From: eve@evil.example\r\n${message}`)).status).toBe('fail');
		const once = await signed(MESSAGE, request(RSA, 'rsa', { headers: ['From'] }));
		expect((await verify(`From: eve@evil.example\r\n${once}`)).status).toBe('pass');
	});

	test('a field that was signed as absent may not appear', async () => {
		const message = await signed(MESSAGE, request(RSA, 'rsa', { headers: ['From', 'Reply-To'] }));
		expect((await verify(message)).status).toBe('pass');
		expect((await verify(`Reply-To: eve@evil.example\r\n${message}`)).status).toBe('fail');
	});
});

/** Changes tags of a signature, and what becomes of it. */
const TAGS: readonly (readonly [change: (field: string) => string, result: string])[] = [
	[(field) => field, 'pass'],
	[(field) => field.replace('v=1', 'v=2'), 'neutral (unknown version of signature)'],
	[(field) => field.replace('v=1; ', ''), 'neutral (malformed signature: the tag v is missing)'],
	[(field) => field.replace('a=rsa-sha256', 'a=rsa-sha1'), 'neutral (SHA-1 is not acceptable)'],
	[(field) => field.replace('a=rsa-sha256', 'a=dsa-sha256'), 'neutral (unknown algorithm)'],
	[(field) => field.replace('a=rsa-sha256', 'a=ed25519-sha256'), 'permerror (the key is for another algorithm)'],
	[(field) => field.replace('simple/relaxed', 'plain'), 'neutral (unknown canonicalization)'],
	[(field) => field.replace('simple/relaxed', 'simple/relaxed/simple'), 'neutral (unknown canonicalization)'],
	[(field) => field.replace('simple/relaxed', 'simple'), 'fail (the body has been changed)'],
	[(field) => field.replace('v=1', 'v=1; v=1'), 'neutral (malformed signature: the tag v occurs twice)'],
	[(field) => field.replace('v=1', 'v=1; ;'), 'neutral (malformed signature: a tag has no value)'],
	[(field) => field.replace('v=1', 'v=1; 9=1'), 'neutral (malformed signature: the name of a tag is malformed)'],
	[(field) => field.replace('h=From:', 'h=Sender:').replace(':From;', ';'), 'neutral (the field From is not signed)'],
	[(field) => field.replace('v=1', 'v=1; q=http/txt'), 'neutral (unknown way to get the key)'],
	[(field) => field.replace('v=1', 'v=1; x=12345678901234'), 'neutral (malformed signature: the tag x is no time)'],
	[(field) => field.replace('v=1', 'v=1; x=-1'), 'neutral (malformed signature: the tag x is no time)'],
	[(field) => field.replace('v=1', 'v=1; x=5'), 'neutral (it expires before it was made)'],
	[(field) => field.replace('d=kettle.example', 'd=kettle'), 'neutral (the domain is malformed)'],
	[(field) => field.replace('d=kettle.example', 'd=ket tle.example'), 'neutral (the domain is malformed)'],
	[(field) => field.replace('s=rsa', 's=a..b'), 'neutral (the selector is malformed)'],
	[(field) => field.replace('v=1', 'v=1; i=ann@teapot.example'), 'neutral (the agent or user is not in the domain)'],
	[(field) => field.replace('v=1', 'v=1; i=ann'), 'neutral (the agent or user is not in the domain)'],
	[(field) => field.replace('v=1', 'v=1; i=ann@akettle.example'), 'neutral (the agent or user is not in the domain)'],
	[(field) => field.replace(/b=[^=]+=*$/, 'b='), 'neutral (the signature is empty)'],
	[(field) => field.replace('v=1', 'v=1; l=3'), 'fail (the signature does not fit the header)'],
	[
		(field) => field.replace('v=1', `v=1; z=${'x'.repeat(20_000)}`),
		'neutral (the signature is longer than 16384 octets)',
	],
	[(field) => field.replace('v=1', 'v=1; unknown=tag'), 'fail (the signature does not fit the header)'],
	[(field) => field.replace('s=rsa', 's=ed'), 'permerror (the key is for another algorithm)'],
	[(field) => field.replace('s=rsa', 's=none'), 'permerror (there is no key)'],
	[
		(field) => field.replace('s=rsa', 's=sick'),
		'temperror (sick._domainkey.kettle.example TXT: the name server failed)',
	],
	[(field) => field.replace('s=rsa', 's=short'), 'permerror (the key has less than 1024 bits)'],
	[(field) => field.replace('s=rsa', 's=web'), 'permerror (the key is not for mail)'],
	[(field) => field.replace('s=rsa', 's=sha1'), 'permerror (the key is not for SHA-256)'],
	[(field) => field.replace('s=rsa', 's=revoked'), 'permerror (the key is malformed or withdrawn)'],
	[(field) => field.replace('s=rsa', 's=broken'), 'permerror (the key is malformed or withdrawn)'],
	[(field) => field.replace('s=rsa', 's=long'), 'permerror (the key record is too long)'],
	[(field) => field.replace('s=rsa', 's=other'), 'fail (the signature does not fit the header)'],
];

describe('verification', () => {
	test.each(TAGS.map(([change, result], at) => ({ at, change, result })))('$at $result', async ({ change, result }) => {
		const field = change(await auth.signDkim(Buffer.from(MESSAGE), request(RSA, 'rsa'), never));
		expect(words(await verify(`DKIM-Signature: ${field}\r\n${MESSAGE}`))).toBe(result);
	});

	const SELECTORS: readonly (readonly [selector: string, result: string])[] = [
		['both', 'pass'],
		['exact', 'pass'],
		['test', 'neutral (the domain only tests DKIM)'],
	];
	test.each(SELECTORS)('with the key of %s', async (selector, result) => {
		expect(words(await verify(await signed(MESSAGE, request(RSA, selector))))).toBe(result);
	});

	test('t=s forbids an agent of a subdomain', async () => {
		const identity = 'joe=20x@sub.kettle.example';
		const signatures = await signedByMailauth([{ identity }, { identity, selector: 'exact' }]);
		const { results } = await verify(signatures + MESSAGE);
		expect(results.map(words)).toEqual(['pass', 'permerror (the key is not for subdomains)']);
		expect(results[0]?.auid).toBe('joe x@sub.kettle.example');
	});

	test('a length (l) is not honoured: what stands behind it counts', async () => {
		const signatures = await signedByMailauth([{ maxBodyLength: 1000 }]);
		expect(signatures).toMatch(/\bl=\d+/);
		expect(words(await verify(signatures + MESSAGE))).toBe('pass');
		expect(words(await verify(`${signatures}${MESSAGE}more\r\n`))).toBe(
			'fail (the body, of which only a part is signed has been changed)',
		);
	});

	const EXPIRIES: readonly (readonly [seconds: number, tolerance: number | undefined, result: string])[] = [
		[10, undefined, 'pass'],
		[-100, undefined, 'pass'],
		[-101, undefined, 'neutral (the signature has expired)'],
		[-101, 1000, 'pass'],
	];
	test.each(EXPIRIES)('expires in %i seconds, tolerance %s', async (seconds, tolerance, result) => {
		const signatures = await signedByMailauth([{}], {
			signTime: new Date(NOW - 3600_000),
			expires: new Date(NOW + seconds * 1000),
		});
		expect(words(await verify(signatures + MESSAGE, tolerance))).toBe(result);
	});

	test('a message without signature', async () => {
		expect(await verify(MESSAGE)).toMatchObject({ status: 'none', results: [], sdid: undefined });
		expect((await verify('')).status).toBe('none');
		expect((await verify('\r\nDKIM-Signature: v=1')).status).toBe('none');
	});

	test('the best of several describes the message, and only five are looked at', async () => {
		const good = await signed(MESSAGE, request(RSA, 'rsa'));
		const bad = (selector: string) =>
			`DKIM-Signature: ${good.slice(16, good.indexOf('\r\nReceived')).replace('s=rsa', `s=${selector}`)}\r\n`;
		const mixed = await verify(`${bad('none')}${bad('other')}${bad('sick')}${good}`);
		expect(mixed.results.map(({ status }) => status)).toEqual(['permerror', 'fail', 'temperror', 'pass']);
		expect(mixed).toMatchObject({ status: 'pass', selector: 'rsa' });
		expect((await verify(`${bad('none')}${bad('other')}${bad('sick')}${MESSAGE}`)).status).toBe('temperror');
		const sixth = await verify(`${bad('other').repeat(5)}${good}`);
		expect(sixth.results).toHaveLength(5);
		expect(sixth.status).toBe('fail');
	});

	test('a header beyond all measure is not hashed', async () => {
		const message = await signed(MESSAGE, request(RSA, 'rsa'));
		const long = message.replace('\r\nSubject:', `\r\nSubject: ${'x\r\n '.repeat(300_000)}`);
		expect(words(await verify(long))).toBe('permerror (more than 1048576 octets of header are signed)');
		const many = message.replace('\r\nSubject:', `\r\n${'Subject: x\r\n'.repeat(100_000)}Subject:`);
		expect((await verify(many)).status).toBe('pass');
	});

	test('a signature that comes with LF holds as well', async () => {
		const message = await signed(MESSAGE, request(RSA, 'rsa', { headerCanonicalization: 'relaxed' }));
		expect(words(await verify(message.replaceAll('\r\n', '\n')))).toBe('pass');
	});

	test('the signal ends it', async () => {
		const message = await signed(MESSAGE, request(RSA, 'rsa'));
		const gone = auth.verifyDkim(Buffer.from(message), AbortSignal.abort(new Error('enough')));
		await expect(gone).rejects.toThrow('enough');
		const control = new AbortController();
		const silent = new MailAuthentication({
			dns: {
				resolve: (_name, _type, signal) =>
					new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason))),
			},
		});
		const waiting = silent.verifyDkim(Buffer.from(message), control.signal);
		setImmediate(() => control.abort(new Error('later')));
		await expect(waiting).rejects.toThrow('later');
	});
});

describe('step by step', () => {
	test('parse, get the keys, verify', async () => {
		const message = await signed(MESSAGE, request(RSA, 'both'));
		const field = message.slice(0, message.indexOf('\r\nReceived'));
		for (const text of [field, field.slice(15), field.slice(16)]) {
			const signature = auth.parseSignature(text);
			expect(signature).toMatchObject({
				sdid: 'kettle.example',
				auid: '@kettle.example',
				selector: 'both',
				expiration: undefined,
			});
			const keys = await auth.signatureKeys(signature, never);
			expect(keys.map(({ algorithm, testing }) => [algorithm, testing])).toEqual([
				['rsa', false],
				['ed25519', false],
				['rsa', false],
			]);
		}
		const signature = auth.parseSignature(field);
		const [other, , right] = await auth.signatureKeys(signature, never);
		await auth.verifySignature(Buffer.from(message), signature, right as never, never);
		await expect(auth.verifySignature(Buffer.from(message), signature, other as never, never)).rejects.toMatchObject({
			status: 'fail',
		});
		await expect(
			auth.verifySignature(Buffer.from(`${message}x`), signature, right as never, never),
		).rejects.toMatchObject({
			message: 'the body has been changed',
		});
		expect(() => auth.parseSignature('v=1; a=x')).toThrow('malformed signature: the tag b is missing');
	});
});
