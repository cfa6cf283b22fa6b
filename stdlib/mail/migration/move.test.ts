/** Texts before and after, for each kind of move and in both directions. What is moved is not moved again. */

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parse, SourceFile } from '../../../lang/index.ts';
import type { Generation } from './generation.ts';
import { moveProject, moveText } from './test-move.ts';

type Row = readonly [before: string, after: string];

/** Makes a main script of a text, whose constants nobody else can use. */
const END = '\n;#{}';

function moved(text: string, generation: Generation): string {
	const result = moveText(text + END, generation).text;
	expect(result.endsWith(END)).toBe(true);
	expect(moveText(result, generation).text).toBe(result);
	return result.slice(0, -END.length);
}

/** Texts of all tables, to be mixed. */
const SEEN: string[] = [];

function rows(title: string, generation: Generation, table: readonly Row[]): void {
	SEEN.push(...table.flat());
	describe(`${title}, to ${generation}.x`, () => {
		test.each(table)('%s', (before, after) => expect(moved(before, generation)).toBe(after));
	});
}

/** Texts that stay as they are. */
function same(title: string, generation: Generation, texts: readonly string[]): void {
	SEEN.push(...texts);
	describe(`${title}, to ${generation}.x`, () => {
		test.each(texts)('%s', (text) => expect(moved(text, generation)).toBe(text));
	});
}

rows('functions', 2, [
	['accept()', 'state::accept()'],
	['deny("550 no")', 'state::deny("550 no")'],
	['info("250 x")', 'state::info("250 x")'],
	['packet("secret")', 'state::packet("secret")'],
	['quarantine ( "x" )', 'state::quarantine ( "x" )'],
	['client_ip() in x', 'ctx::client_ip() in x'],
	['is_authenticated()', 'auth::is_authenticated()'],
	['auth().type', 'auth::credentials().type'],
	['add_header("a", "b")', 'msg::append_header("a", "b")'],
	['remove_header("a")', 'msg::rm_header("a")'],
	['mail()', 'msg::mail()'],
	['rewrite_rcpt_message("a@b.c", "d@e.f")', 'msg::rw_rcpt("a@b.c", "d@e.f")'],
	['rewrite_rcpt_envelop("a@b.c", "d@e.f")', 'envelop::rw_rcpt("a@b.c", "d@e.f")'],
	['add_rcpt("a@b.c")', 'envelop::add_rcpt("a@b.c")'],
	['bcc("a@b.c")', 'envelop::bcc("a@b.c")'],
	['disable_delivery_all()', 'transport::disable_all()'],
	['write("dir"); dump("dir", #{ message: false })', 'fs::write("dir"); fs::dump("dir", #{ message: false })'],
	['date() + time()', 'time::date() + time::now()'],
	['check_spf("both", "soft")', 'spf::check("both", "soft")'],
	['sys::check_spf(ctx(), srv())', 'spf::check_raw()'],
	['check_spf_inner().result', 'spf::check_raw().result'],
	['dkim_verify().status + verify_dkim().status', 'dkim::verify().status + dkim::verify().status'],
	['ctx().has_dkim_result && has_dkim_result()', 'dkim::has_result() && dkim::has_result()'],
	['ctx().store_dkim(#{ status: "pass" })', 'dkim::store(#{ status: "pass" })'],
	['check_dmarc()', 'dmarc::check()'],
	['lookup("a.example") + rlookup("192.0.2.1")', 'dns::lookup("a.example") + dns::rlookup("192.0.2.1")'],
	['authenticate()', 'auth::unix_users()'],
	['in_domain(rcpt())', 'utils::in_domain(ctx::rcpt())'],
	['util::get_root_domain("x")', 'utils::get_root_domain("x")'],
	['transport::mailbox("x")', 'transport::mbox("x")'],
	['msg::add_header("a", "b")', 'msg::append_header("a", "b")'],
	['ctx::is_authenticated()', 'auth::is_authenticated()'],
	['new_address("a@b.c")', 'address("a@b.c")'],
	[
		'`from ${mail_from()}, ${if is_secured() { "x" } else { "" }}`',
		'`from ${ctx::mail_from()}, ${if ctx::is_secured() { "x" } else { "" }}`',
	],
	['[1].map(|x| accept())', '[1].map(|x| state::accept())'],
	['fn f() { next() }\nf()', 'fn f() { state::next() }\nf()'],
	['fn next(x) { next() }\nnext(1)', 'fn next(x) { state::next() }\nnext(1)'],
]);

