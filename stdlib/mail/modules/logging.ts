/** Lines for the application log (library spec 14). Control characters are escaped by the log itself. */

import { type NativeCall, plain } from '../../../lang/modules/native-module.ts';
import { display } from '../../../lang/values/display.ts';
import type { Value } from '../../../lang/values/value.ts';
import { hostOf } from '../../host/access.ts';
import type { LogLevel } from '../../host/system.ts';
import { textArgument } from '../arguments.ts';
import { type LibraryGroup, spelled } from '../spelling.ts';

export const LOG_LEVELS: readonly LogLevel[] = ['trace', 'debug', 'info', 'warn', 'error'];

function log(call: NativeCall, level: Value, message: Value): undefined {
	const { system } = hostOf(call).ports;
	const name = textArgument(level);
	const text = display(message);
	const known = LOG_LEVELS.find((other) => other === name.toLowerCase());
	// A wrong level must not cost the message.
	if (known === undefined) {
		system.log('warn', `Got an error with level \`${name}\`: \`unknown level\`. Message was: '${text}'`);
	} else {
		system.log(known, text);
	}
	return undefined;
}

export const LOGGING_GROUP: LibraryGroup = {
	name: 'logging',
	natives: [[]],
	doc: 'The application log.',
	functions: [
		spelled(
			{ '': 'log', logging: 'log' },
			{
				effect: 'observes',
				doc: 'Writes a line into the application log. Levels are `trace`, `debug`, `info`, `warn` and `error`.',
				example: 'log("info", `mail from ${ctx::mail_from()}`) ⇒ ()',
			},
			plain(['level: any', 'message: any'], '()', (call, level, message) => log(call, level, message)),
		),
		...LOG_LEVELS.map((level) =>
			spelled(
				{ '': `log_${level}` },
				{
					effect: 'observes',
					doc: `Writes a line of the level \`${level}\` into the application log.`,
					example: `log_${level}("hello") ⇒ ()`,
				},
				plain(['message: any'], '()', (call, message) => log(call, level, message)),
			),
		),
	],
};
