/** What runs where no script is configured (directive spec 1.2): refuse rather than take what nobody has looked at. */

import { SourceFile } from '../../lang/source/source-file.ts';

function script(name: string, text: string): SourceFile {
	return new SourceFile(`built-in ${name}`, text);
}

export const NO_SCRIPT = script('script', '#{ connect: [rule "no script is configured" || state::deny()] }\n');

export const BUILT_IN_DOMAIN_SCRIPTS = {
	incoming: script('incoming.vsl', '#{ rcpt: [rule "no incoming.vsl" || state::deny()] }\n'),
	outgoing: script('outgoing.vsl', '#{ mail: [rule "no outgoing.vsl" || state::deny()] }\n'),
	internal: script('internal.vsl', '#{}\n'),
} as const;
