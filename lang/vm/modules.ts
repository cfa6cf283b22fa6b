/** Modules at run time: `import`, `m::x`, `global::X` (language spec section 8). */

import type { ImportSite, QualifiedSite } from '../compiler/sites.ts';
import type { FunctionGroup } from '../modules/registry.ts';
import type { Cell } from '../values/cell.ts';
import { share } from '../values/container.ts';
import { untag } from '../values/tagged.ts';
import { typeName } from '../values/type-of.ts';
import type { Value } from '../values/value.ts';
import { type ImportBinding, type Module, ScriptEnvironment, type ScriptModule } from './environment.ts';
import { mismatchedType, ScriptError } from './errors.ts';
import type { Fiber } from './fiber.ts';
import type { Frame } from './frame.ts';
import { cellValue, variableNotFound } from './places.ts';

export function moduleNotFound(name: string): ScriptError {
	return new ScriptError('ErrorModuleNotFound', `Module not found: ${name}`, { module: name });
}

/** The module that a list of namespace words leads to, seen from a frame. */
export function findModule(fiber: Fiber, frame: Frame, namespace: readonly string[]): Module | undefined {
	let module = findRoot(fiber, frame, namespace[0] as string);
	for (let at = 1; at < namespace.length && module !== undefined; at++) {
		module = inner(module, namespace[at] as string);
	}
	return module;
}

function inner(module: Module, name: string): Module | undefined {
	if (module.kind === 'script') return module.modules.get(name);
	const namespace = module.namespace.children.get(name);
	return namespace === undefined ? undefined : { kind: 'host', namespace };
}

/** Functions of imported native modules that need no prefix; the last import counts. */
export function importedGroup(fiber: Fiber, frame: Frame, name: string, count: number): FunctionGroup | undefined {
	const { environment } = frame;
	const own = fiber.imports.filter((binding) => binding.environment === environment);
	for (const { module } of [...(environment?.imports ?? []), ...own].reverse()) {
		const group = module.kind === 'host' ? module.namespace.globals?.group(name, count) : undefined;
		if (group !== undefined) return group;
	}
	return undefined;
}

/** Imports of the frame's own script come first, wherever the function was called from (language spec 8.1, 8.2). */
function findRoot(fiber: Fiber, frame: Frame, name: string): Module | undefined {
	const own = lastNamed(fiber.imports, name, frame.environment);
	if (own !== undefined) return own;
	const global = lastNamed(frame.environment?.imports ?? [], name, null);
	if (global !== undefined) return global;
	const other = lastNamed(fiber.imports, name, null);
	if (other !== undefined) return other;
	const namespace = fiber.engine.registry.namespaces.get(name);
	return namespace === undefined ? undefined : { kind: 'host', namespace };
}

function lastNamed(
	bindings: readonly ImportBinding[],
	name: string,
	environment: ScriptEnvironment | null,
): Module | undefined {
	for (let at = bindings.length - 1; at >= 0; at--) {
		const binding = bindings[at] as ImportBinding;
		if (binding.name === name && (environment === null || binding.environment === environment)) return binding.module;
	}
	return undefined;
}

/** `m::x` and `global::X` */
export function readQualified(fiber: Fiber, frame: Frame, site: QualifiedSite): Value {
	const { namespace, name } = site;
	const module = findModule(fiber, frame, namespace);
	if (module === undefined) {
		const environment = frame.environment as ScriptEnvironment;
		const path = namespace.join('::');
		if (path !== 'global') throw moduleNotFound(path);
		if (environment.constants.has(name)) return share(environment.constants.get(name));
		throw variableNotFound(`global::${name}`);
	}
	if (module.kind === 'host') {
		const constant = module.namespace.constants.get(name);
		if (constant !== undefined) return share(constant.value);
	} else if (module.constants.has(name)) {
		return share(module.constants.get(name));
	}
	throw variableNotFound(`${namespace.join('::')}::${name}`);
}

/**
 * `import path as name`: binds the module, entering its script first if this run has not loaded it yet.
 * @returns whether the module is bound already
 */
export function importModule(fiber: Fiber, frame: Frame, path: Value, site: ImportSite): boolean {
	const name = untag(path);
	if (typeof name !== 'string') throw mismatchedType('string', typeName(name));
	const { modules } = fiber.limits;
	fiber.importsDone++;
	if (modules > 0 && fiber.importsDone > modules) {
		throw new ScriptError('ErrorTooManyModules', 'Too many modules imported');
	}
	const environment = frame.environment as ScriptEnvironment;
	const { registry, nativePath } = fiber.engine;
	const namespace = registry.namespaces.get(nativePath?.(name) ?? name);
	let program: ReturnType<typeof fiber.engine.loadModule>;
	try {
		program = fiber.engine.loadModule(name, environment.program.program.source);
	} catch (error) {
		if (error instanceof ScriptError)
			error.wrappers.push({ kind: 'ErrorInModule', name, source: '', place: undefined });
		throw error;
	}
	if (program === undefined) {
		if (namespace === undefined) throw moduleNotFound(name);
		bind(fiber, frame, site, { kind: 'host', namespace });
		return true;
	}
	const key = program.program.source.name;
	if (fiber.loaded.has(key)) {
		const module = fiber.loaded.get(key);
		if (module === undefined) {
			throw new ScriptError('ErrorModuleNotFound', `Module imports itself: ${name}`, { module: name });
		}
		bind(fiber, frame, site, module);
		return true;
	}
	fiber.loaded.set(key, undefined);
	const entered = fiber.enter(program.main, new ScriptEnvironment(program), fiber.top, -1, []);
	entered.loading = { path: name, site, exports: new Map(), key };
	entered.special = true;
	return false;
}

function bind(fiber: Fiber, frame: Frame, site: ImportSite, module: Module): void {
	if (site.alias === null) return;
	const environment = frame.environment as ScriptEnvironment;
	const binding: ImportBinding = { name: site.alias, module, environment };
	if (site.global) environment.imports.push(binding);
	fiber.bindModule(binding);
}

/** The script of a module has ended: collects its exports, drops its frame and binds it in the importing frame. */
export function finishModule(fiber: Fiber, frame: Frame): void {
	const loading = frame.loading as NonNullable<Frame['loading']>;
	const environment = frame.environment as ScriptEnvironment;
	const constants = new Map<string, Value>();
	for (const [alias, { register, cell }] of loading.exports) {
		const slot = fiber.registers[frame.base + register];
		constants.set(alias, share(cell ? cellValue(slot as Cell) : (slot as Value)));
	}
	const module: ScriptModule = {
		kind: 'script',
		path: loading.path,
		environment,
		constants,
		modules: new Map(environment.imports.map((binding) => [binding.name, binding.module])),
	};
	fiber.loaded.set(loading.key, module);
	fiber.pop();
	bind(fiber, fiber.frame, loading.site, module);
}
