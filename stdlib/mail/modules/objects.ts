/**
 * The constructors of objects (directive spec 4.2) and what can be asked of them (4.4). A declaration `object NAME …`
 * makes the same values, see `objects/make-object.ts`.
 */

import { dirname } from 'node:path';
import { type NativeCall, plain } from '../../../lang/modules/native-module.ts';
import { ArrayValue } from '../../../lang/values/container.ts';
import { untag } from '../../../lang/values/tagged.ts';
import type { Value } from '../../../lang/values/value.ts';
import { runtimeError } from '../../../lang/vm/errors.ts';
import { domainOf, localPartOf } from '../objects/address-parts.ts';
import { CodeObject } from '../objects/code.ts';
import { objectContainedIn, objectContains } from '../objects/containment.ts';
import { GroupObject } from '../objects/group.ts';
import type { ObjectContext } from '../objects/object-context.ts';
import { OBJECT, OBJECT_TYPE } from '../objects/object-type.ts';
import { CONTENT_TYPES, type ContentType, contentType } from '../objects/object-words.ts';
import { readFileObject } from '../objects/read-file-object.ts';
import { makeScalar } from '../objects/scalar-objects.ts';
import { type AnyObject, asObject } from '../objects/vsl-object.ts';
import { type LibraryGroup, type SpelledFunction, spelled } from '../spelling.ts';
import { itemsOf, listOf } from './list-items.ts';

/** A constructor is global, and a member of `obj::`. */
function constructorNames(...names: [string, ...string[]]) {
	return { '': names, obj: names };
}

/** @param native a second name, which is a native of 1.x */
function scalar(type: ContentType, doc: string, example: string, native?: string): SpelledFunction {
	return spelled(
		native === undefined ? constructorNames(type) : { ...constructorNames(type, native), sys: native },
		{ doc, example },
		plain(['text: string'], OBJECT, (_call, text) => makeScalar(type, text)),
	);
}

const CONSTRUCTORS: readonly SpelledFunction[] = [
	scalar(
		'ip4',
		'The IPv4 address of a host: four decimal numbers without leading zeros.',
		'ip4("192.0.2.1") ⇒ ip4(192.0.2.1)\nip4("192.0.2.1") == "192.0.2.1" ⇒ true\nip4("010.0.0.1") ⇒ error: Runtime error: \'010.0.0.1\' is not a valid ip4: the number 010 begins with a zero',
	),
	scalar(
		'ip6',
		'The IPv6 address of a host, in any form of RFC 4291 without brackets and zone. It compares by its value, not by its form.',
		'ip6("2001:DB8:0::1") ⇒ ip6(2001:db8::1)\nip6("::1") == "0:0:0:0:0:0:0:1" ⇒ true',
	),
	scalar(
		'rg4',
		'An IPv4 network in CIDR notation. Bits of the host part are masked.',
		'rg4("192.0.2.7/24") ⇒ rg4(192.0.2.0/24)\n"192.0.2.200" in rg4("192.0.2.0/24") ⇒ true',
	),
	scalar(
		'rg6',
		'An IPv6 network in CIDR notation. Bits of the host part are masked.',
		'rg6("2001:db8::1/32") ⇒ rg6(2001:db8::/32)\nip6("2001:db8::1") in rg6("2001:db8::/32") ⇒ true',
	),
	scalar(
		'address',
		'A mail address, `local@domain` as in RFC 5321 and RFC 6531, without angle brackets and display name. The domain compares without regard to the case of ASCII letters.',
		'address("ann@mx.example").domain ⇒ "mx.example"\naddress("ann@mx.example") == "ann@MX.example" ⇒ true\naddress("ann") ⇒ error: Runtime error: \'ann\' is not a valid address: the \'@\' is missing',
		'new_address',
	),
	scalar(
		'fqdn',
		'A domain name. A dot at the end is removed. It contains itself and its subdomains.',
		'fqdn("mx.example.") ⇒ fqdn(mx.example)\n"lists.mx.example" in fqdn("mx.example") ⇒ true\nfqdn("a b") ⇒ error: Runtime error: \'a b\' is not a valid fqdn.',
	),
	scalar(
		'regex',
		'A pattern in the syntax of the Rust `regex` crate, without look-around and back-references. It may match anywhere in a text unless `^` and `$` say otherwise; `==` and `in` both ask whether it does.',
		'"win100@mx.example" == regex("^win[0-9]+@") ⇒ true\nregex("(") ⇒ error: is not a valid regex',
	),
	scalar(
		'identifier',
		'The name of a user or the local part of an address: any text.',
		'identifier("ann") == "ann" ⇒ true\naddress("ann@mx.example") == identifier("ann") ⇒ true',
	),
	spelled(
		constructorNames('code'),
		{
			doc: 'An SMTP reply: a code between 200 and 599, perhaps an enhanced code such as `5.7.1` (or an empty text), and a text. `\\r\\n` in the text starts a new line; other control characters are refused.',
			example:
				'code(550, "5.7.1", "no thanks") ⇒ code(550 5.7.1 no thanks)\ncode(250, "fine").to_string() ⇒ "250 fine"\ncode(550, "5.7", "no") ⇒ error: is not an enhanced code such as 5.7.1',
		},
		plain(['code: int', 'text: string'], OBJECT, (_call, code, text) => CodeObject.of(code, '', text)),
		plain(['code: int', 'enhanced: string', 'text: string'], OBJECT, (_call, code, enhanced, text) =>
			CodeObject.of(code, enhanced, text),
		),
	),
	spelled(
		constructorNames('group'),
		{
			doc: 'A list of objects and strings that never changes, for `in`: it finds an item that equals one of its elements, or that lies in a network, domain, pattern or list among them. Large groups are fast.',
			example:
				'let partners = group([fqdn("mx.example"), address("ann@tea.example"), rg4("192.0.2.0/24")]); ["ann@tea.example" in partners, "192.0.2.1" in partners, "bob@tea.example" in partners] ⇒ [true, true, false]\ngroup([1]) ⇒ error: is not an object',
		},
		plain(['items: array'], OBJECT, (_call, items) => GroupObject.of(items)),
	),
];

