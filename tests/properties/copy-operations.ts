/**
 * What can be done with containers: each operation as statements of vSL, and as the same change of the model. The table
 * is one long list of ways for a value to get from one place to another, and to be changed in one of them.
 */

import { copyOf, type Model } from './copy-model.ts';

/** A place: its name in vSL, its value, and how to replace it. */
export interface Place {
	readonly text: string;
	readonly value: Model;
	readonly set: (value: Model) => void;
}

type Container = Extract<Model, object>;

export interface Operation {
	/** Statements of vSL. */
	readonly text: string;
	/** The same for the model. */
	readonly run: () => void;
}

type ContainerPlace<C extends Container> = Place & { readonly value: C };

const isArray = (place: Place): place is ContainerPlace<Model[]> => Array.isArray(place.value);
const isMap = (place: Place): place is ContainerPlace<Map<string, Model>> => place.value instanceof Map;

/** Everything an operation may need. */
export interface Choice {
	readonly at: Place;
	readonly from: Place;
	readonly variable: Place;
	readonly number: number;
	/** A name that nothing else has. */
	readonly fresh: string;
}

type OperationKind = (choice: Choice) => Operation | undefined;

const at = (items: readonly Model[], number: number): number => number % Math.max(1, items.length);

function change(text: string, run: () => void): Operation {
	return { text, run };
}

/** Replaces every array inside, innermost included, as a mutating callback does. */
function pushToArrays(items: Model[], number: number): void {
	for (const item of items) if (Array.isArray(item)) item.push(number);
}

