/** Programs of random operations on a few variables, with the value that the model says they have. */

import { copyOf, type Model, sizeOf, textOf } from './copy-model.ts';
import { type Choice, OPERATIONS, type Operation, type Place } from './copy-operations.ts';

/** Beyond this a variable starts anew: storing containers in each other doubles them. */
const MOST = 60;

const STARTS: readonly Model[] = [
	[1, 2, 3],
	[[1], [2, 3], 'x'],
	new Map<string, Model>([
		['k', [1, 2]],
		['l', new Map<string, Model>([['k', [3]]])],
	]),
	[new Map<string, Model>([['k', 5]]), [[4]]],
];

/** What an operation is, as drawn at random: `kind` counts through the table below, the rest chooses places. */
export interface Draw {
	readonly kind: number;
	readonly target: number;
	readonly targetPath: readonly number[];
	readonly source: number;
	readonly sourcePath: readonly number[];
	readonly number: number;
}

const VARIABLES: readonly string[] = ['a', 'b', 'c', 'd'];

const FUNCTIONS = [
	'fn grown(x) { x.push(0); x }',
	'fn grow() { this.push(0); }',
	'fn grow_both() { let old = this; this.push(0); [old, this] }',
];

/** The place at the end of a path of numbers, each of which chooses a step. */
function placeAt(variables: Map<string, Model>, variable: number, path: readonly number[]): Place {
	const name = VARIABLES[variable % VARIABLES.length] as string;
	let place: Place = {
		text: name,
		value: variables.get(name) as Model,
		set: (value) => variables.set(name, value),
	};
	for (const number of path) {
		const { text, value } = place;
		if (Array.isArray(value) && value.length > 0) {
			const index = number % value.length;
			place = {
				text: `${text}[${index}]`,
				value: value[index] as Model,
				set: (item) => {
					value[index] = item;
				},
			};
		} else if (value instanceof Map && value.size > 0) {
			const key = [...value.keys()].sort()[number % value.size] as string;
			place = {
				text: number % 2 === 0 ? `${text}.${key}` : `${text}["${key}"]`,
				value: value.get(key) as Model,
				set: (item) => value.set(key, item),
			};
		} else {
			return place;
		}
	}
	return place;
}

/** The first operation, from the drawn one on, that fits the places. */
function operationFor(draw: Draw, choice: Choice): Operation {
	for (let kind = draw.kind; ; kind++) {
		const operation = OPERATIONS[kind % OPERATIONS.length]?.(choice);
		if (operation !== undefined) return operation;
	}
}

/**
 * Makes a program of random operations.
 * @param inFunction whether it all happens in a function, whose variables are no globals
 * @returns the program, and the debug text of its value by the model
 */
export function programOf(draws: readonly Draw[], inFunction: boolean): { program: string; expected: string } {
	const variables = new Map(VARIABLES.map((name, index) => [name, copyOf(STARTS[index] as Model)]));
	const lines = [...variables].map(([name, value]) => `let ${name} = ${textOf(value)};`);
	for (const [index, draw] of draws.entries()) {
		const choice: Choice = {
			at: placeAt(variables, draw.target, draw.targetPath),
			from: placeAt(variables, draw.source, draw.sourcePath),
			variable: placeAt(variables, draw.number, []),
			number: draw.number,
			fresh: `f${index}`,
		};
		const { text, run } = operationFor(draw, choice);
		lines.push(text);
		run();
		for (const [name, value] of variables) {
			if (sizeOf(value) <= MOST) continue;
			lines.push(`${name} = [1, [2]];`);
			variables.set(name, [1, [2]]);
		}
	}
	lines.push(`[${VARIABLES.join(', ')}]`);
	const body = lines.join('\n');
	const main = inFunction ? `fn main() {\n${body}\n}\nmain()` : body;
	return { program: [...FUNCTIONS, main].join('\n'), expected: textOf([...variables.values()]) };
}
