/** What the page on services shows is tried, with real programs, files and data bases. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { LocalServices } from '../runtime/services/local-services.ts';
import { outcomeOf } from '../stdlib/services/test-scripts.ts';
import { scratch } from '../tests/scratch.ts';
import { codeBlocks } from './markdown-blocks.ts';

const path = 'docs/services.md';
const page = readFileSync(join(import.meta.dirname, 'services.md'), 'utf8');
const blocks = codeBlocks(page).filter(({ language }) => language === 'vsl');

/** A line of a block, what it is said to give, and the script up to there. */
interface Claim {
	readonly title: string;
	readonly script: string;
	readonly value: string | undefined;
}

const MARK = ' // ⇒ ';

const claims = blocks.flatMap(({ text, line }): Claim[] => {
	const lines = text.split('\n');
	const found = lines.flatMap((code, index): Claim[] => {
		const [statement = '', value] = code.split(MARK);
		if (value === undefined) return [];
		// Earlier claims are statements here.
		const before = lines.slice(0, index).map((earlier) => closed(earlier));
		return [{ title: `${path}:${line + index}: ${statement}`, script: [...before, statement].join('\n'), value }];
	});
	return found.length > 0 ? found : [{ title: `${path}:${line}`, script: text, value: undefined }];
});

function closed(line: string): string {
	const [statement = '', value] = line.split(MARK);
	return value === undefined || statement.endsWith(';') ? statement : `${statement};`;
}

const opened: LocalServices[] = [];
afterAll(() => {
	for (const services of opened) services.close();
});

describe(path, () => {
	test.each(claims)('$title', async ({ script, value }) => {
		const base = folders.pop()?.path as string;
		const services = new LocalServices({ base });
		opened.push(services);
		const outcome = await outcomeOf(script, { services, base });
		if (value === undefined) expect(outcome).not.toMatch(/^error: /);
		else expect(outcome).toBe(value);
	});
});

/** Each claim finds an empty folder. */
const folders = claims.map(() => scratch());

test('every option of every service is described', () => {
	const options = ['command', 'args', 'timeout', 'user', 'group', 'delegator.address', 'delegator.timeout', 'receiver'];
	options.push('connector', 'access', 'refresh', 'delimiter', 'path', 'url', 'connections', 'literal');
	for (const option of options) expect(page).toMatch(new RegExp(`^\\| \`${option}\` +\\|`, 'm'));
});
