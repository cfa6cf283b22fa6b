/**
 * Calls that are resolved at run time (language spec 7.2 to 7.5): sites of natives and modules, methods, pointers.
 *
 * Each function here either stores a result in the target register, or enters a frame (`fiber.frame` changes), or
 * makes the fiber wait (`fiber.waiting`). The instruction loop looks at which of the three happened.
 */

import type { CallSite, MethodSite, Root } from '../compiler/sites.ts';
import { ANY, type NativeFunction } from '../modules/registry.ts';
import { type Cell, LOCKED } from '../values/cell.ts';
import { Container, MapValue, share } from '../values/container.ts';
import { FunctionPointer } from '../values/function-pointer.ts';
import { forget } from '../values/measure.ts';
import { chargeText } from '../values/memory.ts';
import { isUnit, Tagged, untag } from '../values/tagged.ts';
import { typeName } from '../values/type-of.ts';
import type { Value } from '../values/value.ts';
import type { ScriptEnvironment } from './environment.ts';
import { mismatchedType, ScriptError } from './errors.ts';
import type { Fiber } from './fiber.ts';
import type { Frame, NativeActivation, OuterNames } from './frame.ts';
import type { Code } from './instructions.ts';
import { intrinsic } from './intrinsics.ts';
import { findModule, importedGroup, moduleNotFound } from './modules.ts';
import { findOverload, markRetained, noFunction, PENDING, runNative } from './natives.ts';
import {
	findOuter,
	growParents,
	isConstant,
	isLent,
	ownPath,
	ownTrail,
	readPath,
	readRoot,
	SKIPPED,
	storePath,
	type Trail,
} from './places.ts';
import { hiddenTag, keeperAt, keepLater, type ReceiverKeeper, storeReceiver } from './receivers.ts';

/** Marks the arguments that were read from places; from here on they belong to the callee too. */
function shareArguments(fiber: Fiber, first: number, count: number, places: number): void {
	if (places === 0) return;
	for (let at = 0; at < count && at < 31; at++) {
		if ((places & (1 << at)) !== 0) share(fiber.registers[first + at] as Value);
	}
}

function argumentList(fiber: Fiber, first: number, count: number): Value[] {
	const { registers } = fiber;
	if (count === 1) return [registers[first] as Value];
	const args: Value[] = [];
	for (let at = first; at < first + count; at++) args.push(registers[at] as Value);
	return args;
}

// --------------------------------------------------------------------------------------------- function style

/** `f(…)`, `m::f(…)`, `f!(…)` where f is no function of the script that is known by number. */
export function callSite(fiber: Fiber, frame: Frame, site: CallSite, target: number, first: number): void {
	const count = site.argumentCount;
	if (site.namespace.length > 0) return callQualified(fiber, frame, site, target, first);
	const environment = frame.environment as ScriptEnvironment;
	const code = site.visible === null ? undefined : environment.find(site.name, count, null);
	if (code !== undefined) {
		shareArguments(fiber, first, count, site.places);
		const entered = fiber.enter(code, environment, first, target, []);
		entered.outer = callerNames(frame, site);
		entered.special = true;
		return;
	}
	const { natives } = site;
	// By far the most frequent case: one overload that fits, nothing by reference.
	const direct = natives?.find(fiber.registers as Value[], first, count);
	if (direct !== undefined && !direct.mutates && direct.kind === 'plain' && count <= 2 && !fiber.sized) {
		if ((direct.retains & site.places) !== 0) shareArguments(fiber, first, count, direct.retains & site.places);
		const { registers, call } = fiber;
		registers[target] =
			count === 1
				? (direct.run(call, registers[first] as Value) as Value)
				: count === 0
					? (direct.run(call) as Value)
					: (direct.run(call, registers[first] as Value, registers[first + 1] as Value) as Value);
		return;
	}
	if (site.name === 'is_shared' && site.reference !== null) {
		fiber.registers[target] = capturedCell(fiber, frame, site.reference) !== undefined;
		return;
	}
	const args = argumentList(fiber, first, count);
	if (natives?.candidates[0]?.kind === 'intrinsic') {
		if (site.name === 'call') return callFunction(fiber, frame, site, args, target);
		fiber.registers[target] = intrinsic(fiber, site.name, args);
		return;
	}
	if (site.name === 'call' && count > 0) return callFunction(fiber, frame, site, args, target);
	const native = findOverload(natives, args) ?? findOverload(importedGroup(fiber, frame, site.name, count), args);
	if (native === undefined) throw noFunction(site.name, args);
	callNative(fiber, frame, native, args, site.reference, site.places, target);
}

