import type { Value } from '../values/value.ts';

/**
 * What `exit(v)` throws: the script ends with `value`, wherever it is (language spec 6.4). It is no error: no `catch`
 * and no library function that calls back may hold it up, and it carries no stack.
 */
export class ScriptExit {
	readonly value: Value;

	constructor(value: Value) {
		this.value = value;
	}
}
