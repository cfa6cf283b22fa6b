/**
 * From files to rules: reads, compiles and runs each script once, and checks what it ends with. Everything that is
 * wrong in any of the files is reported in one go; rules exist only if nothing is.
 */

import { dirname, join, resolve } from 'node:path';
import type { Diagnostic } from '../../lang/diagnostics/diagnostic.ts';
import { scriptErrorDiagnostic } from '../../lang/diagnostics/render-script-error.ts';
import { Engine } from '../../lang/engine.ts';
import type { NativeModule } from '../../lang/modules/native-module.ts';
import { parse } from '../../lang/parser/index.ts';
import { SourceFile } from '../../lang/source/source-file.ts';
import type { Value } from '../../lang/values/value.ts';
import { ScriptError } from '../../lang/vm/errors.ts';
import { coreModule } from '../../stdlib/core/index.ts';
import type { HostPorts, MailHost } from '../../stdlib/host.ts';
import { MailDirectives } from '../../stdlib/mail/directives.ts';
import { mailLibrary } from '../../stdlib/mail/index.ts';
import { diskContext } from '../../stdlib/mail/objects/object-context.ts';
import { nativePluginPath } from '../../stdlib/services/plugins.ts';
import { importResolver } from '../files/import-resolver.ts';
import { BUILT_IN_DOMAIN_SCRIPTS, NO_SCRIPT } from './built-in-scripts.ts';
import type { StageScript } from './directive.ts';
import { loadingHost } from './loading-host.ts';
import { type DomainScripts, RuleSet } from './rule-set.ts';
import { folderOf, ScriptFiles } from './script-files.ts';
import type { RuleSettings } from './settings.ts';
import { StageMapReader } from './stage-map.ts';

export interface RuleEnvironment {
	readonly ports: HostPorts;
	/** Modules made for this configuration: `toml` and `cfg`. */
	readonly modules?: readonly NativeModule[];
	/** Programs tell a watcher what they decide on; they run slower. */
	readonly observe?: boolean;
	/** What scripts print while they are loaded. */
	readonly print?: (text: string) => void;
}

export interface LoadedRules {
	/** Absent when there is an error among the diagnostics. */
	readonly rules: RuleSet | undefined;
	readonly diagnostics: readonly Diagnostic[];
}

class Loader {
	readonly #settings: RuleSettings;
	readonly #environment: RuleEnvironment;
	readonly #files: ScriptFiles;
	readonly #directives: MailDirectives;
	readonly #engine: Engine;
	readonly #host: MailHost;
	readonly #found: Diagnostic[] = [];

