/**
 * `smtp` services: servers that get a message, look at it and send it back (directive spec 5.3 and 7). Sending and
 * receiving is the business of delivery and of the rules engine; this is where they find the addresses.
 */

import type { MapValue } from '../../lang/values/container.ts';
import { HostObject, type TypeDescriptor } from '../../lang/values/host-object.ts';
import { parseSocketAddress, type SocketAddress } from '../mail/socket-address.ts';
import { Options } from './options.ts';

const DEFAULT_TIMEOUT = 60_000;

export interface SmtpSettings {
	/** As written: the socket on which the service sends messages back. */
	readonly receiverAddress: string;
	readonly receiver: SocketAddress;
	readonly delegator: {
		/** As written: where messages are sent to. */
		readonly text: string;
		readonly address: SocketAddress;
		/** Milliseconds that each step of the conversation may take. */
		readonly timeout: number;
	};
}

export class SmtpService extends HostObject {
	/** For messages and logs. */
	readonly name: string;
	readonly settings: SmtpSettings;

	constructor(name: string, settings: SmtpSettings) {
		super();
		this.name = name;
		this.settings = settings;
	}

	get descriptor(): TypeDescriptor {
		return SMTP_TYPE;
	}
}

export const SMTP_TYPE = {
	name: 'smtp service',
	doc: 'A server that messages are delegated to.',
	equals: (self, other) => (other instanceof SmtpService ? self === other : undefined),
	display: () => 'smtp',
	debug: ({ settings }) => `smtp:${settings.delegator.text}`,
} satisfies TypeDescriptor<SmtpService> as TypeDescriptor;

/**
 * @param name of the service, for messages
 * @throws ScriptError with the texts of directive spec 5.3
 */
export function makeSmtpService(map: MapValue, name: string): SmtpService {
	const options = new Options(map, `smtp service ${name}`, (key) => `key ${key} was not found in ${name}`);
	const delegator = options.map('delegator');
	const receiver = socketAddress(options, 'receiver');
	const target = socketAddress(delegator, 'address');
	const timeout = delegator.has('timeout')
		? delegator.duration('timeout', DEFAULT_TIMEOUT)
		: options.duration('timeout', DEFAULT_TIMEOUT);
	return new SmtpService(name, {
		receiverAddress: receiver.text,
		receiver: receiver.address,
		delegator: { ...target, timeout },
	});
}

/** Names are not accepted: whom a message is handed to must not depend on an answer from the network. */
function socketAddress(options: Options, key: string): { readonly text: string; readonly address: SocketAddress } {
	const text = options.text(key);
	const result = parseSocketAddress(text);
	if (!result.ok) {
		throw options.wrong(
			key,
			`is not an address with a port: ${result.message}${result.help ? ` (${result.help})` : ''}`,
		);
	}
	if (result.value.family === 'name') {
		throw options.wrong(key, `must be an IP address with a port, such as "127.0.0.1:10025", not the name \`${text}\``);
	}
	if (result.value.port === 0) throw options.wrong(key, 'needs a port other than 0');
	return { text, address: result.value };
}