same('what 2.x has too', 2, [
	'log("info", "x"); log_warn("x")',
	'user_exist("x") && hostname() != env("X")',
	'[fqdn("a.example"), address("a@b.c"), code(550, "no"), file("x", "fqdn"), group([])]',
	'obj::fqdn("a.example") == unix::hostname()',
	'get_domain("a@b.c") + address("a@b.c").local_part',
	'csv(#{ connector: "x" })',
	'x::accept()',
	'global::accept',
	'"accept() and ctx().helo and code554_7_1"',
	'// accept()\n/* ctx().helo */ 1',
	'#{ accept: 1, deny: 2 }.accept',
	'fn accept() { 1 }\naccept()',
	'fn log(a, b) { 1 }\nlog("info", "x")',
	'import "x" as state;\nstate::accept()',
]);

rows('the context, the message and the server', 2, [
	['ctx().helo', 'ctx::helo()'],
	['ctx().mail_from.domain', 'ctx::mail_from().domain'],
	['ctx() . rcpt_list [0]', 'ctx::rcpt_list() [0]'],
	['ctx()?.helo', 'ctx::helo()'],
	['ctx().helo()', 'ctx::helo()'],
	['(ctx()).helo', 'ctx::helo()'],
	['ctx().is_authenticated', 'auth::is_authenticated()'],
	['ctx() /* c */ .helo', '/* c */ ctx::helo()'],
	['ctx()\n\t// why\n\t.helo', '\n\t// why\n\tctx::helo()'],
	['ctx(). /* c */ helo', 'ctx::helo() /* c */ '],
	['msg().has_header("a")', 'msg::has_header("a")'],
	['msg().remove_header( "a" )', 'msg::rm_header( "a" )'],
	['msg().mail + msg().size', 'msg::mail() + msg::size()'],
	['msg().body()', 'msg::body()'],
	['sys::has_header(msg(), "a")', 'msg::has_header("a")'],
	['sys::has_header(msg(),\n\t"a", )', 'msg::has_header("a", )'],
	['sys::helo(ctx())', 'ctx::helo()'],
	['sys::helo(ctx(),)', 'ctx::helo()'],
	['sys::send_mail(srv(), "a@b.c", ["d@e.f"], "p", "r")', 'utils::send_mail("a@b.c", ["d@e.f"], "p", "r")'],
	['has_header(msg(), "a")', 'msg::has_header("a")'],
	['client_ip(ctx())', 'ctx::client_ip()'],
	['let c = ctx();\nc.helo + c.client_ip', 'ctx::helo() + ctx::client_ip()'],
	[
		'let m = msg();\nlet n = m;\nn.has_header("a") && sys::has_header(m, "b")',
		'msg::has_header("a") && msg::has_header("b")',
	],
	['|| { 1; let c = ctx(); }', '|| { 1; let c = ctx(); }'],
]);

same('what may be something else', 2, [
	'let c = ctx();\nc = #{ helo: 1 };\nc.helo',
	'|c| c.helo',
	'let c = ctx();\nc.helo = 1;\n2',
	'fn ctx() { #{ helo: 1 } }\nctx().helo',
	'fn has_header(x) { 1 }\nmsg().has_header("a")',
	'ctx().to_string()',
	'const c = ctx();\nfn f() { c.helo }\nf()',
	'import "x" as ctx;\nctx().helo',
]);

rows('constants and the configuration', 2, [
	['deny(code554_7_1)', 'state::deny(code::c554_7_1())'],
	['code_greylist.to_string()', 'code::c451_7_1().to_string()'],
	['[net_192, net_172, net_10, non_routable_net]', '[net::rg_192(), net::rg_172(), net::rg_10(), net::non_routable()]'],
	['toml::server.domain', 'cfg::server.domain'],
	['fn f() { toml::app }\nf()', 'fn f() { cfg::app }\nf()'],
]);

