/** What a script and a person see of a run-time error (language spec 9.3, 9.4). */

import { MapValue, share } from '../values/container.ts';
import { thrownText } from '../values/display.ts';
import { untag } from '../values/tagged.ts';
import type { Value } from '../values/value.ts';
import type { ErrorPlace, ErrorWrapper, ScriptError } from './errors.ts';

function placeText(place: ErrorPlace | undefined): string {
	if (place === undefined) return '';
	const { line, column } = place.source.positionAt(place.start);
	return ` (line ${line}, position ${column})`;
}

/** The file that an error was raised in, if it is not the one where the outermost call or import stands. */
function origin({ place, wrappers }: ScriptError): string {
	const outermost = wrappers.at(-1)?.place;
	if (place === undefined || outermost === undefined || place.source.name === outermost.source.name) return '';
	return place.source.name === '' ? '' : ` @ '${place.source.name}'`;
}

function wrapperText(wrapper: ErrorWrapper): string {
	if (wrapper.kind === 'ErrorInModule') return `in module '${wrapper.name}'`;
	const what = isClosureName(wrapper.name) ? 'in closure call' : `in call to function '${wrapper.name}'`;
	// The file goes without saying unless the call crosses from one into another.
	const { source } = wrapper;
	return source === '' || source === wrapper.place?.source.name ? what : `${what} (from '${source}')`;
}

function isClosureName(name: string): boolean {
	return name === '' || name.startsWith('anon$');
}

/**
 * The whole text, innermost error first, one line per function or module that the error left.
 * @param outerPlace whether the last line carries its place, as for an uncaught error
 */
export function errorText(error: ScriptError, outerPlace = true): string {
	const lines = [error.text + (error.wrappers.length > 0 || outerPlace ? origin(error) + placeText(error.place) : '')];
	error.wrappers.forEach((wrapper, index) => {
		const outermost = index === error.wrappers.length - 1;
		lines.push(wrapperText(wrapper) + (outermost && !outerPlace ? '' : placeText(wrapper.place)));
	});
	return lines.join('\n');
}

/** What `catch (e)` binds: the thrown value, or a map that describes the outermost error. */
export function caughtValue(error: ScriptError): Value {
	if (error.kind === 'ErrorRuntime') return share(error.value);
	const map = new MapValue();
	const outermost = error.wrappers.at(-1);
	const place = outermost === undefined ? error.place : outermost.place;
	map.set('error', outermost?.kind ?? error.kind);
	map.set('message', errorText(error, false));
	if (place !== undefined) {
		const { line, column } = place.source.positionAt(place.start);
		map.set('line', line);
		map.set('position', column);
	}
	if (outermost?.kind === 'ErrorInFunctionCall') {
		map.set('function', outermost.name);
		map.set('source', outermost.source);
	} else if (outermost?.kind === 'ErrorInModule') {
		map.set('module', outermost.name);
	} else {
		for (const [key, value] of Object.entries(error.fields)) map.set(key, share(value));
	}
	if (outermost?.kind !== 'ErrorInFunctionCall' && place !== undefined && place.source.name !== '') {
		map.set('source', place.source.name);
	}
	return map;
}

/** Text of an error raised by `throw value`. */
export function thrownMessage(value: Value): string {
	const bare = untag(value);
	if (bare === undefined || bare === '') return 'Runtime error';
	return `Runtime error: ${typeof bare === 'string' ? bare : thrownText(bare)}`;
}
