/** Running programs of the system (directive spec 5.2). */

import { awaited, type NativeCall, plain } from '../../../lang/modules/native-module.ts';
import type { ArrayValue } from '../../../lang/values/container.ts';
import { display } from '../../../lang/values/display.ts';
import type { Value } from '../../../lang/values/value.ts';
import { runtimeError } from '../../../lang/vm/errors.ts';
import { hostOf } from '../../host/access.ts';
import { argumentsOf, CMD_TYPE, type CommandService, makeCommandService } from '../../services/cmd.ts';
import { CMD_RESULT_TYPE } from '../../services/command-outcome.ts';
import { CSV_TYPE } from '../../services/csv.ts';
import { SMTP_TYPE } from '../../services/smtp.ts';
import { SQLITE_TYPE } from '../../services/sqlite.ts';
import { type LibraryGroup, spelled } from '../spelling.ts';

async function run(call: NativeCall, service: Value, args?: ArrayValue): Promise<Value> {
	const { signal } = call;
	const { services } = hostOf(call).ports;
	return (service as CommandService).run(services, signal, args === undefined ? undefined : argumentsOf(args));
}

function refuse(_call: NativeCall, service: Value): never {
	throw runtimeError(`${display(service)} cannot be run as a cmd script.`);
}

const OTHER_SERVICES = [SMTP_TYPE, CSV_TYPE, SQLITE_TYPE].map(({ name }) => name);

export const COMMANDS_GROUP: LibraryGroup = {
	name: 'commands',
	doc: 'Programs of the system. They are started without a shell: arguments arrive as they are, whatever they contain.',
	types: [CMD_TYPE, CMD_RESULT_TYPE],
	functions: [
		spelled(
			{ cmd: 'build' },
			{
				doc: 'Describes a program to run, as `service NAME cmd = #{ … }` does. Options are `command`, `args`, `timeout`, `user` and `group`.',
				example:
					'cmd::build(#{ command: "/usr/bin/env", args: ["true"], timeout: "5s" }).to_string() ⇒ "cmd:/usr/bin/env"',
			},
			plain(['options: map'], 'cmd service', (_call, options) => makeCommandService(options, 'cmd::build')),
		),
		spelled(
			{ '': ['run', 'cmd_run', 'run_cmd'], cmd: ['run', 'cmd_run', 'run_cmd'] },
			{
				effect: 'external',
				doc: 'Runs a program and waits for its end, with the arguments given here or else those that were declared. It is killed after its time-out.',
				example:
					'cmd::build(#{ command: "echo" }).run(["hello", "; id"]).stdout ⇒ "hello ; id\\n"\n' +
					'cmd::build(#{ command: "false" }).run().code ⇒ 1',
			},
			awaited(['service: cmd service'], 'cmd result', (call, service) => run(call, service)),
			awaited(['service: cmd service', 'args: array'], 'cmd result', (call, service, args) => run(call, service, args)),
			...OTHER_SERVICES.flatMap((type) => [
				plain([`service: ${type}`], 'never', refuse),
				plain([`service: ${type}`, 'args: array'], 'never', refuse),
			]),
		),
	],
};