export const OPERATIONS: readonly OperationKind[] = [
	// Storing one value in several places.
	({ at: to, from }) => change(`${to.text} = ${from.text};`, () => to.set(copyOf(from.value))),
	({ variable, from }) =>
		change(`${variable.text} = [${from.text}, ${from.text}];`, () =>
			variable.set([copyOf(from.value), copyOf(from.value)]),
		),
	({ variable, from }) =>
		change(`${variable.text} = #{ k: ${from.text}, l: [${from.text}] };`, () =>
			variable.set(
				new Map<string, Model>([
					['k', copyOf(from.value)],
					['l', [copyOf(from.value)]],
				]),
			),
		),
	({ at: to, from }) =>
		isArray(to) ? change(`${to.text}.push(${from.text});`, () => to.value.push(copyOf(from.value))) : undefined,
	({ at: to, from, number }) =>
		isArray(to)
			? change(`${to.text}.insert(${at(to.value, number)}, ${from.text});`, () =>
					to.value.splice(at(to.value, number), 0, copyOf(from.value)),
				)
			: undefined,
	({ at: to, from }) =>
		isMap(to) ? change(`${to.text}.m = ${from.text};`, () => to.value.set('m', copyOf(from.value))) : undefined,
	({ at: to, from }) =>
		isMap(to) ? change(`${to.text}.set("n", ${from.text});`, () => to.value.set('n', copyOf(from.value))) : undefined,
	({ at: to, from }) =>
		isArray(to) && isArray(from)
			? change(`${to.text} += ${from.text};`, () => to.value.push(...(copyOf(from.value) as Model[])))
			: undefined,
	({ at: to, from }) =>
		isArray(to) && isArray(from)
			? change(`${to.text}.append(${from.text});`, () => to.value.push(...(copyOf(from.value) as Model[])))
			: undefined,
	({ at: to, from }) =>
		isArray(to) && isArray(from)
			? change(`${to.text} = ${from.text} + ${to.text};`, () => to.set(copyOf([...from.value, ...to.value])))
			: undefined,
	({ at: to, from }) =>
		isMap(to) && isMap(from)
			? change(`${to.text} += ${from.text};`, () => to.set(copyOf(new Map([...to.value, ...from.value]))))
			: undefined,
	({ at: to, from }) =>
		isMap(to) && isMap(from)
			? change(`${to.text}.mixin(${from.text});`, () => to.set(copyOf(new Map([...to.value, ...from.value]))))
			: undefined,
	({ at: to, from }) =>
		isMap(to) && isMap(from)
			? change(`${to.text}.fill_with(${from.text});`, () => to.set(copyOf(new Map([...from.value, ...to.value]))))
			: undefined,
	({ at: to, from, number }) =>
		isArray(to) && isArray(from)
			? change(`${to.text}.splice(${at(to.value, number)}, 1, ${from.text});`, () =>
					splice(to, at(to.value, number), from.value),
				)
			: undefined,
	({ at: to, from }) =>
		isArray(to)
			? change(`${to.text}.pad(${to.value.length + 2}, ${from.text});`, () =>
					to.set(copyOf([...to.value, from.value, from.value])),
				)
			: undefined,

	// Changing one of them.
	({ at: to, number }) =>
		isArray(to) ? change(`${to.text}.push(${number});`, () => to.value.push(number)) : undefined,
	({ at: to, number }) =>
		isArray(to) && to.value.length > 0
			? change(`${to.text}[${at(to.value, number)}] = ${number};`, () => {
					to.value[at(to.value, number)] = number;
				})
			: undefined,
	({ at: to, number }) =>
		isArray(to)
			? change(`${to.text}.remove(${at(to.value, number)});`, () => to.value.splice(at(to.value, number), 1))
			: undefined,
	({ at: to }) => (isArray(to) ? change(`${to.text}.pop();`, () => to.value.pop()) : undefined),
	({ at: to }) => (isArray(to) ? change(`${to.text}.shift();`, () => to.value.shift()) : undefined),
	({ at: to }) => (isArray(to) ? change(`${to.text}.reverse();`, () => to.value.reverse()) : undefined),
	({ at: to, number }) =>
		isArray(to) ? change(`${to.text}.truncate(${number});`, () => to.value.splice(number)) : undefined,
	({ at: to }) =>
		isArray(to) && to.value.every((item) => typeof item === 'number')
			? change(`${to.text}.sort();`, () => (to.value as number[]).sort((x, y) => x - y))
			: undefined,
	({ at: to, number }) =>
		isMap(to) ? change(`${to.text}["k"] = [${number}];`, () => to.value.set('k', [number])) : undefined,
	({ at: to }) => (isMap(to) ? change(`${to.text}.remove("k");`, () => to.value.delete('k')) : undefined),
	({ at: to, number }) =>
		typeof to.value === 'number'
			? change(`${to.text} += ${number};`, () => to.set((to.value as number) + number))
			: undefined,

	// Calls: by value as an argument, by reference as `this`.
	({ at: to, from }) =>
		isArray(from)
			? change(`${to.text} = grown(${from.text});`, () => to.set([...(copyOf(from.value) as Model[]), 0]))
			: undefined,
	({ at: to }) => (isArray(to) ? change(`${to.text}.grow();`, () => to.value.push(0)) : undefined),
	({ at: to, variable }) =>
		isArray(to)
			? change(`${variable.text} = ${to.text}.grow_both();`, () => {
					const old = copyOf(to.value);
					to.value.push(0);
					variable.set([old, copyOf(to.value)]);
				})
			: undefined,
	({ at: to, number, fresh }) =>
		isArray(to)
			? change(`let ${fresh} = |x| { this.push(x); this.len() }; ${to.text}.call(${fresh}, ${number});`, () =>
					to.value.push(number),
				)
			: undefined,
	({ at: to, from, number }) =>
		isArray(from)
			? change(`${to.text} = (|x| { x.push(${number}); x }).curry(${from.text}).call();`, () =>
					to.set([...(copyOf(from.value) as Model[]), number]),
				)
			: undefined,
	({ at: to, from }) =>
		change(`try { throw ${from.text}; } catch (e) { ${to.text} = e; }`, () => to.set(copyOf(from.value))),
	({ at: to, from }) => change(`${to.text} = if true { ${from.text} } else { 0 };`, () => to.set(copyOf(from.value))),
	({ at: to, from }) => change(`${to.text} = loop { break ${from.text}; };`, () => to.set(copyOf(from.value))),

	// Captured variables, from now on or changed by a closure.
	({ variable, from, fresh }) =>
		change(`let ${fresh} = || ${variable.text}; ${variable.text} = [${from.text}, ${fresh}.call()];`, () =>
			variable.set([copyOf(from.value), copyOf(variable.value)]),
		),
	({ variable, number, fresh }) =>
		isArray(variable)
			? change(
					`let ${fresh} = |x| { ${variable.text}.push(x); ${variable.text} }; ${fresh}.call(${number}).push(1);`,
					() => variable.value.push(number),
				)
			: undefined,
	({ variable, from, fresh }) =>
		change(`let ${fresh} = |x| { ${variable.text} = x; }; ${fresh}.call(${from.text});`, () =>
			variable.set(copyOf(from.value)),
		),

	// Iteration works on a snapshot, and its variable is a copy.
	({ at: to, number }) =>
		isArray(to)
			? change(`for x in ${to.text} { ${to.text}.push(${number}); ${to.text}.push(x); }`, () => {
					for (const item of copyOf(to.value) as Model[]) to.value.push(number, item);
				})
			: undefined,
	({ at: to }) =>
		isArray(to)
			? change(`for x in ${to.text} { if type_of(x) == "array" { x.push(1); } }`, () => undefined)
			: undefined,
	({ at: to, from }) =>
		isArray(from)
			? change(`for x in ${from.text} { ${to.text} = x; }`, () => {
					const last = from.value.at(-1);
					if (last !== undefined) to.set(copyOf(last));
				})
			: undefined,
	({ at: to, from }) =>
		isMap(from)
			? change(`for x in ${from.text}.values() { ${to.text} = [x, x]; }`, () => {
					const last = sortedValues(from.value).at(-1);
					if (last !== undefined) to.set([copyOf(last), copyOf(last)]);
				})
			: undefined,

	// Library functions that call back, with `this` by reference and arguments by value.
	({ at: to, number }) =>
		isArray(to)
			? change(`${to.text}.for_each(|| if type_of(this) == "array" { this.push(${number}); });`, () =>
					pushToArrays(to.value, number),
				)
			: undefined,
	({ at: to, variable, number }) =>
		isArray(to)
			? change(
					`${variable.text} = ${to.text}.map(|| { if type_of(this) == "array" { this.push(${number}); } this });`,
					() => {
						pushToArrays(to.value, number);
						variable.set(copyOf(to.value));
					},
				)
			: undefined,
	({ at: to, variable }) =>
		isArray(to)
			? change(`${variable.text} = ${to.text}.map(|x| { if type_of(x) == "array" { x.push(1); } x });`, () => {
					const items = copyOf(to.value) as Model[];
					pushToArrays(items, 1);
					variable.set(items);
				})
			: undefined,
	({ at: to, variable }) =>
		isArray(to)
			? change(`${variable.text} = ${to.text}.filter(|x| type_of(x) != "i64");`, () =>
					variable.set((copyOf(to.value) as Model[]).filter((item) => typeof item !== 'number')),
				)
			: undefined,
	({ at: to, variable }) =>
		isArray(to)
			? change(`${variable.text} = ${to.text}.drain(|x| type_of(x) == "array");`, () => drain(to, variable))
			: undefined,
	({ at: to, variable }) =>
		isArray(to)
			? change(`${variable.text} = ${to.text}.extract(0, 2);`, () =>
					variable.set((copyOf(to.value) as Model[]).slice(0, 2)),
				)
			: undefined,
	({ at: to, variable }) =>
		isArray(to)
			? change(`${variable.text} = ${to.text}.reduce(|s, x| { s.push(x); s }, ${to.text});`, () =>
					variable.set(copyOf([...to.value, ...to.value])),
				)
			: undefined,
	({ at: to, number }) =>
		isMap(to)
			? change(`${to.text}.map(|k| { if type_of(this) == "array" { this.push(${number}); } });`, () =>
					pushToArrays([...to.value.values()], number),
				)
			: undefined,
	({ at: to, variable }) =>
		isMap(to)
			? change(`${variable.text} = ${to.text}.values();`, () => variable.set(sortedValues(to.value).map(copyOf)))
			: undefined,
];

function sortedValues(map: ReadonlyMap<string, Model>): Model[] {
	return [...map.keys()].sort().map((key) => map.get(key) as Model);
}

function splice(to: ContainerPlace<Model[]>, index: number, added: readonly Model[]): void {
	const copies = added.map(copyOf);
	// An empty array becomes the other one.
	to.value.splice(index, 1, ...copies);
}

function drain(to: ContainerPlace<Model[]>, into: Place): void {
	const [taken, kept] = [true, false].map((wanted) => to.value.filter((item) => Array.isArray(item) === wanted));
	to.set(kept as Model[]);
	into.set(taken as Model[]);
}