same('constants that are hidden', 2, [
	'let net_10 = 1;\nnet_10',
	'|net_10| net_10',
	'const net_10 = 1;\nfn f() { net_10 }\nf()',
	'import "x" as net;\nnet_10',
	'import "x" as cfg;\ntoml::server',
	'import "x" as toml;\ntoml::server',
]);

rows('objects', 2, [
	['object x fqdn = "a.example";', 'export const x = fqdn("a.example");'],
	['object x addr = "a@b.c";', 'export const x = address("a@b.c");'],
	['object x ident = "a";', 'export const x = identifier("a");'],
	['object x string = "a";', 'export const x = "a";'],
	['object x val = `a ${1}`;', 'export const x = `a ${1}`;'],
	['object fqdn fqdn = "a.example";', 'export const fqdn = fqdn("a.example");'],
	['object\tx\n\tfqdn\n\t= "a.example" ;', 'export const\tx\n\t= fqdn("a.example") ;'],
	[
		'object /* name */ x /* type */ fqdn /* is */ = /* value */ "a.example" /* end */;',
		'export const /* name */ x /* type */  /* is */ = /* value */ fqdn("a.example") /* end */;',
	],
	['object x fqdn = #{ value: "a.example" };', 'export const x = fqdn("a.example");'],
	[
		'object x fqdn = #{ value: "a.example", note: "b" };',
		'export const x = fqdn(#{ value: "a.example", note: "b" }.value);',
	],
	['object x fqdn = #{ /* c */ value: "a.example" };', 'export const x = fqdn(#{ /* c */ value: "a.example" }.value);'],
	['object x fqdn = "a" + ".example";', 'export const x = fqdn("a" + ".example");'],
	['object x fqdn = toml::server.domain;', 'export const x = fqdn(cfg::server.domain);'],
	[
		'const m = #{ value: "a" };\nobject x ident = m;',
		'const m = #{ value: "a" };\nexport const x = identifier(m.value);',
	],
	['object x file:ip4 = "x.txt";', 'export const x = file("x.txt", "ip4");'],
	['object x file : addr = "x.txt";', 'export const x = file("x.txt", "address");'],
	['{ object x fqdn = "a.example"; x }', '{ const x = fqdn("a.example"); x }'],
	['|| { object x fqdn = "a.example" }', '|| { fqdn("a.example") }'],
	['|| object x fqdn = "a.example"', '|| fqdn("a.example")'],
	['f(object x fqdn = "a.example")', 'f(fqdn("a.example"))'],
	['f(object /* c */ x fqdn = "a.example")', 'f(fqdn( /* c */    "a.example"))'],
	['[object x string = "a"]', '["a"]'],
	['(object x fqdn = "a.example") == y', '(fqdn("a.example")) == y'],
	['f(object x fqdn = "a.example"); x', 'export const x = fqdn("a.example");\nf(x); x'],
	[
		'if true {\n\tlet l = [object x fqdn = "a.example"];\n\tx\n}',
		'if true {\n\tconst x = fqdn("a.example");\n\tlet l = [x];\n\tx\n}',
	],
	[
		'let l = [object x ip4 = "192.0.2.1"];\nfn f() { x }\nf()',
		'export const x = ip4("192.0.2.1");\nlet l = [x];\nfn f() { x }\nf()',
	],
	['fn g() { let l = [object x fqdn = "a.example"]; x }', 'fn g() { const x = fqdn("a.example");\nlet l = [x]; x }'],
]);

