/**
 * Values on their way into and out of data bases that speak SQL. Parameters are passed beside the text of a statement,
 * never in it.
 */

import { Char } from '../../lang/values/char.ts';
import { ArrayValue, BlobValue, MapValue } from '../../lang/values/container.ts';
import { display } from '../../lang/values/display.ts';
import { Float } from '../../lang/values/float.ts';
import { isInt } from '../../lang/values/int.ts';
import { untag } from '../../lang/values/tagged.ts';
import { typeName } from '../../lang/values/type-of.ts';
import type { Value } from '../../lang/values/value.ts';
import { runtimeError } from '../../lang/vm/errors.ts';
import type { SqlParameter } from '../host/services.ts';
import { textOf } from '../mail/objects/vsl-object.ts';

/** @throws ScriptError for values that no column can hold */
export function sqlParameters(list: ArrayValue): SqlParameter[] {
	return list.items.map((item, index) => {
		const value = untag(item);
		if (value === undefined) return null;
		if (typeof value === 'boolean') return value ? 1n : 0n;
		if (isInt(value)) return BigInt(value);
		if (value instanceof Float) return value.value;
		if (value instanceof BlobValue) return value.view().slice();
		if (value instanceof Char) return value.text;
		const text = textOf(value);
		if (text !== undefined) return text;
		throw runtimeError(
			`parameter ${index + 1} of a query must be a text, number, bool, blob or (), not ${typeName(value)}`,
		);
	});
}

/** Rows as scripts see them: an array of maps. With `literal` each value is the text that SQL writes for it. */
export function rowsValue(rows: readonly ReadonlyMap<string, Value>[], literal: boolean): ArrayValue {
	return new ArrayValue(
		rows.map((row) => {
			const entries = new Map(row);
			if (literal) for (const [name, value] of entries) entries.set(name, sqlLiteral(value));
			return new MapValue(entries);
		}),
	);
}

/** A value as SQL writes it: strings in quotes, `NULL`, blobs in hexadecimal. */
export function sqlLiteral(value: Value): string {
	if (value === undefined) return 'NULL';
	if (typeof value === 'string') return `'${value.replaceAll("'", "''")}'`;
	if (typeof value === 'boolean') return value ? '1' : '0';
	if (value instanceof BlobValue) return `X'${Buffer.from(value.view()).toString('hex').toUpperCase()}'`;
	return display(value);
}