function callerNames(frame: Frame, site: CallSite): OuterNames | null {
	const visible = site.visible ?? [];
	// Without variables of its own the caller gives nothing to see, and the call is an ordinary one.
	if (visible.length === 0) return frame.outer;
	return { kind: 'caller', visible, base: frame.base, outer: frame.outer };
}

/** A native in function style: its first argument, if it is a plain variable, may be changed (language spec 7.2). */
function callNative(
	fiber: Fiber,
	frame: Frame,
	native: NativeFunction,
	args: Value[],
	reference: Root | null,
	places: number,
	target: number,
): void {
	if (native.mutates && args.length > 0) {
		const place = reference !== null && passesReference(fiber, frame, reference) ? reference : null;
		changeReceiver(fiber, frame, native, args, place === null ? null : { root: place, steps: [] }, places, target);
		return;
	}
	markRetained(native, args, places);
	const result = runNative(fiber, native, args, target);
	if (native.kind === 'reentrant' && reference !== null && passesReference(fiber, frame, reference)) {
		const tag = hiddenTag(readRoot(fiber, frame, reference), args[0]);
		keepLater(fiber, native, keeperAt(fiber, frame, { root: reference, steps: [] }, tag));
	}
	store(fiber, target, result);
}

/** Shared and constant variables are passed by value (language spec 7.2). */
function passesReference(fiber: Fiber, frame: Frame, root: Root): boolean {
	if (root.kind === 'temporary' || isConstant(fiber, frame, root)) return false;
	return capturedCell(fiber, frame, root) === undefined;
}

/** The cell of a variable that a closure has captured, be it of the script or of the host's scope. */
function capturedCell(fiber: Fiber, frame: Frame, root: Root): Cell | undefined {
	let cell: Cell | undefined;
	if (root.kind === 'cell') {
		cell = fiber.registers[frame.base + root.register] as Cell;
	} else if (root.kind === 'name') {
		const variable = findOuter(fiber, frame.outer, root.name);
		if (variable?.kind === 'cell') cell = variable.cell;
	}
	return cell?.captured ? cell : undefined;
}

function store(fiber: Fiber, target: number, result: Value | typeof PENDING): void {
	if (result !== PENDING) fiber.registers[target] = result;
}

