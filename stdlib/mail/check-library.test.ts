/** Rule files of all generations give no finding, and what is mistyped in them gives exactly one. */

import { describe, expect, test } from 'vitest';
import { checkSource } from '../../lang/checker/index.ts';
import { LINT_ENTRIES } from '../../lang/diagnostics/lint-entries.ts';
import { parse } from '../../lang/parser/index.ts';
import { SourceFile } from '../../lang/source/source-file.ts';
import { MAIL_CHECK } from './check-library.ts';

const lists = parse(new SourceFile('lists.vsl', 'object bad group = [];\nfn blocked(name) { name in bad }'));

function found(text: string): string[] {
	const context = {
		...MAIL_CHECK,
		loadModule: (path: string) => (path === 'lists' ? lists : undefined),
	};
	return checkSource(parse(new SourceFile('rules.vsl', text)), context).map(({ id, message }) => `${id} ${message}`);
}

const RULES: [name: string, text: string][] = [
	[
		'global functions and constants',
		`#{
	connect: [
		action "note" || log("info", \`peer \${client_address()}\`),
		rule "local" || if client_ip() in net_10 { accept() } else { next() },
	],
	helo: [
		rule "name" || {
			if ctx().helo == "localhost" { deny("550 5.7.1 no"); } else { next(); }
		},
	],
	mail: [
		rule "relay" || check_mail_relay(non_routable_net),
		rule "sender" || if mail_from().domain is "spam.example" { deny(code554_7_1) } else { next() },
	],
	preq: [
		rule "tag" || {
			if has_header("X-Spam") { prepend_header("Subject", "[spam] " + get_header("Subject")); }
			quarantine("suspect")
		},
	],
}`,
	],
	[
		'modules of the second generation',
		`import "plugins/libvsmtp_plugin_mysql" as mysql;
const database = mysql::connect(#{ url: "mysql://localhost/x", timeout: "1s", connections: 1 });
const office = rg4("198.51.100.0/24");
#{
	mail: [
		rule "office" || if ctx::client_ip() in office { state::accept() } else { state::next() },
		rule "greylist" || {
			let seen = database.query("SELECT 1");
			if seen.len() == 0 { state::deny(code::c451_7_1()) } else { state::next() }
		},
	],
	postq: [
		action "sign" || {
			for key in dkim::get_private_keys("kettle.example") {
				dkim::sign(#{ selector: "s1", private_key: key });
			}
			msg::append_header("X-Seen", time::now());
		},
		rule "checks" || {
			spf::check("both", "soft");
			dmarc::check()
		},
	],
	delivery: [action "out" || transport::forward_all("smtp://relay.example")],
}`,
	],
	[
		'objects, services and modules',
		`import "lists" as lists;
object admins group = [object one address = "ann@kettle.example", object two address = "bob@kettle.example"];
service scan cmd = #{ timeout: "20s", command: "/usr/local/bin/scan", args: ["--quick"] };
const LIMIT = 10;
fn is_admin(who) { who in admins }
fn over(n) { n > LIMIT }
#{
	rcpt: [
		rule "admins" || if is_admin(rcpt()) { accept() } else { next() },
		rule "lists" || if lists::blocked(rcpt()) || rcpt() in lists::bad { deny() } else { next() },
		rule "count" || if over(rcpt_list().len()) { info("452 too many") } else { next() },
	],
	preq: [
		rule "scan" || {
			let result = scan.cmd_run(["--deep", message_id()]);
			if result.has_code && result.code == 0 { next() } else { quarantine("suspect") }
		},
		rule "environment" || if env("MODE") == "test" { faccept() } else { next() },
	],
}`,
	],
];

const MISTAKES: [text: string, problem: string][] = [
	['ctx::mail_form()', 'V205 `ctx` has no function `mail_form`'],
	['state::acept()', 'V205 `state` has no function `acept`'],
	['stat::accept()', 'V204 unknown module `stat`'],
	['quarantin("x")', 'V202 unknown function `quarantin`'],
	['quarantine()', 'V203 `quarantine` takes 1 argument, here it gets none'],
	['msg::has_header()', 'V203 `msg::has_header` takes 1 or 2 arguments, here it gets none'],
	['deny(code554_71)', 'V201 undefined variable `code554_71`'],
	['env("HOME").len()', 'V216 the value before this may be `()`'],
	['const LIMIT = 5;\nfn over(n) { n > LIMIT }\nprint(over(LIMIT));', 'V201 undefined variable `LIMIT`'],
	['import "nowhere" as n;\nn::f()', 'V601 there is no module `nowhere`'],
	['fn deny(reason) { log("info", reason); }\ndeny("x")', 'V217 the function hides `deny` of the library'],
	['fn f(list) { list.lenght() + len(list, 1) }\nf([1])', 'V203 `len` takes 1 argument, here it gets 2'],
];

describe('rule files without a mistake', () => {
	for (const [name, text] of RULES) test(name, () => expect(found(text)).toEqual([]));
});

describe('mistakes', () => {
	for (const [text, problem] of MISTAKES) {
		test(text, () => {
			const all = found(text);
			expect(all).toHaveLength(1);
			expect(all[0]).toContain(problem);
		});
	}
});

describe('the library of the language agrees with the examples of the lints', () => {
	for (const { id, bad, good } of LINT_ENTRIES) {
		// The example of deprecated functions needs a host of its own.
		if (id === 'V224') continue;
		test(id, () => {
			expect(found(bad).map((line) => line.slice(0, 4))).toEqual([id]);
			expect(found(good)).toEqual([]);
		});
	}
});