/** @param context where files are, and how to read them */
function fileConstructor(context: ObjectContext): SpelledFunction {
	return spelled(
		constructorNames('file'),
		{
			effect: 'external',
			doc: `The lines of a file as a list of objects of one type: ${CONTENT_TYPES.map((type) => `\`"${type}"\``).join(', ')}. Blanks around an item and blank lines do not count. A relative path is looked for in the folder of the script, then in the base directory. The file is read once, by this call: do it at the top level of a script.`,
			example: 'file("/no/such/file", "fqdn") ⇒ error: /no/such/file',
		},
		plain(['path: string', 'content_type: string'], OBJECT, (call, path, word) => {
			const type = contentType(word);
			if (type === undefined) throw runtimeError(`Improper object type '${word}'.`);
			const file = readFileObject(path, type, context, folderOf(call));
			file.index.prepare();
			return file;
		}),
	);
}

function folderOf(call: NativeCall): string | undefined {
	const name = call.source?.name;
	return name === undefined || name === '' ? undefined : dirname(name);
}

const PARTS: readonly SpelledFunction[] = [
	spelled(
		{ '': ['local_part', 'get_local_part'] },
		{
			property: true,
			doc: 'The part of an address before the `@`, as written; empty for the null sender. A string must be an address.',
			example:
				'address("ann@mx.example").local_part ⇒ "ann"\nget_local_part("ann@mx.example") ⇒ "ann"\nfqdn("mx.example").local_part ⇒ error: cannot extract local part for fqdn object',
		},
		plain(['address: object'], 'string', (_call, address) => localPartOf(address)),
		plain(['address: string'], 'string', (_call, address) => localPartOf(address)),
	),
	spelled(
		{ '': ['domain', 'get_domain'] },
		{
			property: true,
			doc: 'The domain of an address, as written; empty for the null sender. A string must be an address.',
			example: 'address("ann@mx.example").domain ⇒ "mx.example"\nget_domain("ann@mx.example") ⇒ "mx.example"',
		},
		plain(['address: object'], 'string', (_call, address) => domainOf(address)),
		plain(['address: string'], 'string', (_call, address) => domainOf(address)),
	),
	spelled(
		{ '': ['local_parts', 'get_local_parts'] },
		{
			property: true,
			doc: 'The local parts of all addresses in a list, which may be address objects or strings.',
			example: '[address("ann@mx.example"), "bob@tea.example"].local_parts ⇒ ["ann", "bob"]',
		},
		plain(['list: array'], 'array', (_call, list) => partsOf(list.items, localPartOf)),
		plain(['list: object'], 'array', (call, list) =>
			partsOf(itemsOf(call, listOf(list, 'get_local_parts (object)')), localPartOf),
		),
	),
	spelled(
		{ '': ['domains', 'get_domains'] },
		{
			property: true,
			doc: 'The domains of all addresses in a list, which may be address objects or strings.',
			example:
				'[address("ann@mx.example"), "bob@tea.example"].domains ⇒ ["mx.example", "tea.example"]\nget_domains([fqdn("mx.example")]) ⇒ error: cannot extract domain for fqdn object',
		},
		plain(['list: array'], 'array', (_call, list) => partsOf(list.items, domainOf)),
		plain(['list: object'], 'array', (call, list) =>
			partsOf(itemsOf(call, listOf(list, 'get_domains (object)')), domainOf),
		),
	),
	spelled(
		{ '': 'is_null' },
		{
			property: true,
			doc: 'Whether an address is the null sender `<>`, from which bounces come.',
			example: 'address("ann@mx.example").is_null ⇒ false',
		},
		plain(['address: object'], 'bool', (_call, value) => {
			const object = asObject(value);
			return object?.kind === 'address' && object.isNull;
		}),
	),
];

function partsOf(items: readonly Value[], part: (item: Value) => string): ArrayValue {
	return new ArrayValue(items.map((item) => part(untag(item))));
}

const CONTAINS = spelled(
	{ '': 'contains' },
	{
		doc: 'The same as `in`: whether an object contains an item, or a map has the text of an object as a key.',
		example:
			'rg4("192.0.2.0/24").contains("192.0.2.1") ⇒ true\n#{ "mx.example": 1 }.contains(fqdn("mx.example")) ⇒ true\naddress("ann@mx.example").contains(identifier("bob")) ⇒ false',
	},
	plain(['container: object', 'item: any'], 'bool', (_call, container, item) =>
		objectContains(container as unknown as AnyObject, untag(item)),
	),
	plain(['container: map', 'item: object'], 'bool', (_call, container, item) => contained(item, container)),
	plain(['container: string', 'item: object'], 'bool', (_call, container, item) => contained(item, container)),
);

function contained(item: Value, container: Value): boolean {
	return objectContainedIn(item as unknown as AnyObject, container) === true;
}

/** @param context where files are, and how to read them */
export function objectLibrary(context: ObjectContext): LibraryGroup {
	return {
		name: 'objects',
		doc: 'Objects: addresses, domains, networks, patterns, reply codes and lists of them.',
		functions: [...CONSTRUCTORS, fileConstructor(context), ...PARTS, CONTAINS],
		types: [OBJECT_TYPE],
	};
}