rows('codes', 2, [
	['object x code = "550 no";', 'export const x = code(550, "no");'],
	['object x code = "550 5.7.1 no \\"more\\"";', 'export const x = code(550, "5.7.1", "no \\"more\\"");'],
	['object x code = `550 5.7.1 no`;', 'export const x = code(550, "5.7.1", `no`);'],
	['object x code = #"550 no "more""#;', 'export const x = code(550, "no \\"more\\"");'],
	['object x code = "\\x35\\x350 no";', 'export const x = code(550, "no");'],
	['object x code = "250 2 recipients";', 'export const x = code(250, "2 recipients");'],
	['object x code = "550-one\\r\\n550 two";', 'export const x = code(550, "one\\r\\ntwo");'],
	['object x code = #{ code: 550, enhanced: "5.7.1", text: "no" };', 'export const x = code(550, "5.7.1", "no");'],
	['object x code = #{ base: 550, enhanced: "", text: "no" };', 'export const x = code(550, "", "no");'],
	['object x code = #{ text: "no", code: 550, enhanced: "5.7.1" };', 'export const x = code(550, "5.7.1", "no");'],
	[
		'object x code = #{\n\tcode: 550, // for good\n\tenhanced: "5.7.1",\n\ttext: "no",\n};',
		'export const x = code(\n\t550, // for good\n\t"5.7.1",\n\t"no",\n);',
	],
	['object x code = #{ code: f(), enhanced: g(), text: h() };', 'export const x = code(f(), g(), h());'],
	['deny(object x code = "550 no")', 'state::deny(code(550, "no"))'],
]);

rows('groups', 2, [
	['object x group = [object a fqdn = "a.example", "b"];', 'export const x = group([fqdn("a.example"), "b"]);'],
	['object x grp = [];', 'export const x = [];'],
	[
		'object x group = [object a address = "a@b.c", object b ip4 = "192.0.2.1"];\ny in x',
		'export const x = [address("a@b.c"), ip4("192.0.2.1")];\ny in x',
	],
	[
		'object a ident = "a";\nobject x group = [a];\nfor y in x { z !in x; }',
		'export const a = identifier("a");\nexport const x = [a];\nfor y in x { z !in x; }',
	],
	['object x group = [object a address = "a@b.c"];\nf(x)', 'export const x = group([address("a@b.c")]);\nf(x)'],
	[
		'object x group = [object a rg4 = "192.0.2.0/24"];\ny in x',
		'export const x = group([rg4("192.0.2.0/24")]);\ny in x',
	],
	['object x group = ["a"];\ny in x', 'export const x = group(["a"]);\ny in x'],
	[
		'object y group = [object x group = [object a ip4 = "192.0.2.1"]];',
		'export const y = group([group([ip4("192.0.2.1")])]);',
	],
	['object x group = #{ value: ["a"] };', 'export const x = group(["a"]);'],
	['let l = ["a"];\nobject x group = l;', 'let l = ["a"];\nexport const x = group(l);'],
]);

rows('services', 2, [
	['service x cmd = #{ command: "a" };', 'export const x = cmd::build(#{ command: "a" });'],
	['service x shell = #{ command: "a" };', 'export const x = cmd::build(#{ command: "a" });'],
	['service x smtp = #{};', 'export const x = smtp::connect(#{});'],
	['service x db:csv = #{};', 'export const x = csv::csv(#{});'],
	['service x db : sqlite = options;', 'export const x = sqlite::connect(options);'],
	['service x db:mysql = #{};', 'export const x = mysql::connect(#{});'],
	['(service x cmd = #{ command: "a" }).cmd_run()', '(cmd::build(#{ command: "a" })).run()'],
	['s::scan.cmd_run(["a"])', 's::scan.run(["a"])'],
	['x.run_cmd()', 'x.run()'],
	['x.db_add(["a"]); x.db_rm("a");', 'x.set(["a"]); x.rm("a");'],
	['service x db:csv = #{};\nx.db_query("a")', 'export const x = csv::csv(#{});\nx.get("a")'],
	['const x = sqlite::connect(#{});\nx.db_query("a")', 'const x = sqlite::connect(#{});\nx.query("a")'],
]);

same('methods of something else', 2, [
	'#{ cmd_run: |x| x }.cmd_run(1)',
	'let m = #{};\nm.run_cmd = || 1;\nm.run_cmd()',
	'fn cmd_run(x) { x }\ny.cmd_run(1)',
	'fn run(x) { x }\ny.cmd_run(1)',
	'x.deliver()',
	'"spam"?.quarantine()',
	'let m = #{ quarantine: |x| x };\n"spam".quarantine()',
	'x.db_query("a")',
]);

