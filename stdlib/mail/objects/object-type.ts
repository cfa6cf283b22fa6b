/** What the language can do with objects. There is one type for all kinds, so that scripts and signatures say `object`. */

import type { TypeDescriptor } from '../../../lang/values/host-object.ts';
import { typeName } from '../../../lang/values/type-of.ts';
import type { Value } from '../../../lang/values/value.ts';
import { arrayBounds, ScriptError } from '../../../lang/vm/errors.ts';
import { objectContainedIn, objectContains } from './containment.ts';
import { objectEquals } from './equality.ts';
import type { ListObject } from './leaves.ts';
import type { AnyObject } from './vsl-object.ts';

/** The type word of signatures, and what `type_of` gives. */
export const OBJECT = 'object';

export const OBJECT_TYPE: TypeDescriptor = {
	name: OBJECT,
	doc: 'An object of vSL: an address, a domain, a network, a pattern, a reply code, a list of such objects.',
	equals: objectEquals,
	contains: objectContains,
	containedIn: objectContainedIn,
	getIndex: itemAt,
	iterate,
	display: (object: AnyObject) => object.text,
	debug: (object: AnyObject) => `${object.kind}(${object.text})`,
} satisfies TypeDescriptor<AnyObject> as TypeDescriptor;

function listOf(object: AnyObject): ListObject | undefined {
	return object.kind === 'group' || object.kind === 'file' ? object : undefined;
}

/** `list[index]`, which counts from the end when it is negative. The language also asks for unknown properties here. */
function itemAt(object: AnyObject, index: Value): Value {
	const list = listOf(object);
	if (typeof index === 'string') {
		const message = `Unknown property '${index}' - a getter is not registered for type '${OBJECT}'`;
		throw new ScriptError('ErrorDotExpr', message, { property: message });
	}
	if (list === undefined || !(typeof index === 'number' || typeof index === 'bigint')) {
		const types = `${OBJECT} [${typeName(index)}]`;
		throw new ScriptError('ErrorIndexingType', `Indexer unavailable: ${types}`, { type: types });
	}
	const at = Number(index) < 0 ? list.length + Number(index) : Number(index);
	if (!(at >= 0 && at < list.length)) throw arrayBounds(list.length, index);
	return list.at(at);
}

function iterate(object: AnyObject): Iterator<Value> {
	const list = listOf(object);
	if (list === undefined) throw new ScriptError('ErrorFor', 'For loop expects iterable type');
	return itemsOf(list);
}

function* itemsOf(list: ListObject): Generator<Value, void, undefined> {
	for (let at = 0; at < list.length; at++) yield list.at(at);
}
