import { createHash } from 'node:crypto';
import { createRequire } from 'node:module';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bodyHash, type Canonicalization } from './body-hash.ts';

const never = new AbortController().signal;

function sha256(text: string): string {
	return createHash('sha256').update(text, 'latin1').digest('base64');
}

const CASES: readonly (readonly [body: string, simple: string, relaxed: string])[] = [
	['', '\r\n', ''],
	['\r\n\r\n', '\r\n', ''],
	['\n\n', '\r\n', ''],
	[' \t\r\n', ' \t\r\n', ''],
	['a', 'a\r\n', 'a\r\n'],
	['a\r\n', 'a\r\n', 'a\r\n'],
	['a\r\n\r\n\r\n', 'a\r\n', 'a\r\n'],
	['a\n\r\n\n', 'a\r\n', 'a\r\n'],
	[' a \t b\t\r\n', ' a \t b\t\r\n', ' a b\r\n'],
	['a\r\n \r\nb\r\n', 'a\r\n \r\nb\r\n', 'a\r\n\r\nb\r\n'],
	['a\r\n\r\n\r\nb', 'a\r\n\r\n\r\nb\r\n', 'a\r\n\r\n\r\nb\r\n'],
	['a\nb\n', 'a\r\nb\r\n', 'a\r\nb\r\n'],
	['\na\n', '\r\na\r\n', '\r\na\r\n'],
	['a\rb\r\n', 'a\rb\r\n', 'a\rb\r\n'],
	['a\r', 'a\r\r\n', 'a\r\r\n'],
	['a \r', 'a \r\r\n', 'a \r\r\n'],
	['a\r\r\n', 'a\r\r\n', 'a\r\r\n'],
	// RFC 6376 3.4.5.
	[' C \r\nD \t E\r\n\r\n\r\n', ' C \r\nD \t E\r\n', ' C\r\nD E\r\n'],
	['\xe9\xff\0', '\xe9\xff\0\r\n', '\xe9\xff\0\r\n'],
];

interface MailauthHasher {
	update(bytes: Buffer): void;
	digest(encoding: 'base64'): string;
}

const { dkimBody } = createRequire(import.meta.url)('mailauth/lib/dkim/body/index.js') as {
	dkimBody: (canonicalization: Canonicalization, algorithm: string, limit: string) => MailauthHasher;
};

function byMailauth(body: Buffer, canonicalization: Canonicalization): string {
	const hasher = dkimBody(canonicalization, 'sha256', '');
	hasher.update(body);
	return hasher.digest('base64');
}

describe('bodyHash', () => {
	test.each(CASES)('%j', async (body, simple, relaxed) => {
		const bytes = Buffer.from(body, 'latin1');
		expect(await bodyHash(bytes, 'simple', never)).toBe(sha256(simple));
		expect(await bodyHash(bytes, 'relaxed', never)).toBe(sha256(relaxed));
	});

	const pieces = fc.constantFrom('\r\n', ' ', '\t', 'a', 'word', '\r\n\r\n', ' \r\n', '\xe9');
	const bodies = fc.array(pieces, { maxLength: 40 }).map((parts) => Buffer.from(parts.join(''), 'latin1'));

	test.each<Canonicalization>(['simple', 'relaxed'])('agrees with mailauth: %s', async (canonicalization) => {
		await fc.assert(
			fc.asyncProperty(bodies, async (body) => {
				expect(await bodyHash(body, canonicalization, never)).toBe(byMailauth(body, canonicalization));
			}),
			{ numRuns: 500 },
		);
	});

	test.each<Canonicalization>(['simple', 'relaxed'])(
		'does not depend on where slices end: %s',
		async (canonicalization) => {
			for (const unit of ['a  b \r\n', '\r\n', ' \t', 'line of words\n']) {
				const body = Buffer.from(`x${unit.repeat(Math.ceil((2.5 * (1 << 20)) / unit.length))}end`);
				const whole = byMailauth(
					Buffer.from(body.toString('latin1').replaceAll('\r\n', '\n').replaceAll('\n', '\r\n')),
					canonicalization,
				);
				expect(await bodyHash(body, canonicalization, never)).toBe(whole);
			}
		},
	);

	test.each<Canonicalization>(['simple', 'relaxed'])('gives up: %s', async (canonicalization) => {
		const body = Buffer.alloc(3 << 20, 'a\n');
		const control = new AbortController();
		const hash = bodyHash(body, canonicalization, control.signal);
		setImmediate(() => control.abort(new Error('enough')));
		await expect(hash).rejects.toThrow('enough');
	});
});