rows('methods of the library', 2, [
	['"spam".quarantine()', 'state::quarantine("spam")'],
	['rcpt().deliver()', 'transport::deliver(ctx::rcpt())'],
	['ctx::rcpt().forward( "a.example" )', 'transport::forward(ctx::rcpt(), "a.example" )'],
	['"X-A".append_header("b").to_string()', 'msg::append_header("X-A", "b").to_string()'],
]);

describe('stages', () => {
	const STAGES: readonly Row[] = [
		['#{ deliver: [rule "x" || next()] }', '#{ delivery: [rule "x" || state::next()] }'],
		['#{ "data": [rule "x" || next()] }', '#{ "preq": [rule "x" || state::next()] }'],
		['#{ data: 1, deliver: [2] }', '#{ data: 1, deliver: [2] }'],
		['#{ data: [rule "x" || next()], preq: [] }', '#{ data: [rule "x" || state::next()], preq: [] }'],
	];
	test.each(STAGES)('%s', (before, after) => {
		expect(moveText(before, 2).text).toBe(after);
		expect(moveText(after, 2).text).toBe(after);
	});
});

rows('functions', 1, [
	['state::accept()', 'accept()'],
	['state::deny("550 no")', 'deny("550 no")'],
	['state :: next ( )', 'next ( )'],
	['ctx::helo()', 'helo()'],
	['auth::is_authenticated()', 'is_authenticated()'],
	['auth::credentials().type', 'auth().type'],
	['msg::rm_header("a")', 'remove_header("a")'],
	['msg::body()', 'msg().body()'],
	['envelop::rw_rcpt("a@b.c", "d@e.f")', 'rewrite_rcpt_envelop("a@b.c", "d@e.f")'],
	['rewrite_rcpt("a@b.c", "d@e.f")', 'rewrite_rcpt_envelop("a@b.c", "d@e.f")'],
	['add_header("a", "b")', 'append_header("a", "b")'],
	['transport::disable("x")', 'disable_delivery("x")'],
	['time::now()', 'time()'],
	['logging::log("info", "x")', 'log("info", "x")'],
	['utils::in_domain("x")', 'in_domain("x")'],
	['unix::hostname()', 'hostname()'],
	['cfg::server.domain', 'toml::server.domain'],
	['code::c554_7_1().to_string()', 'code554_7_1.to_string()'],
	['net::non_routable()', 'non_routable_net'],
	[
		'import "plugins/libvsmtp_plugin_csv" as lists;\nconst x = lists::csv(#{});',
		'import "plugins/libvsmtp_plugin_csv" as lists;\nservice x db:csv = #{};',
	],
]);

same('what 1.x has too', 1, [
	'accept(); ctx().helo; sys::has_header(msg(), "a"); code554_7_1; toml::server',
	'x.cmd_run(); x.run(); x.db_query("a")',
	'new_address("a@b.c"); user_exist("x")',
	'fn accept() { 1 }\nstate::accept()',
	'let net_10 = 1;\nnet::rg_10()',
	'import "x" as state;\nstate::accept()',
]);

