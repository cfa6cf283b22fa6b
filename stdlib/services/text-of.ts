/** Arguments that are a string or an object whose text counts: keys of data bases, text of statements. */

import { Char } from '../../lang/values/char.ts';
import { display } from '../../lang/values/display.ts';
import { HostObject } from '../../lang/values/host-object.ts';
import { untag } from '../../lang/values/tagged.ts';
import { typeName } from '../../lang/values/type-of.ts';
import type { Value } from '../../lang/values/value.ts';
import { mismatchedType } from '../../lang/vm/errors.ts';

/** @throws ScriptError ErrorMismatchDataType for anything else */
export function textOf(value: Value): string {
	const bare = untag(value);
	if (typeof bare === 'string') return bare;
	if (bare instanceof Char || bare instanceof HostObject) return display(bare);
	throw mismatchedType('string', typeName(bare));
}
