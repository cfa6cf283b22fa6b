/** The functions on the message, by all their names, before and after it has arrived. */

import { readFileSync } from 'node:fs';
import { describe, expect, it, test } from 'vitest';
import { debugText, Engine, ScriptError, type Value } from '../../../lang/index.ts';
import { Message, PendingHeaders } from '../../../runtime/message/index.ts';
import { coreModule } from '../../core/index.ts';
import type { MailMessage } from '../../host/message.ts';
import { testContext } from '../objects/test-engine.ts';
import { mailModules } from '../spelling.ts';
import { MESSAGE_GROUP } from './body.ts';
import { CONTEXT_GROUP } from './context.ts';
import { HEADERS_GROUP } from './headers.ts';
import { PARTS_GROUP } from './mime.ts';
import { objectLibrary } from './objects.ts';

const SAMPLE = readFileSync(new URL('../../../spec-tests/messages/sample.eml', import.meta.url));

const messageModules = mailModules([HEADERS_GROUP, MESSAGE_GROUP, PARTS_GROUP]);

const engine = new Engine({
	modules: [coreModule, ...messageModules, ...mailModules([CONTEXT_GROUP, objectLibrary(testContext())])],
});

async function outcome(script: string, message: MailMessage = new Message(SAMPLE)): Promise<string> {
	const { program, diagnostics } = engine.compile(script);
	if (program === undefined) return diagnostics.map((diagnostic) => diagnostic.message).join('; ');
	try {
		return debugText(
			(await engine.run(program, { host: { message, stage: message.received ? 'preq' : 'connect' } })) as Value,
		);
	} catch (error) {
		if (!(error instanceof ScriptError)) throw error;
		return `error: ${error.text}`;
	}
}

describe('spellings', () => {
	test.each([
		['has_header("Subject")'],
		['sys::has_header(msg(), "Subject")'],
		['msg().has_header("Subject")'],
		['has_header(msg(), "Subject")'],
		['msg::has_header("Subject")'],
		['msg().rm_header("X-Loop")'],
		['msg().remove_header("X-Loop")'],
		['msg::remove_header("X-Loop")'],
		['remove_header("X-Loop")'],
		['mail() == msg().mail'],
		['msg().mail() == msg().to_string()'],
		['msg() == msg()'],
		['get_header_untouched(msg(), "Subject").len == 1'],
		['msg().get_headers("Received", 5).len == 2'],
		['msg().get_headers("Received", 0).len == 0'],
		['get_all_headers("Received").len == 2'],
		['msg().size == msg::size()'],
		['let m = msg(); m.parts()[2] == msg::parts()[2]'],
		['msg::parts()[1] != msg::parts()[2]'],
		['type_of(msg()) == "Message"'],
		['type_of(msg::parts()[0]) == "part"'],
		['`${msg::parts()[2]}` == "part 2 (application/pdf)"'],
	])('%s', async (script) => {
		expect(await outcome(script)).toBe('true');
	});

	it('are all there', () => {
		const names = (namespace: string | undefined) =>
			messageModules
				.filter((module) => module.namespace === namespace)
				.flatMap((module) => module.functions.flatMap((declaration) => declaration.names));
		for (const [old, now] of [
			['has_header', 'has_header'],
			['get_header', 'get_header'],
			['get_headers', 'get_headers'],
			['get_all_headers', 'get_all_headers'],
			['get_header_untouched', 'get_header_untouched'],
			['count_header', 'count_header'],
			['append_header', 'append_header'],
			['add_header', 'append_header'],
			['prepend_header', 'prepend_header'],
			['set_header', 'set_header'],
			['rename_header', 'rename_header'],
			['remove_header', 'rm_header'],
			['mail', 'mail'],
			['rewrite_mail_from_message', 'rw_mail_from'],
			['rewrite_rcpt_message', 'rw_rcpt'],
			['rewrite_to', 'rw_rcpt'],
			['add_rcpt_message', 'add_rcpt'],
			['add_to', 'add_rcpt'],
			['remove_rcpt_message', 'rm_rcpt'],
			['remove_to', 'rm_rcpt'],
		] as const) {
			expect(names(undefined)).toContain(old);
			expect(names('sys')).toContain(old);
			expect(names('msg')).toContain(now);
		}
	});
});

/** A message of which only the headers of earlier stages exist. */
function early(): MailMessage {
	const pending = new PendingHeaders();
	pending.message.headers.append('X-Early', 'yes');
	return pending.message;
}