/** Runs a mutating native on an owned receiver and stores back what it made of it. */
function changeReceiver(
	fiber: Fiber,
	frame: Frame,
	native: NativeFunction,
	args: Value[],
	path: MethodSite['path'] | null,
	places: number,
	target: number,
): void {
	const { call } = fiber;
	// Before the receiver is owned: it may be one of the arguments.
	markRetained(native, args, places & ~1);
	let tag = 0;
	let lent: Value;
	let trail: Trail | undefined;
	if (path === null) {
		const receiver = args[0];
		if (receiver instanceof Container && (receiver.shared || (places & 1) !== 0)) args[0] = receiver.clone();
	} else {
		const owner = path.steps.length === 0 ? undefined : ownTrail(fiber, frame, path, path.steps.length, native.bounded);
		if (owner === SKIPPED) {
			fiber.registers[target] = undefined;
			return;
		}
		trail = owner;
		const fromHost = trail !== undefined && isLent(trail);
		const owned = trail === undefined ? (ownPath(fiber, frame, path) as Value) : trail.leaf;
		args[0] = owned;
		if (fiber.sized && !native.bounded) forget(owned);
		if (owned instanceof Tagged && native.types[0] !== ANY) {
			// What is inside of a tag is shared without a mark, so it is changed as a copy.
			tag = owned.tag;
			args[0] = owned.value instanceof Container ? owned.value.clone() : owned.value;
			if (!fromHost) storePath(fiber, frame, path, new Tagged(args[0] as Tagged['value'], tag));
		}
		if (fromHost && args[0] instanceof Container) lent = args[0];
	}
	const keeper = path === null ? null : keeperAt(fiber, frame, path, tag, lent);
	call.receiverChanged = false;
	const result = runNative(fiber, native, args, target);
	if (result === PENDING) {
		keepLater(fiber, native, keeper);
		if (native.kind === 'reentrant' && path !== null) lockRoot(fiber, frame, path, fiber.frame);
		return;
	}
	if (fiber.sized && !call.receiverChanged) {
		const [receiver, ...rest] = args;
		if (native.bounded && trail !== undefined) growParents(fiber, trail, ...rest);
		fiber.checkReceiver(native, receiver, rest);
	}
	storeReceiver(fiber, keeper);
	fiber.registers[target] = result;
}

/** While a method runs on a shared variable nobody else may look at it (language spec 7.6). */
function lockRoot(fiber: Fiber, frame: Frame, path: MethodSite['path'], entered: Frame): void {
	const cell = capturedCell(fiber, frame, path.root);
	if (cell === undefined || cell.value === LOCKED) return;
	entered.lock = { cell, value: cell.value };
	entered.special = true;
	cell.value = LOCKED;
}

// ----------------------------------------------------------------------------------------------- method style

/** `x.f(…)` */
export function callMethod(fiber: Fiber, frame: Frame, site: MethodSite, target: number, first: number): boolean {
	const { path, argumentCount: count } = site;
	const { registers } = fiber;
	let receiver: Value | typeof SKIPPED;
	if (path.steps.length === 0) receiver = readRoot(fiber, frame, path.root);
	else receiver = readPath(fiber, frame, path);
	if (receiver === SKIPPED || (site.safe && isUnit(receiver))) return false;

	if (site.functions.length === 0 && !(receiver instanceof MapValue)) {
		const direct = site.natives?.findMethod(receiver, registers as Value[], first, count);
		if (direct !== undefined && direct.kind === 'plain' && count <= 2) {
			if (!direct.mutates) {
				const kept = (direct.retains >> 1) & site.places;
				if (kept !== 0) shareArguments(fiber, first, count, kept);
				if ((direct.retains & 1) !== 0) share(receiver);
				const result = runDirect(fiber, direct, receiver, first, count);
				if (fiber.sized) fiber.checkSize(result);
				registers[target] = result;
				return true;
			}
			const { root } = path;
			if (path.steps.length === 0 && root.kind === 'register' && !root.constant && !(receiver instanceof Tagged)) {
				changeVariable(fiber, frame.base + root.register, direct, site, receiver, target, first);
				return true;
			}
		}
	}
	callMethodSlow(fiber, frame, site, receiver, target, first);
	return true;
}

/** Runs a plain native with at most two arguments beside the receiver. */
function runDirect(fiber: Fiber, native: NativeFunction, receiver: Value, first: number, count: number): Value {
	const { call, registers } = fiber;
	if (typeof receiver === 'string') chargeText(receiver.length);
	if (count === 0) return native.run(call, receiver) as Value;
	if (count === 1) return native.run(call, receiver, registers[first] as Value) as Value;
	return native.run(call, receiver, registers[first] as Value, registers[first + 1] as Value) as Value;
}

