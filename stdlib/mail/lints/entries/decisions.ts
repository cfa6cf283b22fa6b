/** Lints about what rules decide, when they run and whom they ask. */

import { type LintEntry, lint } from '../../../../lang/diagnostics/lint-entry.ts';

export const DECISION_ENTRIES: readonly LintEntry[] = [
	lint({
		id: 'V001',
		name: 'wrong-stage',
		severity: 'error',
		title: 'a function is used at a stage at which it is not available',
		text: `What the client has not sent yet does not exist: before MAIL FROM there is no sender, before RCPT TO no
recipient, before the end of DATA no body. Using it fails, and the client is told to try again later. The stages of each
function stand in the reference. Functions that a directive calls are looked into, also those of imported modules.

A status that means nothing at its stage, such as \`info\` when no client waits any more, is a warning.`,
		bad: `#{
    mail: [
        rule "recipient" || if ctx::rcpt() == "ann@kettle.example" { state::accept() } else { state::next() },
    ],
}`,
		good: `#{
    rcpt: [
        rule "recipient" || if ctx::rcpt() == "ann@kettle.example" { state::accept() } else { state::next() },
    ],
}`,
	}),
	lint({
		id: 'V002',
		name: 'ignored-status',
		severity: 'error',
		title: 'a status is made and ignored',
		text: `A status only counts as the value of a rule. In the middle of a rule it does nothing: there it takes
\`return\`. An action always goes on with the next directive, whatever its value is; this is an error where every path of
the action gives a status, and a warning where only some do.`,
		bad: `#{
    mail: [
        rule "spam" || {
            if ctx::mail_from() == fqdn("spam.example") {
                state::deny();
            }
            state::next()
        },
    ],
}`,
		good: `#{
    mail: [
        rule "spam" || {
            if ctx::mail_from() == fqdn("spam.example") {
                return state::deny();
            }
            state::next()
        },
    ],
}`,
	}),
	lint({
		id: 'V003',
		name: 'missing-status',
		severity: 'warning',
		title: 'a path through a rule gives no status',
		text: `A rule must end with a status on every path. An \`if\` without \`else\` gives \`()\` when its condition does
not hold, and so do loops, the block of a \`catch\`, and functions that only do something. A rule that gives no status is an
error when it runs: the client is told to try again later.`,
		bad: `#{
    mail: [
        rule "spam" || if ctx::mail_from() == fqdn("spam.example") { state::deny() },
    ],
}`,
		good: `#{
    mail: [
        rule "spam" || if ctx::mail_from() == fqdn("spam.example") { state::deny() } else { state::next() },
    ],
}`,
	}),
	lint({
		id: 'V004',
		name: 'unreachable-directive',
		severity: 'warning',
		title: 'a directive never runs',
		text: `Directives of a stage run in their order until one of them gives something else than \`next\`. Behind a rule
that always does so nothing runs any more.`,
		bad: `#{
    connect: [
        rule "closed" || state::deny(),
        action "note" || log("info", ctx::client_ip()),
    ],
}`,
		good: `#{
    connect: [
        action "note" || log("info", ctx::client_ip()),
        rule "closed" || state::deny(),
    ],
}`,
	}),
	lint({
		id: 'V005',
		name: 'deny-after-queue',
		severity: 'warning',
		title: 'a message is denied after it was accepted',
		text: `At \`postq\` and \`delivery\` the client has its \`250\` and is gone. A message that is denied there goes to
the queue \`dead\`, where nobody learns of it: neither is it delivered nor does its sender get an answer.`,
		bad: `#{
    postq: [
        rule "spam" || if msg::has_header("X-Spam") { state::deny() } else { state::next() },
    ],
}`,
		good: `#{
    preq: [
        rule "spam" || if msg::has_header("X-Spam") { state::deny() } else { state::next() },
    ],
}`,
	}),
	lint({
		id: 'V006',
		name: 'accept-before-relay-check',
		severity: 'warning',
		title: 'a rule accepts before the relay check',
		text: `\`accept\` skips the other directives of its stage, \`faccept\` all directives of all later stages. When the
check for relaying is among them, everybody who fulfils the condition can send anything to anybody through this server; and
senders and HELO names are chosen by the client.`,
		bad: `#{
    rcpt: [
        rule "friends" || if ctx::mail_from() == fqdn("friends.example") { accept() } else { next() },
        rule "relay" || check_rcpt_relay(net_10),
    ],
}`,
		good: `#{
    rcpt: [
        rule "relay" || check_rcpt_relay(net_10),
        rule "friends" || if ctx::mail_from() == fqdn("friends.example") { accept() } else { next() },
    ],
}`,
	}),
	lint({
		id: 'V007',
		name: 'open-relay',
		severity: 'warning',
		title: 'mail of strangers to strangers may be accepted',
		text: `A server that takes mail from anybody for anybody is an open relay, and is found and used within hours. A
path is reported on which a recipient is accepted although nothing has looked at the recipient, at the address of the
client, or at its authentication. Scripts of one domain, \`incoming.vsl\`, \`outgoing.vsl\` and \`internal.vsl\`, run for mail
of that domain only and are left out.`,
		bad: `#{
    rcpt: [
        rule "everything" || accept(),
    ],
}`,
		good: `#{
    rcpt: [
        rule "ours" || if in_domain(rcpt()) || is_authenticated() { accept() } else { deny() },
    ],
}`,
	}),
	lint({
		id: 'V008',
		name: 'same-directive-name',
		severity: 'error',
		title: 'two directives of a script have the same name',
		text: `Names of directives are unique over all stages of a script, so that logs and traces say which one ran. A
script with two of the same name is not loaded.`,
		bad: `#{
    mail: [action "note" || log("info", "mail")],
    rcpt: [action "note" || log("info", "rcpt")],
}`,
		good: `#{
    mail: [action "note mail" || log("info", "mail")],
    rcpt: [action "note rcpt" || log("info", "rcpt")],
}`,
	}),
	lint({
		id: 'V009',
		name: 'unknown-stage',
		severity: 'error',
		title: 'a key of the map of stages is no stage, or has no list',
		text: `The map at the end of a script goes from stages to lists of directives. Stages are \`connect\`, \`helo\`,
\`authenticate\`, \`mail\`, \`rcpt\`, \`preq\`, \`postq\` and \`delivery\`. \`data\` is another word for \`preq\`; \`deliver\`
stands for \`delivery\` in old documents, and is a warning.`,
		bad: `#{
    rctp: [action "note" || log("info", "rcpt")],
}`,
		good: `#{
    rcpt: [action "note" || log("info", "rcpt")],
}`,
	}),
	lint({
		id: 'V014',
		name: 'open-switch',
		severity: 'warning',
		title: 'a switch that decides has no case for all other values',
		text: `A \`switch\` without \`_\` gives \`()\` when no case fits. As the end of a rule that is an error when it runs,
and the value may come from somebody who knows.`,
		bad: `#{
    preq: [
        rule "spam" || {
            switch msg::get_header("X-Spam") {
                "yes" => state::quarantine("spam"),
                "no" => state::next(),
            }
        },
    ],
}`,
		good: `#{
    preq: [
        rule "spam" || {
            switch msg::get_header("X-Spam") {
                "yes" => state::quarantine("spam"),
                _ => state::next(),
            }
        },
    ],
}`,
	}),
	lint({
		id: 'V019',
		name: 'unhandled-failure',
		severity: 'warning',
		title: 'a failure of somebody else is not handled, or handled by accepting',
		text: `For \`dns::lookup\` and its relatives a name that does not exist is an error. Outside of a \`try\` it ends the
rule, and the client is told to try again later, again and again. Failures of commands and data bases are temporary, so
the same answer is right for them: about those there is a note only.

In the block of a \`catch\`, \`accept\` lets every message through for as long as the command or data base is out of order.`,
		bad: `#{
    connect: [
        rule "listed" || {
            let codes = dns::lookup("2.0.0.127.bl.kettle.example");
            if codes.len() > 0 { state::deny() } else { state::next() }
        },
    ],
}`,
		good: `#{
    connect: [
        rule "listed" || {
            try {
                dns::lookup("2.0.0.127.bl.kettle.example");
                return state::deny();
            } catch {
                return state::next();
            }
        },
    ],
}`,
	}),
	lint({
		id: 'V020',
		name: 'outside-call-in-loop',
		severity: 'warning',
		title: 'the network is asked in a loop',
		text: `Each answer may take seconds, and the client waits for all of them, one after the other. Whoever sends mail
often decides how many rounds the loop has.`,
		bad: `#{
    preq: [
        action "look up" || {
            for rcpt in ctx::rcpt_list() {
                try { dns::mx(rcpt.domain); } catch { log("info", "no MX"); }
            }
        },
    ],
}`,
		good: `#{
    rcpt: [
        action "look up" || {
            try { dns::mx(ctx::rcpt().domain); } catch { log("info", "no MX"); }
        },
    ],
}`,
	}),
	lint({
		id: 'V021',
		name: 'slow-before-cheap',
		severity: 'info',
		title: 'a rule that waits stands before one that need not',
		text: `Rules run in their order, and the first decision ends the stage. A rule that decides by what is known already
should stand before one that waits for the network: much mail is decided without waiting then.`,
		bad: `#{
    mail: [
        rule "sender policy" || spf::check("auth"),
        rule "blocked" || if ctx::client_ip() == "203.0.113.9" { state::deny() } else { state::next() },
    ],
}`,
		good: `#{
    mail: [
        rule "blocked" || if ctx::client_ip() == "203.0.113.9" { state::deny() } else { state::next() },
        rule "sender policy" || spf::check("auth"),
    ],
}`,
	}),
	lint({
		id: 'V022',
		name: 'change-after-signing',
		severity: 'error',
		title: 'the message is changed after it was signed',
		text: `A DKIM signature covers the body and the headers it names, by default From, To, Date and Subject. A change
of one of them afterwards breaks it, and receivers take the message for a forgery. Headers that are not signed can be
added at any time. Nothing is said where signing and changing both depend on conditions.`,
		bad: `#{
    postq: [
        action "sign" || {
            for key in dkim::get_private_keys("kettle.example") {
                dkim::sign(#{ selector: "s1", private_key: key });
            }
            msg::set_header("Subject", "checked");
        },
    ],
}`,
		good: `#{
    postq: [
        action "sign" || {
            msg::set_header("Subject", "checked");
            for key in dkim::get_private_keys("kettle.example") {
                dkim::sign(#{ selector: "s1", private_key: key });
            }
        },
    ],
}`,
	}),
	lint({
		id: 'V023',
		name: 'wrong-reply',
		severity: 'error',
		title: 'a reply is none, or contradicts its status',
		text: `A reply begins with a code: 2xx for success, 4xx for a temporary and 5xx for a permanent failure. A client that
is denied with 250 believes that its message was taken; one that is accepted with 550 sends a bounce for a message that
arrives. A text that is no reply makes the rule fail.

An enhanced code whose first digit is not that of the code is a warning, and so is a text of the client in a reply: a line
break in it makes the rule fail, and a reply that repeats what somebody sent shows it to whoever reads the bounce.`,
		bad: `#{
    rcpt: [
        rule "no such user" || if ctx::rcpt().local_part == "nobody" { state::deny("250 2.1.5 no such user") } else { state::next() },
    ],
}`,
		good: `#{
    rcpt: [
        rule "no such user" || if ctx::rcpt().local_part == "nobody" { state::deny("550 5.1.1 no such user") } else { state::next() },
    ],
}`,
	}),
	lint({
		id: 'V035',
		name: 'endless-code',
		severity: 'warning',
		title: 'a loop or function never ends',
		text: `Nothing leaves the loop, or the function calls itself whatever happens. The rule runs until a limit stops it,
and the client is told to try again later.`,
		bad: `#{
    connect: [
        action "wait" || {
            let n = 0;
            loop { n += 1; log("debug", \`\${n}\`); }
        },
    ],
}`,
		good: `#{
    connect: [
        action "wait" || {
            let n = 0;
            loop { n += 1; if n > 9 { break; } }
            log("info", \`\${n}\`);
        },
    ],
}`,
	}),
	lint({
		id: 'V036',
		name: 'wrong-permanence',
		severity: 'warning',
		title: 'a temporary failure is refused for good, or the other way round',
		text: `A code 5xx tells the client never to send this message again, and its sender gets a bounce; 4xx asks it to
come back. When the DNS, a command or a data base fails, that is over soon, and a refusal for good loses mail. \`deny()\`
without a code is 554. SPF and DKIM call failures that pass \`temperror\`, and those that stay \`permerror\`.`,
		bad: `service users db:csv = #{ connector: "users.csv" };
#{
    rcpt: [
        rule "known" || {
            try {
                if users.get(ctx::rcpt()) != [] { return state::next(); }
            } catch {
                return state::deny("550 5.1.1 no such user");
            }
            state::deny("550 5.1.1 no such user")
        },
    ],
}`,
		good: `service users db:csv = #{ connector: "users.csv" };
#{
    rcpt: [
        rule "known" || {
            try {
                if users.get(ctx::rcpt()) != [] { return state::next(); }
            } catch {
                return state::deny("451 4.3.0 try again later");
            }
            state::deny("550 5.1.1 no such user")
        },
    ],
}`,
	}),
	lint({
		id: 'V037',
		name: 'last-recipient',
		severity: 'warning',
		title: 'one recipient decides for all of them',
		text: `From \`preq\` on \`rcpt\` is the last recipient that came. What a rule decides there holds for the whole
message, so that the other recipients get, or do not get, what is meant for one.`,
		bad: `#{
    preq: [
        rule "no files" || if ctx::rcpt().local_part == "ann" { state::deny() } else { state::next() },
    ],
}`,
		good: `#{
    rcpt: [
        rule "no files" || if ctx::rcpt().local_part == "ann" { state::deny() } else { state::next() },
    ],
}`,
	}),
];
