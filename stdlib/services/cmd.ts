/**
 * `cmd` services: programs of the system that rules run (directive spec 5.2). This file knows options and results; the
 * host starts the program, never through a shell.
 */

import { Char } from '../../lang/values/char.ts';
import type { ArrayValue, MapValue } from '../../lang/values/container.ts';
import { HostObject, type TypeDescriptor } from '../../lang/values/host-object.ts';
import { untag } from '../../lang/values/tagged.ts';
import type { Value } from '../../lang/values/value.ts';
import { runtimeError } from '../../lang/vm/errors.ts';
import type { ServicePort } from '../host/services.ts';
import { textOf } from '../mail/objects/vsl-object.ts';
import { CommandOutcome } from './command-outcome.ts';
import { Options } from './options.ts';

const DEFAULT_TIMEOUT = 30_000;

export interface CommandSettings {
	readonly command: string;
	readonly args: readonly string[];
	readonly user: string | undefined;
	readonly group: string | undefined;
	/** Milliseconds. */
	readonly timeout: number;
}

export class CommandService extends HostObject {
	readonly settings: CommandSettings;

	constructor(settings: CommandSettings) {
		super();
		this.settings = settings;
	}

	get descriptor(): TypeDescriptor {
		return CMD_TYPE;
	}

	/**
	 * Runs the program.
	 * @param args in place of the declared ones
	 * @throws Error when it cannot be started
	 */
	async run(services: ServicePort, signal: AbortSignal, args?: readonly string[]): Promise<CommandOutcome> {
		const request = { ...this.settings, signal, ...(args === undefined ? {} : { args }) };
		return new CommandOutcome(await services.runCommand(request));
	}
}

export const CMD_TYPE = {
	name: 'cmd service',
	doc: 'A program of the system that rules can run.',
	equals: (self, other) => (other instanceof CommandService ? self === other : undefined),
	display: ({ settings }) => `cmd:${settings.command}`,
	debug: ({ settings }) => `cmd:${settings.command}`,
} satisfies TypeDescriptor<CommandService> as TypeDescriptor;

/**
 * @param name of the service, for messages
 * @throws ScriptError with the texts of directive spec 5.2
 */
export function makeCommandService(map: MapValue, name: string): CommandService {
	const owner = `cmd service ${name}`;
	const options = new Options(map, owner, (key) => `${owner} is missing the '${key}' option.`);
	return new CommandService({
		command: options.text('command'),
		args: commandArguments(options.list('args')),
		user: options.optionalText('user'),
		group: options.optionalText('group'),
		timeout: options.duration('timeout', DEFAULT_TIMEOUT),
	});
}

/**
 * Arguments as the program gets them. Objects, such as addresses, are passed as their text.
 * @throws ScriptError for anything else, and for NUL, at which the system would cut the argument
 */
export function commandArguments(items: readonly Value[]): string[] {
	return items.map((item) => {
		const value = untag(item);
		const text = value instanceof Char ? value.text : textOf(value);
		if (text === undefined) throw runtimeError('all cmd arguments must be strings');
		if (text.includes('\0')) throw runtimeError('a cmd argument must not contain a NUL character');
		return text;
	});
}

/** The same for what a script passes to `run`. */
export function argumentsOf(list: ArrayValue): string[] {
	return commandArguments(list.items);
}