/** The same for one that changes its receiver, which is a plain variable. */
function changeVariable(
	fiber: Fiber,
	variable: number,
	native: NativeFunction,
	site: MethodSite,
	receiver: Value,
	target: number,
	first: number,
): void {
	const { call, registers } = fiber;
	const count = site.argumentCount;
	// Before the receiver is owned: it may be one of the arguments.
	const kept = (native.retains >> 1) & site.places;
	if (kept !== 0) shareArguments(fiber, first, count, kept);
	let owned = receiver;
	if (owned instanceof Container && owned.shared) {
		owned = owned.clone();
		registers[variable] = owned;
	}
	if (fiber.sized && !native.bounded) forget(owned);
	call.receiverChanged = false;
	const result = runDirect(fiber, native, owned, first, count);
	if (fiber.sized) fiber.checkSize(result);
	if (call.receiverChanged) {
		call.receiverChanged = false;
		owned = call.receiver;
		call.receiver = undefined;
		registers[variable] = owned;
	}
	if (fiber.sized) fiber.checkReceiver(native, owned, argumentList(fiber, first, count));
	registers[target] = result;
}

function callMethodSlow(
	fiber: Fiber,
	frame: Frame,
	site: MethodSite,
	receiver: Value,
	target: number,
	first: number,
): void {
	const count = site.argumentCount;
	const bare = untag(receiver);
	if (site.name === 'call') {
		return callThrough(fiber, frame, site, bare, target, first);
	}
	// A property that holds a pointer is a method of the map, before everything else (language spec 7.3).
	if (bare instanceof MapValue) {
		const property = untag(bare.get(site.name));
		if (property instanceof FunctionPointer) {
			shareArguments(fiber, first, count, site.places);
			const place = { frame, path: site.path, value: receiver };
			const closure = property.target as Code | undefined;
			if (closure !== undefined && property.curried.length === 0 && closure.arity === count) {
				// The arguments are where the callee wants them.
				const environment = fiber.environmentOf(property) as ScriptEnvironment;
				return enterMethod(fiber, closure, environment, first, target, fiber.cellsOf(property), place);
			}
			return callPointer(fiber, property, argumentList(fiber, first, count), target, place);
		}
	}
	const code = scriptMethod(frame.environment as ScriptEnvironment, site, bare);
	if (code !== undefined) {
		shareArguments(fiber, first, count, site.places);
		return enterMethod(fiber, code, frame.environment as ScriptEnvironment, first, target, [], {
			frame,
			path: site.path,
			value: receiver,
		});
	}
	const args = [receiver, ...argumentList(fiber, first, count)];
	if (site.natives?.candidates[0]?.kind === 'intrinsic') {
		if (site.name === 'is_shared') fiber.registers[target] = false;
		else fiber.registers[target] = intrinsic(fiber, site.name, args);
		return;
	}
	const native =
		findOverload(site.natives, args) ?? findOverload(importedGroup(fiber, frame, site.name, args.length), args);
	if (native === undefined || native.declaration.style === 'function') throw noFunction(site.name, args);
	const places = (site.places << 1) | (site.path.root.kind === 'temporary' && site.path.steps.length === 0 ? 0 : 1);
	const constant = isConstant(fiber, frame, site.path.root);
	if (!native.mutates) {
		markRetained(native, args, places);
		const result = runNative(fiber, native, args, target);
		// `map` and its kin change elements through `this` all the same, and then hand over a changed copy.
		if (native.kind === 'reentrant' && !constant) {
			keepLater(fiber, native, keeperAt(fiber, frame, site.path, hiddenTag(receiver, args[0])));
		}
		store(fiber, target, result);
		return;
	}
	if (constant) throw nonPureCall(site.name);
	changeReceiver(fiber, frame, native, args, site.path, places, target);
}

function nonPureCall(name: string): ScriptError {
	return new ScriptError('ErrorNonPureMethodCallOnConstant', `Non-pure method '${name}' cannot be called on constant`, {
		function: name,
	});
}

function scriptMethod(environment: ScriptEnvironment, site: MethodSite, receiver: Value): Code | undefined {
	if (site.functions.length === 0) return undefined;
	const type = typeName(receiver);
	const { functions } = environment.program;
	for (const index of site.functions) {
		const code = functions[index] as Code;
		if (code.chunk.thisType === null || code.chunk.thisType === type) return code;
	}
	return undefined;
}

