/**
 * The library as `vsl check` sees it: the one that runs, and the few names that only exist when a server runs with its
 * configuration.
 */

import type { CheckContext, ExternalNames } from '../../lang/checker/index.ts';
import { coreModule } from '../core/index.ts';
import { mailLibrary } from './index.ts';

const MODULES = mailLibrary();

/** Made for a configuration: its sections as maps (library spec 0.2). */
const CONFIGURATION = { functions: [], constants: ['server', 'app'] };

const EXTERNAL: ExternalNames = {
	functions: [],
	constants: [],
	modules: {
		cfg: CONFIGURATION,
		toml: CONFIGURATION,
		// The wrappers of 1.x call everything by this name too.
		sys: { functions: [], open: true },
	},
	importPrefixes: ['plugins/libvsmtp_plugin_'],
	constantsInFunctions: true,
	host: MODULES,
};

/** What a check needs to know of the library of rules. */
export const MAIL_CHECK: Pick<CheckContext, 'modules' | 'external'> = {
	modules: [coreModule, ...MODULES],
	external: EXTERNAL,
};