	constructor(settings: RuleSettings, environment: RuleEnvironment) {
		this.#settings = settings;
		this.#environment = environment;
		this.#files = new ScriptFiles();
		const base = settings.script === undefined ? resolve('.') : dirname(resolve(settings.script));
		const objects = diskContext(base);
		this.#directives = new MailDirectives((source) => ({
			objects: { scriptFolder: folderOf(source), ...objects },
			services: { folder: folderOf(source), base, ports: environment.ports },
		}));
		this.#host = loadingHost(environment.ports);
		this.#engine = new Engine({
			modules: [coreModule, ...mailLibrary(objects), ...(environment.modules ?? [])],
			limits: settings.limits,
			directives: this.#directives,
			constantsInFunctions: true,
			observe: environment.observe ?? false,
			resolver: importResolver(base, this.#files),
			nativePath: nativePluginPath,
			onModuleProblems: (problems) => this.#found.push(...problems),
		});
	}

	async load(): Promise<LoadedRules> {
		const root = await this.#root();
		const domains = await this.#domains();
		this.#reportDeclarations();
		this.#directives.endLoading();
		const diagnostics = unique([...this.#files.problems, ...this.#found]);
		const failed = diagnostics.some(({ severity }) => severity === 'error');
		return {
			rules: failed ? undefined : new RuleSet(this.#engine, this.#settings, root, domains),
			diagnostics,
		};
	}

	async #root(): Promise<StageScript> {
		const { script } = this.#settings;
		if (script !== undefined) return this.#script(script);
		this.#found.push({
			id: 'V729',
			severity: 'warning',
			message: 'no script of rules is configured: all clients are refused',
			source: NO_SCRIPT,
			span: { start: 0, end: 0 },
			help: 'set `app.vsl.filepath` to the path of a script',
		});
		return this.#run(NO_SCRIPT);
	}

	async #domains(): Promise<ReadonlyMap<string, DomainScripts>> {
		const domains = new Map<string, DomainScripts>();
		for (const [domain, folder] of this.#settings.domainFolders) {
			const scripts: Partial<Record<keyof DomainScripts, StageScript>> = {};
			for (const direction of ['incoming', 'outgoing', 'internal'] as const) {
				const path = join(folder, `${direction}.vsl`);
				scripts[direction] = this.#files.exists(path)
					? await this.#script(path)
					: await this.#run(BUILT_IN_DOMAIN_SCRIPTS[direction]);
			}
			domains.set(domain, scripts as DomainScripts);
		}
		return domains;
	}

	async #script(path: string): Promise<StageScript> {
		const source = this.#files.script(resolve(path));
		return source === undefined ? { source: new SourceFile(path, ''), stages: new Map() } : this.#run(source);
	}

	async #run(source: SourceFile): Promise<StageScript> {
		const { program, diagnostics } = this.#engine.compile(source);
		this.#found.push(...diagnostics);
		if (program === undefined) {
			this.#lookIntoModules(source);
			return { source, stages: new Map() };
		}
		let value: Value;
		try {
			value = await this.#engine.run(program, {
				freeze: true,
				host: this.#host,
				print: this.#environment.print ?? (() => undefined),
				limits: { wallTime: this.#settings.timeouts.postq },
			});
		} catch (error) {
			if (!(error instanceof ScriptError)) throw error;
			// A module with syntax errors has been reported, all of them.
			if (error.kind !== 'ErrorParsing' || error.place === undefined || error.wrappers.length === 0) {
				this.#found.push(scriptErrorDiagnostic(error));
			}
			return { source, stages: new Map() };
		}
		const reader = new StageMapReader(source, parse(source).script, this.#directives);
		const stages = reader.read(value);
		this.#found.push(...reader.diagnostics);
		return { source, stages };
	}

	/** A main script with errors never runs, so the modules that it imports are compiled for their own mistakes. */
	#lookIntoModules(source: SourceFile): void {
		for (const module of this.#files.importedBy(source, dirname(resolve(this.#settings.script ?? source.name)))) {
			this.#found.push(...this.#engine.compile(module).diagnostics);
		}
	}

	#reportDeclarations(): void {
		for (const { severity, message, help, source, start, end } of this.#directives.problems) {
			const id = severity === 'error' ? 'V726' : 'V728';
			this.#found.push({ id, severity, message, help, source, span: { start, end } });
		}
	}
}

/** In the order of files and places, each once: a module that two scripts import is looked at twice. */
function unique(diagnostics: readonly Diagnostic[]): Diagnostic[] {
	const seen = new Set<string>();
	const files = [...new Set(diagnostics.map(({ source }) => source.name))];
	return diagnostics
		.filter(({ id, message, source, span }) => {
			const key = [id, source.name, span.start, message].join('\n');
			if (seen.has(key)) return false;
			seen.add(key);
			return true;
		})
		.sort(
			(left, right) =>
				files.indexOf(left.source.name) - files.indexOf(right.source.name) || left.span.start - right.span.start,
		);
}

/** Loads the rules of a configuration. Never throws for what is in the files. */
export function loadRules(settings: RuleSettings, environment: RuleEnvironment): Promise<LoadedRules> {
	return new Loader(settings, environment).load();
}