/** The receiver of a method that runs script code: where it is, and its value. */
export interface Receiver {
	readonly frame: Frame;
	readonly path: MethodSite['path'];
	readonly value: Value;
}

/** Enters a script function with `this` bound by reference; its arguments are in place. */
function enterMethod(
	fiber: Fiber,
	code: Code,
	environment: ScriptEnvironment,
	first: number,
	target: number,
	captures: readonly Cell[],
	receiver: Receiver,
): void {
	const { frame, path } = receiver;
	const temporary = path.root.kind === 'temporary' && path.steps.length === 0;
	const constant = !temporary && isConstant(fiber, frame, path.root);
	let value = receiver.value;
	if (code.changesThis) {
		// A constant, or a value that is also stored elsewhere, is changed as a copy if at all.
		if (constant || temporary) value = value instanceof Container && value.shared ? value.clone() : value;
		else value = ownPath(fiber, frame, path) as Value;
		if (fiber.sized) forget(value);
	}
	const entered = fiber.enter(code, environment, first, target, captures);
	// Whatever the function does with `this`: a race should not depend on a detail of its body.
	if (!constant && !temporary) lockRoot(fiber, frame, path, entered);
	if (code.thisRegister < 0) return;
	fiber.registers[first + code.thisRegister] = value;
	if (!code.changesThis) return;
	entered.special = true;
	if (constant) entered.constantThis = true;
	else if (!temporary) entered.receiver = receiver.value === value ? receiver : { path, frame, value };
}

// -------------------------------------------------------------------------------------------------- pointers

/** `call(f, …)` */
function callFunction(fiber: Fiber, frame: Frame, site: CallSite, args: Value[], target: number): void {
	const pointer = untag(args[0]);
	if (!(pointer instanceof FunctionPointer)) throw mismatchedType('Fn', typeName(pointer));
	const rest = args.slice(1);
	for (const arg of rest) share(arg);
	const outer = site.visible === null ? null : callerNames(frame, site);
	const { reference } = site;
	const place = reference !== null && passesReference(fiber, frame, reference) ? { frame, root: reference } : null;
	callPointer(fiber, pointer, rest, target, null, outer, place);
}

/** `f.call(…)` and `x.call(f, …)` */
function callThrough(
	fiber: Fiber,
	frame: Frame,
	site: MethodSite,
	receiver: Value,
	target: number,
	first: number,
): void {
	const count = site.argumentCount;
	shareArguments(fiber, first, count, site.places);
	const args = argumentList(fiber, first, count);
	if (receiver instanceof FunctionPointer) return callPointer(fiber, receiver, args, target, null);
	const pointer = untag(args[0]);
	if (!(pointer instanceof FunctionPointer)) throw mismatchedType('Fn', typeName(pointer));
	callPointer(fiber, pointer, args.slice(1), target, { frame, path: site.path, value: receiver });
}

/**
 * Calls a pointer.
 * @param args independent values
 * @param receiver bound to `this`, or the first argument of a native; `null` leaves `this` unbound
 * @param outer names that the callee can see
 * @param reference the variable that is the first argument, for a native that changes it
 */
export function callPointer(
	fiber: Fiber,
	pointer: FunctionPointer,
	args: readonly Value[],
	target: number,
	receiver: Receiver | null,
	outer: OuterNames | null = null,
	reference: { readonly frame: Frame; readonly root: Root } | null = null,
): void {
	const { registers } = fiber;
	const base = fiber.top;
	const { curried } = pointer;
	const total = curried.length + args.length;
	const environment = fiber.environmentOf(pointer) as ScriptEnvironment;
	let code = pointer.target as Code | undefined;
	if (code === undefined) {
		const type = receiver === null ? null : typeName(receiver.value);
		code = environment?.find(pointer.name, total, type);
	} else if (code.arity !== total) {
		throw noFunction(pointer.name, [...curried.map(share), ...args]);
	}
	if (code !== undefined) {
		fiber.reserve(base + code.registers);
		for (let at = 0; at < curried.length; at++) registers[base + at] = share(curried[at]);
		for (let at = 0; at < args.length; at++) registers[base + curried.length + at] = args[at];
		if (receiver === null) {
			const entered = fiber.enter(code, environment, base, target, fiber.cellsOf(pointer));
			if (outer !== null) {
				entered.outer = outer;
				entered.special = true;
			}
		} else {
			enterMethod(fiber, code, environment, base, target, fiber.cellsOf(pointer), receiver);
		}
		return;
	}
	callNativePointer(fiber, pointer, args, target, receiver, reference);
}