rows('constructors', 1, [
	['export const x = fqdn("a.example");', 'object x fqdn = "a.example";'],
	['const x = obj::ip4("192.0.2.1");', 'object x ip4 = "192.0.2.1";'],
	['export const x = address("a@b.c");', 'object x address = "a@b.c";'],
	[
		'export /* a */ const x /* b */ = fqdn( /* c */ "a.example" );',
		'object /* a */  x fqdn /* b */ =  /* c */ "a.example";',
	],
	['const x = file("x.txt", "ip4");', 'object x file:ip4 = "x.txt";'],
	['const x = code(550, "5.7.1", "no");', 'object x code = #{ code: 550, enhanced: "5.7.1", text: "no" };'],
	['const x = code(550, "no");', 'object x code = #{ code: 550, enhanced: "", text: "no" };'],
	['const x = code(\n\t550,\n\t"no",\n);', 'object x code = #{\n\tcode: 550,\n\tenhanced: "", text: "no",\n};'],
	[
		'const x = group([fqdn("a.example"), address("a@b.c")]);',
		'object x group = [object fqdn_1 fqdn = "a.example", new_address("a@b.c")];',
	],
	['const x = cmd::build(#{ command: "a" });', 'service x cmd = #{ command: "a" };'],
	['const x = smtp::connect(#{});', 'service x smtp = #{};'],
	['const x = csv::connect(#{});', 'service x db:csv = #{};'],
	['const x = sqlite::connect(#{});', 'service x db:sqlite = #{};'],
	['|| { const x = fqdn("a.example"); x }', '|| { object x fqdn = "a.example"; x }'],
	['|| { const x = fqdn("a.example"); }', '|| { const x = object fqdn_1 fqdn = "a.example"; }'],
	['let x = fqdn("a.example");', 'let x = object fqdn_1 fqdn = "a.example";'],
	['fqdn("a.example") == x', '(object fqdn_1 fqdn = "a.example") == x'],
	[
		'let fqdn_1 = 1;\nf(fqdn("a.example"), fqdn("b.example"))',
		'let fqdn_1 = 1;\nf(object fqdn_2 fqdn = "a.example", object fqdn_3 fqdn = "b.example")',
	],
	['cmd::build(#{ command: "a" }).run()', '(service cmd_1 cmd = #{ command: "a" }).run()'],
	['fn fqdn(x) { x }\nfqdn("a.example")', 'fn fqdn(x) { x }\nfqdn("a.example")'],
]);

describe('what is left', () => {
	const LEFT: readonly [text: string, generation: Generation, message: string][] = [
		['import "x" as state;\naccept()', 2, 'an import is called `state` and hides the module'],
		['object x code = y;', 2, 'its parts are not written out'],
		['object x code = #{ code: 550, text: "no" };', 2, 'it needs the keys `code`, `enhanced` and `text`'],
		['object x code = #{ text: f(), code: g(), enhanced: h() };', 2, 'its parts must come in the order'],
		['fn code(a, b) { 1 }\nobject x code = "550 no";', 2, 'the script has a function `code` of its own'],
		['object x code = "no reply";', 2, 'its text is no reply'],
		['|a| { object x fqdn = a; x }', 2, 'look whether its value may be a map'],
		['object x fqdn = 5;', 2, 'its value is no string'],
		['|| { let y = z || (object x fqdn = "a.example") == w; x }', 2, 'declare it in a statement of its own'],
		['check_mail_relay(net_10)', 2, 'in 2.x relaying is decided by which script runs'],
		['check_spf("helo", "auth", "soft")', 2, 'choose the identity by the sender'],
		['sys::check_spf(ctx(), srv(), "helo")', 2, 'choose the identity by the sender'],
		['sys::parse_signature("x")', 2, '`dkim::verify()` does all steps'],
		['rewrite_mail_from("a@b.c")', 2, 'call `envelop::rw_mail_from` and `msg::rw_mail_from`'],
		['f(ctx())', 2, '`ctx` has no counterpart in 2.x'],
		['let c = ctx();\nf(c)', 2, '`ctx` has no counterpart in 2.x'],
		['fn f(m) { sys::has_header(m, "To") }\nf(msg())', 2, 'its first argument seems to be the message'],
		['Fn("accept")', 2, 'write a closure that calls `state::accept(…)`'],
		['x.db_query("a")', 2, 'which of them depends on the service'],
		['x.deliver()', 2, 'the value before the dot becomes the first argument'],
		['net_10;\nlet net_10 = 1;', 2, '`net_10` is also declared in this file'],
		['dns::mx("a.example")', 1, '`dns::mx` has no counterpart in 1.x'],
		['code::c500_7_26()', 1, '`code::c500_7_26` has no counterpart in 1.x'],
		['file("x", y)', 1, 'its second argument must be written out'],
		['net::rg_10();\nlet net_10 = 1;', 1, '`net_10` is something else in this file'],
		['state::accept();\nfn accept() { 1 }', 1, 'the script has a function `accept` of its own'],
	];
	test.each(LEFT)('%s, to %i.x', (text, generation, message) => {
		expect(moveText(text + END, generation).left.join('\n')).toContain(message);
	});
});

