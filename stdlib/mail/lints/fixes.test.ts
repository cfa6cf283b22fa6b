/** What the repairs of the lints for mail make of a script, and that the finding is gone then. */

import { describe, expect, test } from 'vitest';
import { applyFixes } from '../../../lang/checker/index.ts';
import { checkedText } from './test-check.ts';

const CASES: readonly [id: string, safe: boolean, text: string, fixed: string][] = [
	[
		'V002',
		false,
		'rule "a" || { if is_secured() { deny(); } next() }',
		'rule "a" || { if is_secured() { return deny(); } next() }',
	],
	['V009', false, '#{ rctp: [rule "a" || next()] }', '#{ rcpt: [rule "a" || next()] }'],
	['V009', true, '#{ rcpt: rule "a" || next() }', '#{ rcpt: [rule "a" || next()] }'],
	['V009', true, '#{ deliver: [rule "a" || next()] }', '#{ delivery: [rule "a" || next()] }'],
	[
		'V015',
		true,
		'service s db:sqlite = #{ path: "x" };\ns.query(`SELECT 1 WHERE a = \'${env("X")}\' AND b = \'y\'`);',
		'service s db:sqlite = #{ path: "x" };\ns.query(`SELECT 1 WHERE a = ? AND b = \'y\'`, [`${env("X")}`]);',
	],
	[
		'V015',
		true,
		'service s db:sqlite = #{ path: "x" };\nlet a = hostname();\ns.exec(`DELETE FROM t WHERE a = "${a}"`);',
		'service s db:sqlite = #{ path: "x" };\nlet a = hostname();\ns.exec(`DELETE FROM t WHERE a = ?`, [a]);',
	],
	[
		'V015',
		false,
		'service s db:sqlite = #{ path: "x" };\nfn f(n) { s.query(`SELECT 1 WHERE a = ${n} AND b IN (${n + 1}, ${n})`) }\nf(1);',
		'service s db:sqlite = #{ path: "x" };\nfn f(n) { s.query(`SELECT 1 WHERE a = ? AND b IN (?, ?)`, [n, n + 1, n]) }\nf(1);',
	],
	['V018', true, 'object r regex = "@kettle.example$";', 'object r regex = "@kettle\\\\.example$";'],
	['V018', true, 'object r regex = #"@mx.kettle.example$"#;', 'object r regex = #"@mx\\.kettle\\.example$"#;'],
	[
		'V018',
		true,
		'rule "a" || if helo() == "mx.example" { next() } else { deny() }',
		'rule "a" || if helo() == fqdn("mx.example") { next() } else { deny() }',
	],
	['V023', false, 'object c code = "550 4.7.1 no";', 'object c code = "550 5.7.1 no";'],
	['V041', false, 'object c adress = "ann@x.example";', 'object c address = "ann@x.example";'],
	['V042', true, '#{ mail: [rule "a" deny()] }', '#{ mail: [rule "a" || deny()] }'],
	['V042', true, '#{ mail: [rule "a" #{ evaluate: deny() }] }', '#{ mail: [rule "a" #{ evaluate: || deny() }] }'],
];

describe('repairs', () => {
	test.each(CASES)('%s (safe: %s) of %s', (id, safe, text, fixed) => {
		const [finding] = checkedText(text).filter((one) => one.id === id);
		const [fix] = finding?.fixes ?? [];
		expect(fix?.safe).toBe(safe);
		expect(applyFixes(text, fix === undefined ? [] : [{ ...fix, safe: true }]).text).toBe(fixed);
		expect(checkedText(fixed).filter((one) => one.id === id)).toEqual([]);
	});

	const NONE: readonly [id: string, text: string][] = [
		['V015', 'service s db:sqlite = #{ path: "x" };\ns.query(`SELECT 1 FROM ${env("TABLE")} WHERE a = 1`);'],
		['V015', 'service s db:sqlite = #{ path: "x" };\ns.query("SELECT 1 WHERE a = \'" + env("X") + "\'");'],
		['V018', 'object r regex = "@kett\\x6ce.example$";'],
	];
	test.each(NONE)('none for %s in %s', (id, text) => {
		const found = checkedText(text).filter((one) => one.id === id);
		expect(found).toHaveLength(1);
		expect(found[0]?.fixes ?? []).toEqual([]);
	});
});
