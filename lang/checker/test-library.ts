/**
 * A library for tests of the checker: signatures only, a part of the real one. `lang` does not import `stdlib`, and
 * tests of the checker should not depend on what the library grows.
 */

import { declare, type Effect, type NativeModule, type Overload } from '../modules/native-module.ts';

/** One function per line: marks (`P` property, `M` changes its receiver, `R` calls back, `O` observes), signature. */
const SIGNATURES = `
- type_of(any) -> string
O print(any) -> ()
O print() -> ()
O debug(any) -> ()
O exit(any) -> never
O exit() -> never
O timestamp() -> timestamp
- to_string(any) -> string
- to_debug(any) -> string
- to_int(int) -> int
- to_int(float) -> int
- parse_int(string) -> int
- abs(int) -> int
- abs(float) -> float
- sin(float) -> float
- max(int, int) -> int
- is_odd(int) -> bool
P len(string) -> int
P len(array) -> int
P len(blob) -> int
- len(map) -> int
- is_empty(string) -> bool
- is_empty(array) -> bool
- is_empty(map) -> bool
P bytes(string) -> int
- get(string, int) -> char?
- get(array, int) -> any?
- get(map, string) -> any?
- get(blob, int) -> int
M set(map, string, any) -> ()
M trim(string) -> ()
- to_upper(string) -> string
- to_lower(string) -> string
M make_upper(string) -> ()
- starts_with(string, string) -> bool
- contains(string, string) -> bool
- contains(array, any) -> bool
- contains(map, string) -> bool
- index_of(string, string) -> int
- index_of(string, string, int) -> int
- split(string, string) -> array
M push(array, any) -> ()
M pop(array) -> any?
M pop(string) -> char?
M sort(array) -> ()
- order(array) -> array
M clear(array) -> ()
M clear(map) -> ()
R map(array, Fn) -> array
R filter(array, Fn) -> array
R filter(array, string) -> array
R find(array, Fn) -> any?
R for_each(array, Fn) -> ()
- keys(map) -> array
- values(map) -> array
M take(any) -> any
P start(range) -> int
P end(range) -> int
- parse_json(string) -> any?
- blob(int) -> blob
`;

const EFFECTS: Readonly<Record<string, Effect>> = { M: 'mutates', O: 'observes' };

const LINE = /^(.) (\w+)\((.*)\) -> (.+)$/;

/** Declares functions from lines like those above; for tests that need further ones. */
export function declareAll(lines: string, namespace?: string): NativeModule {
	const functions = lines
		.trim()
		.split('\n')
		.map((line) => {
			const [, mark = '', name = '', params = '', returns = ''] = LINE.exec(line) ?? [];
			const overload: Overload = {
				params: params === '' ? [] : params.split(', ').map((type, at) => ({ name: `p${at}`, type })),
				returns,
				kind: mark === 'R' ? 'reentrant' : 'plain',
				run: () => undefined,
			};
			const options = {
				effect: EFFECTS[mark] ?? 'pure',
				property: mark === 'P',
				doc: 'For tests.',
				example: '',
			} as const;
			return declare(name, options, overload);
		});
	return { name: 'test', namespace, doc: 'For tests.', functions, constants: [], types: [] };
}

export const testLibrary: NativeModule = declareAll(SIGNATURES);
