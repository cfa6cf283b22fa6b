/**
 * `ctx()` and `srv()`: values of vSL 1.x without content of their own. What they stand for is found through the run, so
 * they can be kept in variables and passed to functions.
 */

import { HostObject, type TypeDescriptor } from '../../lang/values/host-object.ts';

export const CONTEXT_TYPE: TypeDescriptor = {
	name: 'Context',
	doc: 'The transaction, as `ctx()` gives it.',
	equals: (_self, other) => (other instanceof Context ? true : undefined),
	display: () => 'MailContext',
};

export const SERVER_TYPE: TypeDescriptor = {
	name: 'Server',
	doc: 'The server, as `srv()` gives it.',
	equals: (_self, other) => (other instanceof Server ? true : undefined),
	display: () => 'Server',
};

class Context extends HostObject {
	get descriptor(): TypeDescriptor {
		return CONTEXT_TYPE;
	}
}

class Server extends HostObject {
	get descriptor(): TypeDescriptor {
		return SERVER_TYPE;
	}
}

export const CONTEXT = new Context();
export const SERVER = new Server();