describe('before the message has arrived', () => {
	test.each([
		['has_header("X-Early")', 'true'],
		['append_header("X", "y"); msg::get_all_headers()', '["X-Early: yes", "X: y"]'],
		['msg::rm_header("X-Early")', 'true'],
		['msg().to_string()', '"X-Early: yes\\r\\n"'],
		['msg::addresses("To")', '[]'],
	])('%s', async (script, expected) => {
		expect(await outcome(script, early())).toBe(expected);
	});

	it.each(['mail', 'size'])('msg().%s is not there', async (name) => {
		expect(await outcome(`msg().${name}`, early())).toBe(
			`error: Runtime error: the field: \`${name}\` is not defined yet, it only is available from the \`preq\` stage`,
		);
	});

	const received = messageModules.flatMap((module) =>
		module.functions
			.filter((declaration) => declaration.stages.length > 0 && declaration.overloads[0]?.params[0]?.type !== 'part')
			.map((declaration) => ({ module: module.namespace, declaration })),
	);

	it.each(received)('$module $declaration.names is not there', async ({ module, declaration }) => {
		for (const name of declaration.names) {
			const args = (declaration.overloads[0]?.params ?? []).map(({ type }) =>
				type === 'Message' ? 'msg()' : type === 'Context' ? 'ctx()' : type === 'int' ? '1' : '"a@b.example"',
			);
			const script = `${module === undefined ? '' : `${module}::`}${name}(${args.join(', ')})`;
			expect(await outcome(script, early())).toMatch(
				/^error: Runtime error: the field: `\w+` is not defined yet, it only is available from the `preq` stage$/,
			);
		}
	});
});

describe('mistakes', () => {
	test.each([
		['has_header(1)', 'error: Data type incorrect: i64 (expecting string)'],
		['msg::set_header("X", 5)', 'error: Data type incorrect: i64 (expecting string)'],
		['msg().append_header((), "x")', 'error: Data type incorrect: () (expecting string)'],
		[
			'msg::set_header("X", "a\\nBcc: x@y.example")',
			'error: Runtime error: the value for the header `X` has a line break that no blank follows: it would begin another header',
		],
		[
			'let text = (); try { add_to("nobody") } catch (caught) { text = caught; } text',
			"\"invalid type conversion expected: `address`, but got: `'nobody' is not a valid address: the '@' is missing`\"",
		],
		['let part = msg::parts()[0]; part.filename = 5', 'error: Data type incorrect: i64 (expecting string)'],
		[
			'let part = msg::parts()[2]; part.remove(); part.replace("x")',
			'error: Runtime error: the part is no longer in the message: it was removed, or what it stood in was replaced',
		],
		[
			'msg::add_part("text", "x")',
			'error: Runtime error: `text` is not a media type: expected something like `text/plain`',
		],
		[
			'msg::parts()[0].header("a b")',
			'error: Runtime error: "a b" is not the name of a header: expected 1 to 255 visible ASCII characters without blanks and colons',
		],
	])('%s', async (script, expected) => {
		expect(await outcome(script)).toBe(expected);
	});
});

describe('parts', () => {
	test.each([
		[
			'let p = msg::parts()[2]; p.filename = "b c.pdf"; msg::attachments()[0].header("Content-Disposition")',
			'"attachment; filename=\\"b c.pdf\\""',
		],
		['msg::parts()[2].headers[0]', '#{"name": "Content-Type", "value": "application/pdf; name=\\"menu.pdf\\""}'],
		['msg::parts()[1].within', '["multipart/mixed", "multipart/alternative"]'],
		['msg::parts().map(|p| p.size)', '[14, 55, 9]'],
		['msg::parts().map(|p| p.encoding)', '["7bit", "quoted-printable", "base64"]'],
		['msg::parts().map(|p| p.charset)', '["utf-8", "utf-8", ""]'],
		['let p = msg::parts()[2]; [p.disposition, p.content_id, p.is_attachment]', '["attachment", "", true]'],
		['msg::parts()[2].md5', '"6446a98080f5e51ab7f0abc0e8eda635"'],
		['msg::parts()[2].sha1.len + msg::parts()[2].sha256.len', '104'],
		['for p in msg::parts() { if p.is_attachment { p.remove(); } } msg::parts().len', '2'],
		['let b = msg::parts()[2].blob(); b.clear(); msg::parts()[2].size', '9'],
		['msg::parts()[2].replace("x".to_blob(), "text/plain"); msg::parts()[2].text()', '"x"'],
		[
			'let p = msg::add_attachment("m.eml", "message/rfc822", "Subject: x\\r\\n\\r\\ny"); [p.path, msg::parts().len]',
			'["3", 5]',
		],
		['msg::add_attachment("x.bin", "application/octet-stream", "abc".to_blob()).blob().as_string()', '"abc"'],
	])('%s', async (script, expected) => {
		expect(await outcome(script)).toBe(expected);
	});
});

test('objects count as their text', async () => {
	expect(await outcome('add_to(address("x@y.example")); msg::addresses(fqdn("to"))[2].address')).toBe('"x@y.example"');
});