function callNativePointer(
	fiber: Fiber,
	pointer: FunctionPointer,
	args: readonly Value[],
	target: number,
	receiver: Receiver | null,
	reference: { readonly frame: Frame; readonly root: Root } | null,
): void {
	const list = [...(receiver === null ? [] : [receiver.value]), ...pointer.curried.map(share), ...args];
	const group = fiber.engine.registry.global.group(pointer.name, list.length);
	if (group?.candidates[0]?.kind === 'intrinsic') {
		store(fiber, target, intrinsic(fiber, pointer.name, list));
		return;
	}
	const native = findOverload(group, list);
	if (native === undefined) throw noFunction(pointer.name, list);
	if (receiver !== null && receiver.frame.native !== null) {
		return callOnElement(fiber, native, list, target, receiver.frame.native);
	}
	if (native.mutates && receiver !== null) {
		if (isConstant(fiber, receiver.frame, receiver.path.root)) throw nonPureCall(pointer.name);
		changeReceiver(fiber, receiver.frame, native, list, receiver.path, 0, target);
		return;
	}
	if (native.mutates) {
		const path = reference === null || pointer.curried.length > 0 ? null : { root: reference.root, steps: [] };
		changeReceiver(fiber, reference?.frame ?? fiber.frame, native, list, path, 1, target);
		return;
	}
	store(fiber, target, runNative(fiber, native, list, target));
}

/** A library function that another one calls for an element: what becomes of the element goes back to the caller. */
function callOnElement(
	fiber: Fiber,
	native: NativeFunction,
	args: Value[],
	target: number,
	caller: NativeActivation,
): void {
	const { call } = fiber;
	const element = args[0];
	if (native.mutates && element instanceof Container && element.shared) args[0] = element.clone();
	if (fiber.sized) forget(args[0]);
	const { invocation } = caller;
	if (invocation !== null && native.mutates) invocation.thisValue = args[0];
	call.receiverChanged = false;
	const keeper: ReceiverKeeper = {
		store: (receiver) => {
			if (invocation !== null) invocation.thisValue = receiver;
		},
		lent: undefined,
	};
	const result = runNative(fiber, native, args, target);
	if (result === PENDING) {
		keepLater(fiber, native, keeper);
		return;
	}
	storeReceiver(fiber, keeper);
	store(fiber, target, result);
}

// --------------------------------------------------------------------------------------------------- modules

function callQualified(fiber: Fiber, frame: Frame, site: CallSite, target: number, first: number): void {
	const count = site.argumentCount;
	const module = findModule(fiber, frame, site.namespace);
	if (module === undefined) throw moduleNotFound(site.namespace.join('::'));
	const name = `${site.namespace.join('::')}::${site.name}`;
	if (module.kind === 'script') {
		const code = module.environment.find(site.name, count, null);
		if (code !== undefined && !code.chunk.private) {
			shareArguments(fiber, first, count, site.places);
			fiber.enter(code, module.environment, first, target, []);
			return;
		}
		throw noFunction(name, argumentList(fiber, first, count));
	}
	const args = argumentList(fiber, first, count);
	const native = findOverload(module.namespace.group(site.name, count), args);
	if (native === undefined) throw noFunction(name, args);
	callNative(fiber, frame, native, args, site.reference, site.places, target);
}
