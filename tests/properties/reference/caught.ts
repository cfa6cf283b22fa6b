/** What `catch (e)` binds (language spec 9.3). */

import { MapValue } from '../../../lang/values/container.ts';
import type { Value } from '../../../lang/values/value.ts';
import type { ErrorPlace, ErrorWrapper, ScriptError } from '../../../lang/vm/errors.ts';
import { copy, type Machine } from './machine.ts';

function position(place: ErrorPlace | undefined): { line: number; column: number } | undefined {
	return place === undefined ? undefined : place.source.positionAt(place.start);
}

function placed(text: string, place: ErrorPlace | undefined): string {
	const at = position(place);
	return at === undefined ? text : `${text} (line ${at.line}, position ${at.column})`;
}

function wrapperText({ name }: ErrorWrapper): string {
	return name.startsWith('anon$') ? 'in closure call' : `in call to function '${name}'`;
}

/** The text of an error without the place of the outermost construct, those inside with theirs. */
export function messageOf(error: ScriptError): string {
	const layers = [{ text: error.text, place: error.place }];
	for (const wrapper of error.wrappers) layers.push({ text: wrapperText(wrapper), place: wrapper.place });
	return layers.map(({ text, place }, index) => (index < layers.length - 1 ? placed(text, place) : text)).join('\n');
}

/** Where the outermost construct that the error left is. */
export function outermostPlace(error: ScriptError): ErrorPlace | undefined {
	const wrapper = error.wrappers.at(-1);
	return wrapper === undefined ? error.place : wrapper.place;
}

export function caughtValue(machine: Machine, error: ScriptError): Value {
	if (error.kind === 'ErrorRuntime') return copy(machine, error.value);
	const map = new MapValue();
	const wrapper = error.wrappers.at(-1);
	map.set('error', wrapper?.kind ?? error.kind);
	map.set('message', messageOf(error));
	const at = position(outermostPlace(error));
	if (at !== undefined) {
		map.set('line', at.line);
		map.set('position', at.column);
	}
	if (wrapper !== undefined) {
		map.set('function', wrapper.name);
		map.set('source', wrapper.source);
		return map;
	}
	for (const [key, value] of Object.entries(error.fields)) map.set(key, copy(machine, value));
	if (machine.source.name !== '') map.set('source', machine.source.name);
	return map;
}
