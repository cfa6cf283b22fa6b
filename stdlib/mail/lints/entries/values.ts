/** Lints about values: what is compared with what, and where texts of strangers end. */

import { type LintEntry, lint } from '../../../../lang/diagnostics/lint-entry.ts';

export const VALUE_ENTRIES: readonly LintEntry[] = [
	lint({
		id: 'V011',
		name: 'impossible-object-comparison',
		severity: 'error',
		title: 'a comparison of objects can never be true, or always fails',
		text: `Objects of different types are never equal, with few exceptions: an address equals its domain and its local
part, a pattern whatever text it matches. A status equals statuses only. A string against a network, a list or a code is
an error when it runs. To ask whether a network or list contains something use \`in\`.`,
		bad: `#{
    connect: [
        rule "internal" || if ctx::client_ip() == net_10 { state::accept() } else { state::next() },
    ],
}`,
		good: `#{
    connect: [
        rule "internal" || if ctx::client_ip() in net_10 { state::accept() } else { state::next() },
    ],
}`,
	}),
	lint({
		id: 'V012',
		name: 'absent-element',
		severity: 'warning',
		title: 'an element is taken from a list that may be empty',
		text: `A data base gives an empty list for a key that it does not have, a message one for a header that it does not
have. Taking an element from an empty list is an error. Nothing is said where the script asks anything about the list.`,
		bad: `service aliases db:csv = #{ connector: "aliases.csv" };
#{
    rcpt: [
        action "alias" || {
            let found = aliases.get(ctx::rcpt()); // vsl-ignore V019: a failure is temporary
            envelop::add_rcpt(found[1]);
        },
    ],
}`,
		good: `service aliases db:csv = #{ connector: "aliases.csv" };
#{
    rcpt: [
        action "alias" || {
            let found = aliases.get(ctx::rcpt()); // vsl-ignore V019: a failure is temporary
            if !found.is_empty() { envelop::add_rcpt(found[1]); }
        },
    ],
}`,
	}),
	lint({
		id: 'V015',
		name: 'interpolated-query',
		severity: 'warning',
		title: 'a query is put together from values',
		text: `A value that is written into the text of a query is read as a part of it: a quote in it ends the text that it
stands in, and what follows is a query of its own. Write \`?\` in its place and hand it over as a parameter. A value that
comes from the network is an error, V016.

Filters of directories have no parameters: compare the values first.`,
		bad: `const store = sqlite::connect(#{ path: "mail.db" });
fn seen(name) { store.query(\`SELECT 1 FROM seen WHERE name = '\${name}'\`) }
#{
    connect: [
        rule "seen" || {
            try { if seen(env("LIST")) != [] { return state::next(); } } catch { log("warn", "no store"); }
            state::next()
        },
    ],
}`,
		good: `const store = sqlite::connect(#{ path: "mail.db" });
fn seen(name) { store.query("SELECT 1 FROM seen WHERE name = ?", [name]) }
#{
    connect: [
        rule "seen" || {
            try { if seen(env("LIST")) != [] { return state::next(); } } catch { log("warn", "no store"); }
            state::next()
        },
    ],
}`,
	}),
	lint({
		id: 'V016',
		name: 'tainted-value',
		severity: 'error',
		title: 'a text from the network is used where it is dangerous',
		text: `HELO names, senders, recipients, headers, bodies, names of attachments and answers of the DNS are written by
strangers. As the program of a command, a path, the host that mail goes to, the name of a header, a pattern or the text of
a query they decide what the server does. The text is followed through variables, interpolation, lists and maps, functions
and closures, also of imported modules.

A value counts as known from the place on where the script compares it with something: with \`==\`, \`in\` or \`switch\`, or
asks a function about it in a condition. Numbers are harmless, and so are domains in paths.`,
		bad: `#{
    preq: [
        action "copy" || fs::write(\`copies/\${ctx::mail_from().local_part}\`),
    ],
}`,
		good: `#{
    preq: [
        action "copy" || {
            let name = ctx::mail_from().local_part;
            if name in ["ann", "bob"] { fs::write(\`copies/\${name}\`); }
        },
    ],
}`,
	}),
	lint({
		id: 'V017',
		name: 'bad-pattern',
		severity: 'error',
		title: 'a pattern is none, or is made again and again',
		text: `The text of a \`regex\` must follow the syntax of the Rust \`regex\` crate: there is no look-around, and no
reference back to a group. No pattern is too slow here, since all are matched in linear time; but making one takes longer
than matching it, so a pattern that is always the same should not be made in a loop, which is a warning.`,
		bad: `object spam regex = "^win[0-9+@";
#{
    mail: [
        rule "spam" || if ctx::mail_from() == spam { state::deny() } else { state::next() },
    ],
}`,
		good: `object spam regex = "^win[0-9]+@";
#{
    mail: [
        rule "spam" || if ctx::mail_from() == spam { state::deny() } else { state::next() },
    ],
}`,
	}),
	lint({
		id: 'V018',
		name: 'loose-domain',
		severity: 'warning',
		title: 'a test of a domain lets other domains through',
		text: `In a pattern \`.\` matches any character, and a pattern without \`^\` and \`$\` matches in the middle of a text:
\`@kettle.example\` is found in \`ann@kettlexexample\` and in \`ann@kettle.example.attacker.example\`. \`ends_with\` a domain
do names that only look like a subdomain. Strings compare exactly, and domains have no case.

Objects are made for this: an \`fqdn\` compares without regard to case, equals the addresses in it, and contains its
subdomains.`,
		bad: `#{
    mail: [
        rule "spam" || if ctx::mail_from().domain == "spam.example" { state::deny() } else { state::next() },
    ],
}`,
		good: `#{
    mail: [
        rule "spam" || if ctx::mail_from() == fqdn("spam.example") { state::deny() } else { state::next() },
    ],
}`,
	}),
	lint({
		id: 'V024',
		name: 'written-secret',
		severity: 'warning',
		title: 'a password is written in the script',
		text: `Scripts are copied, shown and kept in version control. Read passwords from the environment or from a file that
only the server can read.`,
		bad: `#{
    delivery: [action "relay" || transport::forward_all("smtp://ann:sesame@relay.example")],
}`,
		good: `#{
    delivery: [action "relay" || transport::forward_all(env("RELAY") ?? "relay.example")],
}`,
	}),
	lint({
		id: 'V032',
		name: 'logged-secret',
		severity: 'error',
		title: 'a password or a whole message goes into the log',
		text: `Logs are read by more people than mail is, and kept for longer. A password in them is an error, a whole message
or body a warning.`,
		bad: `#{
    authenticate: [
        action "note" || log("info", \`\${auth::credentials().authid} \${auth::credentials().authpass}\`),
    ],
}`,
		good: `#{
    authenticate: [
        action "note" || log("info", auth::credentials().authid),
    ],
}`,
	}),
];
