/** Whatever the message and whatever is done to it: no bug surfaces, and what is written is what the tree says. */

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { toMailJson } from '../../runtime/message/mail-json.ts';
import { Message } from '../../runtime/message/message.ts';
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
