/** The engine as the command line sets it up: the core library, imports from files, the limits of the call. */

import { Engine, type EngineOptions, fileResolver } from '../lang/index.ts';
import { coreModule } from '../stdlib/core/index.ts';

export interface CommandEngineOptions extends EngineOptions {
	/** Where imports are looked up that are not beside their script: the folder of the main script. */
	readonly folder?: string;
}

/** @param options over the defaults of the command line */
export function makeEngine({ folder, ...options }: CommandEngineOptions = {}): Engine {
	return new Engine({ modules: [coreModule], resolver: fileResolver(folder), ...options });
}
