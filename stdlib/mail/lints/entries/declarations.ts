/** Lints about directives, objects, services and lists: what the server does not load. */

import { type LintEntry, lint } from '../../../../lang/diagnostics/lint-entry.ts';

export const DECLARATION_ENTRIES: readonly LintEntry[] = [
	lint({
		id: 'V026',
		name: 'wrong-service',
		severity: 'error',
		title: 'a service is asked for what another kind does, or a file is not there',
		text: `Commands are run, data bases are asked, and messages are delegated to \`smtp\` services: each kind of service
has functions of its own. A list that is read from a file needs the file: a relative path that leads nowhere is a warning.
Absolute paths are those of the machine that the rules run on, and are not looked at.`,
		bad: `service scan cmd = #{ command: "scan" };
#{
    preq: [
        rule "scan" || if scan.query("eicar") == [] { state::next() } else { state::quarantine("scan") },
    ],
}`,
		good: `service scan cmd = #{ command: "scan" };
#{
    preq: [
        rule "scan" || {
            try {
                if scan.run(["eicar"]).code == 0 { return state::next(); }
            } catch {
                return state::deny("451 4.3.0 try again later");
            }
            state::quarantine("scan")
        },
    ],
}`,
	}),
	lint({
		id: 'V040',
		name: 'list-file',
		severity: 'warning',
		title: 'a list in a file has wrong or superfluous lines',
		text: `The files that \`object … file:TYPE\` and \`file()\` name are read when a script is checked. A line that is no
item of the type is an error, because the script is not loaded then. An item that stands there twice, a network that lies
within another one of the list, and a name in letters that the DNS does not have are warnings.`,
		bad: `object blocked file:rg4 = "blocked-twice.txt";
#{
    connect: [rule "blocked" || if ctx::client_ip() in blocked { state::deny() } else { state::next() }],
}`,
		good: `object blocked file:rg4 = "blocked.txt";
#{
    connect: [rule "blocked" || if ctx::client_ip() in blocked { state::deny() } else { state::next() }],
}`,
	}),
	lint({
		id: 'V041',
		name: 'invalid-object',
		severity: 'error',
		title: 'the text of an object is none of its type',
		text: `The text is written in the script, and making the object of it fails: an address without \`@\`, a network
without a mask, a number where a text is needed. The same holds for the functions that make objects. Inside of a \`try\`
nothing is said.`,
		bad: `object office rg4 = "198.51.100.0";
#{
    connect: [rule "office" || if ctx::client_ip() in office { state::accept() } else { state::next() }],
}`,
		good: `object office rg4 = "198.51.100.0/24";
#{
    connect: [rule "office" || if ctx::client_ip() in office { state::accept() } else { state::next() }],
}`,
	}),
	lint({
		id: 'V042',
		name: 'invalid-directive',
		severity: 'error',
		title: 'a directive is written in a way that is not loaded',
		text: `The body of a directive is a function without parameters, or a map with one under \`evaluate\`. Without the bars
\`||\` an expression is worked out once, when the script is loaded. Messages are delegated to \`smtp\` services, at \`postq\`
or \`delivery\`.`,
		bad: `#{
    connect: [
        rule "closed" state::deny(),
    ],
}`,
		good: `#{
    connect: [
        rule "closed" || state::deny(),
    ],
}`,
	}),
	lint({
		id: 'V043',
		name: 'invalid-service',
		severity: 'error',
		title: 'a service cannot be made',
		text: `An option is missing or has a value that it cannot have, or there is no such service. The data bases that can be
used are \`db:csv\` and \`db:sqlite\`; MySQL, PostgreSQL, Redis, Memcached and LDAP come in a later version, and until then
declaring one, connecting to one or importing its plug-in is an error here and when the script is loaded.`,
		bad: `service scan cmd = #{ timeout: "20s" };
#{
    preq: [action "scan" || { try { scan.run(); } catch { log("warn", "no scanner"); } }],
}`,
		good: `service scan cmd = #{ command: "scan", timeout: "20s" };
#{
    preq: [action "scan" || { try { scan.run(); } catch { log("warn", "no scanner"); } }],
}`,
	}),
	lint({
		id: 'V044',
		name: 'invalid-argument',
		severity: 'error',
		title: 'a function is called with a text that it refuses',
		text: `The text is written in the script, and the call fails whenever it runs: the name of a quarantine with a blank,
a path that leaves the folder of the application, the name of a header with a colon, a recipient without \`@\`, a host that
mail cannot be forwarded to. An unknown level of a log line is a warning.`,
		bad: `#{
    preq: [rule "spam" || if msg::has_header("X-Spam") { state::quarantine("../spam") } else { state::next() }],
}`,
		good: `#{
    preq: [rule "spam" || if msg::has_header("X-Spam") { state::quarantine("spam") } else { state::next() }],
}`,
	}),
];
