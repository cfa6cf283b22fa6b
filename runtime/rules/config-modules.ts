/** `toml::` and `cfg::`: the configuration as scripts of both generations see it (library spec 0.2). */

import type { NativeModule } from '../../lang/modules/native-module.ts';
import type { ConfigValues } from '../config/index.ts';

export function configModules({ server, app }: ConfigValues): readonly NativeModule[] {
	return ['toml', 'cfg'].map((namespace) => ({
		name: namespace,
		namespace,
		doc: 'The configuration. Durations, addresses and reply codes are texts, certificates and keys the paths of their files.',
		functions: [],
		constants: [
			{ name: 'server', type: 'map', doc: 'The section `server` of the configuration.', value: server },
			{ name: 'app', type: 'map', doc: 'The section `app` of the configuration.', value: app },
		],
		types: [],
	}));
}