describe('several files', () => {
	const project = (...files: [name: string, text: string][]) =>
		Object.fromEntries(moveProject(new Map(files), 2).files);

	test('what another file uses keeps its name', () => {
		const lists = 'object all group = [object one fqdn = "a.example", object two fqdn = "b.example"];';
		const main = 'import "lists" as l;\nx in l::all || l::two == x';
		expect(project(['main.vsl', main], ['lists.vsl', lists])).toEqual({
			'main.vsl': main,
			'lists.vsl': 'export const two = fqdn("b.example");\nexport const all = group([fqdn("a.example"), two]);',
		});
	});
	test('a list that another file hands on stays a group', () => {
		const lists = 'object all group = [object one ip4 = "192.0.2.1"];';
		const main = (use: string) => `import "lists" as l;\n${use}`;
		const list = (use: string) => project(['main.vsl', main(use)], ['lists.vsl', lists])['lists.vsl'];
		expect(list('x in l::all')).toBe('export const all = [ip4("192.0.2.1")];');
		expect(list('f(l::all)')).toBe('export const all = group([ip4("192.0.2.1")]);');
	});
	test('a module that is looked at alone may be used in any way', () => {
		const names = Array.from({ length: 40 }, (_, index) => `host_${index}`);
		const lists = `object all group = [object net group = [object one ip4 = "192.0.2.1"], ${names.map((name) => `object ${name} fqdn = "a.example"`).join(', ')}];`;
		expect(project(['lists.vsl', lists])['lists.vsl']?.split('\n')).toEqual([
			'export const one = ip4("192.0.2.1");',
			'export const net = group([one]);',
			...names.map((name) => `export const ${name} = fqdn("a.example");`),
			`export const all = group([net, ${names.join(', ')}]);`,
		]);
	});
	test('a name after `as` hides the module from whatever is called', () => {
		const texts: [string, string][] = [
			['main.vsl', 'import "rules" as r;\nimport "state" as state;\nr::decide()'],
			['rules.vsl', 'fn decide() { accept() }'],
			['state.vsl', 'fn f() { accept() }'],
			['apart.vsl', 'fn f() { accept() }'],
		];
		expect(project(...texts)).toEqual({ ...Object.fromEntries(texts), 'apart.vsl': 'fn f() { state::accept() }' });
	});
	test('a map with functions in one file is known in the other', () => {
		const tools = 'export const tools = #{ cmd_run: |x| x };';
		const main = 'import "tools" as t;\nt::tools.cmd_run(1)';
		expect(project(['main.vsl', main], ['tools.vsl', tools])['main.vsl']).toBe(main);
	});
});

describe('mixtures', () => {
	const piece = fc.constantFrom(...SEEN);
	const nested = fc
		.tuple(fc.constantFrom('', '|| ', 'let l = || ', 'if true '), piece)
		.map(([head, text]) => `${head}{\n\t${text}\n}`);
	const text = fc.array(fc.oneof(piece, nested), { minLength: 1, maxLength: 5 }).map((pieces) => pieces.join('\n;'));
	test.each<[Generation]>([[2], [1]])('can be read after they are moved to %i.x, and stay', (generation) => {
		let read = 0;
		fc.assert(
			fc.property(text, (one) => {
				if (parse(new SourceFile('main.vsl', one + END)).problems.length > 0) return;
				read++;
				moved(one, generation);
			}),
			{ numRuns: 300 },
		);
		expect(read).toBeGreaterThan(150);
	});
});

test('layout, line ends and comments stay', () => {
	const text =
		'#!/bin/vsl\r\n\t// ctx().helo\r\nobject  x\tfqdn =  "a.example" ; // x\r\n\r\n\r\n   accept( code554_7_1 )  // end';
	expect(moved(text.slice(12), 2)).toBe(
		'\t// ctx().helo\r\nexport const  x =  fqdn("a.example") ; // x\r\n\r\n\r\n   state::accept( code::c554_7_1() )  // end',
	);
});
