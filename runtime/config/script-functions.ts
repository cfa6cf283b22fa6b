/** What configuration scripts can call beside the core library. */

import { declare, type NativeModule, plain } from '../../lang/index.ts';
import type { ConfigHost } from './host.ts';

/** Longer names cannot exist, and would be passed to the system. */
const MAX_NAME = 256;

export function scriptFunctions(host: ConfigHost): NativeModule {
	return {
		name: 'configuration',
		namespace: undefined,
		doc: 'Functions of configuration scripts.',
		constants: [],
		types: [],
		functions: [
			declare(
				'user_exist',
				{ effect: 'external', doc: 'Whether the system has a user of this name.', example: '' },
				plain(['name: string'], 'bool', (_call, name) => name.length <= MAX_NAME && host.userExists(name)),
			),
			declare(
				'hostname',
				{ effect: 'external', doc: 'The name of the machine.', example: '' },
				plain([], 'string', () => host.hostname()),
			),
			declare(
				'env',
				{ effect: 'external', doc: 'A variable of the environment, `()` when it is not set.', example: '' },
				plain(['name: string'], 'string?', (_call, name) => host.variable(name)),
			),
		],
	};
}
