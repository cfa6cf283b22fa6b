/** Whatever the message and whatever is done to it: no bug surfaces, and what is written is what the tree says. */

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { writeField } from '../../runtime/message/header-write.ts';
import { toMailJson } from '../../runtime/message/mail-json.ts';
import { Message } from '../../runtime/message/message.ts';
import { partsOf } from '../../runtime/message/part.ts';
import { MessageError } from '../../stdlib/host/message.ts';
import { edits, rawMessages } from './random-messages.ts';
import { runs } from './runs.ts';

/** Everything that a reader would see of the parts. An embedded message without a body may get its empty line. */
function shape(message: Message): readonly string[] {
	return message.parts().map((part) => {
		const digest = part.type.startsWith('message/') ? part.text().trimEnd() : part.digest('md5');
		const facts = [part.path, part.type, part.filename, part.disposition, part.charset, part.encoding, digest];
		return [...facts, ...part.within].join(' | ');
	});
}

/**
 * Whether one boundary is used in two multiparts of which one is in the other. Which of them a delimiter belongs to
 * depends on what else is there, so such a message may be read differently once a part is gone.
 */
function isAmbiguous(message: Message): boolean {
	const work = [{ entity: message.tree(), around: [] as readonly string[] }];
	for (let next = work.pop(); next !== undefined; next = work.pop()) {
		const { content } = next.entity;
		const { around } = next;
		if (content.kind === 'embedded') work.push({ entity: content.message, around });
		if (content.kind !== 'multipart') continue;
		if (around.includes(content.boundary)) return true;
		work.push(...content.items.map(({ entity }) => ({ entity, around: [...around, content.boundary] })));
	}
	return false;
}

/** Runs something that may refuse. */
function tryTo(run: () => unknown): void {
	try {
		run();
	} catch (error) {
		if (!(error instanceof MessageError)) throw error;
	}
}

test('what is written is what the tree says', () => {
	fc.assert(
		fc.property(rawMessages, edits, (raw, changes) => {
			const message = new Message(raw);
			fc.pre(!isAmbiguous(message));
			for (const change of changes) tryTo(() => change.run(message));
			const bytes = message.bytes();
			expect(shape(new Message(bytes))).toEqual(shape(message));
			expect(message.size).toBe(bytes.length);
			expect(message.bytes().equals(bytes)).toBe(true);
		}),
		runs(2_000),
	);
});

test('a change that is refused changes nothing', () => {
	fc.assert(
		fc.property(rawMessages, edits, (raw, changes) => {
			const message = new Message(raw);
			for (const change of changes) {
				const before = message.bytes();
				try {
					change.run(message);
				} catch (error) {
					expect(error).toBeInstanceOf(MessageError);
					expect(message.bytes().equals(before)).toBe(true);
				}
			}
		}),
		runs(1_000),
	);
});

test('every look at every message gives a result or a clear error', () => {
	const looks: readonly ((message: Message) => unknown)[] = [
		(m) => m.text(),
		(m) => m.body(),
		(m) => m.htmlBody(),
		(m) => m.addresses('From'),
		(m) => m.addresses('To'),
		(m) => m.headers.lines(),
		(m) => m.headers.getDecoded('Subject'),
		(m) => toMailJson(m),
		(m) => m.parts().map((part) => [part.size, part.headers, part.isAttachment, part.contentId, part.path]),
		(m) => m.parts().map((part) => part.text()),
	];
	fc.assert(
		fc.property(rawMessages, (raw) => {
			const message = new Message(raw);
			for (const look of looks) tryTo(() => look(message));
			expect(message.bytes()).toBe(raw);
		}),
		runs(1_000),
	);
});

test('a part that changes leaves the bytes of the others', () => {
	fc.assert(
		fc.property(rawMessages, fc.nat(20), fc.string({ maxLength: 20 }), fc.boolean(), (raw, index, text, remove) => {
			const message = new Message(raw);
			const parts = message.parts();
			const changed = parts[index % parts.length];
			const others = leaves(message).filter(
				({ path }) => path !== changed?.path && !path.startsWith(`${changed?.path}.`),
			);
			if (remove) changed?.remove();
			else changed?.replace(text);
			const written = message.bytes();
			let from = 0;
			for (const { bytes } of others) {
				const found = written.indexOf(bytes, from);
				expect(found).toBeGreaterThanOrEqual(0);
				from = found + bytes.length;
			}
		}),
		runs(1_000),
	);
});

/** Leaves that stand in the message as they are, with all their bytes. */
function leaves(message: Message): { path: string; bytes: Buffer }[] {
	const found: { path: string; bytes: Buffer }[] = [];
	for (const { entity, path } of partsOf(message.tree())) {
		const { whole } = entity;
		const inMessage = whole?.source === message.bytes();
		if (entity.content.kind === 'leaf' && inMessage)
			found.push({ path, bytes: whole.source.subarray(whole.start, whole.end) });
	}
	return found;
}

const NAMES = ['From', 'subject', 'TO', 'X-New', '__proto__'];

const headerEdit = fc.oneof(
	fc.record({
		kind: fc.constant('append' as const),
		name: fc.constantFrom(...NAMES),
		value: fc.string({ maxLength: 90 }),
	}),
	fc.record({
		kind: fc.constant('prepend' as const),
		name: fc.constantFrom(...NAMES),
		value: fc.string({ maxLength: 90 }),
	}),
	fc.record({
		kind: fc.constant('set' as const),
		name: fc.constantFrom(...NAMES),
		value: fc.string({ maxLength: 90 }),
	}),
	fc.record({
		kind: fc.constant('rename' as const),
		name: fc.constantFrom(...NAMES),
		value: fc.constantFrom(...NAMES),
	}),
	fc.record({ kind: fc.constant('remove' as const), name: fc.constantFrom(...NAMES), value: fc.constant('') }),
);

test('changes to the header are those of a list of lines, and nothing else changes', () => {
	fc.assert(
		fc.property(rawMessages, fc.array(headerEdit, { maxLength: 12 }), (raw, changes) => {
			const message = new Message(raw);
			const root = message.header();
			fc.pre(root.separated);
			const text = raw.toString('latin1');
			const lines = root.fields.map(({ start, end }) => text.slice(start, end));
			const before = text.slice(0, root.fields[0]?.start ?? root.preface.end);
			const behind = text.slice(before.length + lines.join('').length);
			for (const { kind, name, value } of changes) {
				const { headers } = message;
				const at = lines.findIndex(
					(line) => line.slice(0, line.indexOf(':')).trim().toLowerCase() === name.toLowerCase(),
				);
				const old = lines[at] ?? '';
				const oldName = at === -1 ? name : old.slice(0, old.indexOf(':')).trim();
				if (kind === 'remove') {
					if (at !== -1) lines.splice(at, 1);
					expect(headers.remove(name)).toBe(at !== -1);
				} else if (kind === 'rename') {
					if (at !== -1) lines[at] = value + old.slice(old.indexOf(':'));
					expect(headers.rename(name, value)).toBe(at !== -1);
				} else {
					const field = writeField(kind === 'set' ? oldName : name, value, false);
					const line = field.source.toString('latin1', field.start, field.end);
					if (kind === 'set' && at !== -1) lines[at] = line;
					else if (kind === 'prepend') lines.unshift(line);
					else lines.push(line);
					headers[kind](name, value);
				}
			}
			expect(message.bytes().toString('latin1')).toBe(before + lines.join('') + behind);
		}),
		runs(1_000),
	);
});
