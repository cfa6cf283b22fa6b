/** Functions that make a status: the value with which a rule ends (library spec 2). */

import { plain } from '../../../lang/modules/native-module.ts';
import { untag } from '../../../lang/values/tagged.ts';
import { runtimeError } from '../../../lang/vm/errors.ts';
import { textArgument } from '../arguments.ts';
import { codeOf } from '../objects/code.ts';
import { type LibraryGroup, spelled } from '../spelling.ts';
import { ACCEPT, DENY, FACCEPT, NEXT, STATUS_TYPE, Status } from '../status.ts';

const LONGEST_QUEUE_NAME = 128;

/** Names of quarantines: parts separated by `/`, none of which climbs or hides (library spec 15). */
export function isQueueName(name: string): boolean {
	if (name === '' || name.length > LONGEST_QUEUE_NAME) return false;
	return name.split('/').every((part) => part !== '' && !part.startsWith('.') && isPlain(part));
}

function isPlain(part: string): boolean {
	for (const character of part) {
		const known =
			(character >= 'a' && character <= 'z') ||
			(character >= 'A' && character <= 'Z') ||
			(character >= '0' && character <= '9') ||
			character === '.' ||
			character === '_' ||
			character === '-';
		if (!known) return false;
	}
	return true;
}

function quarantine(name: string): Status {
	if (!isQueueName(name)) {
		throw runtimeError(
			`'${name}' is no name for a quarantine: letters, digits, '.', '_', '-' and '/' between parts, at most ${LONGEST_QUEUE_NAME}`,
		);
	}
	return new Status('quarantine', undefined, name);
}

const ONLINE = ['connect', 'helo', 'authenticate', 'mail', 'rcpt', 'preq'] as const;

export const STATUS_GROUP: LibraryGroup = {
	name: 'status',
	natives: [[], ['Context'], ['Server', 'Context']],
	doc: 'What a rule decides. The last value of a rule is one of these.',
	types: [STATUS_TYPE],
	functions: [
		spelled(
			{ '': 'next', state: 'next' },
			{ doc: 'Go on with the next directive of the stage.', example: 'state::next().to_string() ⇒ "next"' },
			plain([], 'Status', () => NEXT),
		),
		spelled(
			{ '': 'accept', state: 'accept' },
			{
				doc: 'Accept at this stage: its other directives do not run, those of later stages do. A code replaces the usual reply.',
				example:
					'state::accept().to_string() ⇒ "accept"\nstate::accept("250 2.1.5 fine") == state::accept(code(250, "2.1.5", "fine")) ⇒ true',
			},
			plain([], 'Status', () => ACCEPT),
			plain(['code: any'], 'Status', (_call, code) => new Status('accept', codeOf(untag(code)))),
		),
		spelled(
			{ '': 'faccept', state: 'faccept' },
			{
				doc: 'Accept for good: no other directive of this or a later stage runs, and the message is delivered.',
				example: 'state::faccept().to_string() ⇒ "faccept"',
			},
			plain([], 'Status', () => FACCEPT),
			plain(['code: any'], 'Status', (_call, code) => new Status('faccept', codeOf(untag(code)))),
		),
		spelled(
			{ '': 'deny', state: 'deny' },
			{
				doc: 'Refuse: the client gets the code, or the reply `Denied` of the configuration. After the queue the message goes to `dead`.',
				example:
					'state::deny().to_string() ⇒ "deny"\nstate::deny() == state::deny("550 5.7.1 no") ⇒ false\ntry { state::deny("no") } catch (e) { return e; } ⇒ "parameter must be a code, not \\"no\\""',
			},
			plain([], 'Status', () => DENY),
			plain(['code: any'], 'Status', (_call, code) => new Status('deny', codeOf(untag(code)))),
		),
		spelled(
			{ '': 'info', state: 'info' },
			{
				stages: ONLINE,
				doc: 'Answer with a code of your own and go on with the session, without taking the command when the code is an error.',
				example: 'state::info("450 4.7.1 later").to_string() ⇒ "info"',
			},
			plain(['code: any'], 'Status', (_call, code) => new Status('info', codeOf(untag(code)))),
		),
		spelled(
			{ '': 'quarantine', state: 'quarantine' },
			{
				doc: 'Put the message into the quarantine of that name instead of delivering it. The client is told 250.',
				example:
					'state::quarantine("virus").to_string() ⇒ "quarantine"\ntry { state::quarantine("../x") } catch (e) { return e.contains("no name"); } ⇒ true',
			},
			plain(['name: any'], 'Status', (_call, name) => quarantine(textArgument(name))),
		),
		spelled(
			{ '': 'packet', state: 'packet' },
			{
				stages: ['authenticate'],
				doc: 'The clear text password of the user whose name the client has given, for CRAM-MD5.',
				example: 'packet("secret").to_string() ⇒ "packet"',
			},
			plain(['text: string'], 'Status', (_call, text) => new Status('packet', undefined, text)),
		),
	],
};
