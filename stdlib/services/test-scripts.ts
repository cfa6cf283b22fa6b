/** Runs scripts that use services, for tests: an engine with the library of mail and a host with some ports. */

import { type DirectiveHost, debugText, Engine, ScriptError, SourceFile, type Value } from '../../lang/index.ts';
import { coreModule } from '../core/index.ts';
import type { ServicePort } from '../host/services.ts';
import type { HostPorts, MailHost } from '../host.ts';
import { mailLibrary } from '../mail/index.ts';
import { COMMANDS_GROUP } from '../mail/modules/commands.ts';
import { CSV_GROUP } from '../mail/modules/csv.ts';
import { LATER_DATABASES_GROUP } from '../mail/modules/later-databases.ts';
import { SMTP_GROUP } from '../mail/modules/smtp.ts';
import { SQLITE_GROUP } from '../mail/modules/sqlite.ts';
import { makeService } from './make-service.ts';
import { nativePluginPath } from './plugins.ts';

export const SERVICE_GROUPS = [COMMANDS_GROUP, SMTP_GROUP, CSV_GROUP, SQLITE_GROUP, LATER_DATABASES_GROUP] as const;

export interface ScriptSetting {
	readonly services: ServicePort;
	/** Folder of the main script. */
	readonly base: string;
	readonly signal?: AbortSignal;
	/** Milliseconds. */
	readonly wallTime?: number;
	/** The script is a rule, instead of being loaded. */
	readonly inRule?: boolean;
}

/** A host that has services and nothing else. */
function hostWith({ services, inRule = false }: ScriptSetting): MailHost {
	return { stage: inRule ? 'preq' : undefined, ports: { services } as HostPorts } as MailHost;
}

function engineFor(setting: ScriptSetting): Engine {
	const { ports } = hostWith(setting);
	const { base } = setting;
	const directives: DirectiveHost = {
		declare: ({ keyword, typeName, contentType, name }, operands) => {
			if (keyword !== 'service') throw new Error('only services are declared here');
			return makeService(typeName ?? '', contentType, operands[0], name, { folder: base, base, ports });
		},
	};
	return new Engine({
		modules: [coreModule, ...mailLibrary()],
		directives,
		nativePath: nativePluginPath,
		constantsInFunctions: true,
	});
}

/** @throws ScriptError */
export async function runScript(script: string, setting: ScriptSetting): Promise<Value> {
	const engine = engineFor(setting);
	const { program, diagnostics } = engine.compile(new SourceFile('main.vsl', script));
	if (program === undefined) throw new Error(diagnostics.map(({ message }) => message).join('\n'));
	const { signal, wallTime } = setting;
	return engine.run(program, {
		host: hostWith(setting),
		...(signal === undefined ? {} : { signal }),
		...(wallTime === undefined ? {} : { limits: { wallTime } }),
	});
}

/** The debug text of what a script gives, or `error: ` and the text of its error. */
export async function outcomeOf(script: string, setting: ScriptSetting): Promise<string> {
	try {
		return debugText(await runScript(script, setting));
	} catch (error) {
		if (!(error instanceof ScriptError)) throw error;
		return `error: ${typeof error.value === 'string' ? error.value : error.text}`;
	}
}
