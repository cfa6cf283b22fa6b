/** What nobody changes keeps its bytes: as one buffer, indexed, parsed, and even when every piece is written for itself. */

import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Entity } from './entity.ts';
import { Message } from './message.ts';

const FOLDER = new URL('../../spec-tests/messages/', import.meta.url);

const names = readdirSync(FOLDER).filter((name) => name.endsWith('.eml'));

/** Makes everything be written from its pieces. */
function touchAll(root: Entity): void {
	const work = [root];
	for (let entity = work.pop(); entity !== undefined; entity = work.pop()) {
		entity.touch();
		if (entity.content.kind === 'multipart') work.push(...entity.content.items.map((item) => item.entity));
		else if (entity.content.kind === 'embedded') work.push(entity.content.message);
	}
}

/** Written in pieces, these get the empty line or the line end that they lack. */
const INCOMPLETE = new Set([
	'body-only.eml',
	'body-only-indented.eml',
	'no-separator.eml',
	'broken-field.eml',
	'folded-weirdly.eml',
	'header-8bit.eml',
	'boundary-outer-cuts.eml',
	'boundary-odd.eml',
	'empty-parts.eml',
	'rfc822-empty.eml',
]);

describe.each(names)('%s', (name) => {
	const raw = readFileSync(new URL(name, FOLDER));

	it('is the same buffer until it changes', () => {
		const message = new Message(raw);
		message.headers.get('Subject');
		message.parts();
		message.addresses('To');
		expect(message.changed).toBe(false);
		expect(message.bytes()).toBe(raw);
		expect(message.size).toBe(raw.length);
	});

	it('is the same from its pieces', () => {
		const message = new Message(raw);
		touchAll(message.tree());
		const written = message.bytes();
		expect(written.toString('latin1') === raw.toString('latin1')).toBe(!INCOMPLETE.has(name));
	});

	it('keeps all other bytes when one header changes', () => {
		const message = new Message(raw);
		message.headers.append('X-Added', 'yes');
		message.headers.prepend('X-First', 'yes');
		const text = message.bytes().toString('latin1');
		const rest = text.replace('X-Added: yes\r\n', '').replace('X-First: yes\r\n', '');
		const [before = '', after = ''] = text.split('X-Added: yes\r\n');
		expect(message.chunks().length).toBeLessThanOrEqual(8);
		// Only an empty line, or the end of the last line, may have been missing.
		expect([0, 2, 4]).toContain(rest.length - raw.length);
		expect(raw.toString('latin1').startsWith(before.replace('X-First: yes\r\n', '').trimEnd())).toBe(true);
		expect(raw.toString('latin1').endsWith(after.replace(/^\r?\n/, ''))).toBe(true);
	});
});
