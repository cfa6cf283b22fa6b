/**
 * The corpus of messages, real-world shaped and broken: each passes through unchanged, is understood as the file beside
 * it says, and bears every function of the library with a result or a clear error. `UPDATE_SAMPLES=1` writes the files
 * beside the messages again.
 */

import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it, test } from 'vitest';
import { Engine, ScriptError } from '../lang/index.ts';
import { Message } from '../runtime/message/index.ts';
import { coreModule } from '../stdlib/core/index.ts';
import { MESSAGE_GROUP } from '../stdlib/mail/modules/body.ts';
import { CONTEXT_GROUP } from '../stdlib/mail/modules/context.ts';
import { HEADERS_GROUP } from '../stdlib/mail/modules/headers.ts';
import { PARTS_GROUP } from '../stdlib/mail/modules/mime.ts';
import { mailModules } from '../stdlib/mail/spelling.ts';
import { describeMessage } from './describe-message.ts';

const FOLDER = new URL('messages/', import.meta.url);

const names = readdirSync(FOLDER)
	.filter((name) => name.endsWith('.eml'))
	.sort();

test('the corpus is there', () => {
	expect(names.length).toBeGreaterThan(75);
});

const modules = mailModules([CONTEXT_GROUP, HEADERS_GROUP, MESSAGE_GROUP, PARTS_GROUP]);
const engine = new Engine({ modules: [coreModule, ...modules] });

function compile(script: string) {
	const { program, diagnostics } = engine.compile(script);
	if (program === undefined) throw new Error(`${script}: ${diagnostics.map(({ message }) => message).join('; ')}`);
	return { script, program };
}

/** An argument for each parameter of a function, by its name. */
const ARGUMENTS: Readonly<Record<string, string>> = {
	address: '"bob@kettle.example"',
	content: '"tea"',
	count: '2',
	filename: '"a b.txt"',
	html: '"<p>tea</p>"',
	name: '"To"',
	new: '"new@kettle.example"',
	old: '"bob@kettle.example"',
	text: '"tea ☕"',
	type: '"text/plain"',
	value: '"tea ☕"',
};

/** Every overload of every function of `msg::`. */
const calls = modules
	.filter(({ namespace }) => namespace === 'msg')
	.flatMap(({ functions }) => functions)
	.flatMap(({ names: [name], overloads }) => overloads.map(({ params }) => ({ name, params })))
	.filter(({ params }) => params[0]?.type !== 'Message')
	.map(({ name, params }) => {
		const args = params.map((param) => {
			if (name === 'rename_header') return param.name === 'old' ? '"Subject"' : '"X-Subject"';
			const text = ARGUMENTS[param.name] ?? '()';
			return param.type === 'blob' ? `${text}.to_blob()` : text;
		});
		return compile(`msg::${name}(${args.join(', ')})`);
	});

/** Every property and method of every part. */
const PROPERTIES =
	'type filename charset size encoding disposition content_id path is_attachment within headers sha256 sha1 md5'.split(
		' ',
	);

const partCalls = [
	...PROPERTIES.map((name) => `p.${name}`),
	...[
		'p.text()',
		'p.blob()',
		'p.header("Content-Type")',
		'p.filename = "x"',
		'p.replace("x")',
		'p.replace("x".to_blob())',
	],
	...['p.replace("x", "text/html")', 'p.replace("x".to_blob(), "image/png")', 'p.remove()'],
].map((call) => compile(`for p in msg::parts() { ${call}; }`));

/** Errors that a message may cause. */
const CLEAR = [
	/^the charset `[^`]*` of the part is not known$/,
	/^the part is no longer in the message: /,
	/^failed to parse the message body, `the header To has /,
];

describe.each(names)('%s', (name) => {
	const raw = readFileSync(new URL(name, FOLDER));

	it('is understood', () => {
		const expected = new URL(name.replace(/\.eml$/, '.out'), FOLDER);
		const text = describeMessage(new Message(raw));
		if (process.env.UPDATE_SAMPLES === '1') writeFileSync(expected, text);
		expect(text).toBe(readFileSync(expected, 'utf8'));
	});

	it('bears every function', () => {
		for (const { script, program } of [...calls, ...partCalls]) {
			const message = new Message(raw);
			try {
				engine.runSync(program, { host: { message, stage: 'preq' } });
			} catch (error) {
				if (!(error instanceof ScriptError)) throw error;
				const text = String(error.value);
				expect(
					CLEAR.some((pattern) => pattern.test(text)),
					`${script}: ${error.text}`,
				).toBe(true);
			}
			const written = message.bytes();
			if (!message.changed) expect(written).toBe(raw);
			expect(describeMessage(new Message(written)), script).toBe(describeMessage(message));
		}
	});
});
