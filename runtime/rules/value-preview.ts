/**
 * The beginning of a value's debug text, for traces. It looks only at as much of the value as it shows: a rule may
 * decide on a list of a million items, or on a whole message, and watching it must neither take long nor fail.
 */

import { ArrayValue, BlobValue, MapValue } from '../../lang/values/container.ts';
import { debugText, quoteText } from '../../lang/values/display.ts';
import { untag } from '../../lang/values/tagged.ts';
import type { Value } from '../../lang/values/value.ts';
import type { ListObject } from '../../stdlib/mail/objects/leaves.ts';
import { asObject } from '../../stdlib/mail/objects/vsl-object.ts';

/** Bytes of a blob are shown in groups of eight. */
const BLOB_GROUP = 8;

/** Longer than any text that is shown, so that what is cut off is cut off. */
function quoted(text: string, room: number): string {
	return quoteText(text.length > room ? text.slice(0, room + 1) : text);
}

class Preview {
	readonly #longest: number;
	readonly #pieces: string[] = [];
	#length = 0;

	constructor(longest: number) {
		this.#longest = longest;
	}

	get #room(): number {
		return this.#longest - this.#length;
	}

	get #full(): boolean {
		return this.#room < 0;
	}

	#add(piece: string): void {
		this.#pieces.push(piece);
		this.#length += piece.length;
	}

	text(): string {
		const text = this.#pieces.join('');
		return text.length <= this.#longest ? text : `${text.slice(0, this.#longest - 1)}…`;
	}

	/** Every level of nesting writes a bracket, so the depth is bounded by the room. */
	value(tagged: Value): void {
		const value = untag(tagged);
		const object = asObject(value);
		if (this.#full) return;
		if (typeof value === 'string') this.#add(quoted(value, this.#room));
		else if (value instanceof ArrayValue)
			this.#items('[', value.items.length, (at) => this.value(value.items[at]), ']');
		else if (value instanceof MapValue) this.#map(value);
		else if (value instanceof BlobValue) this.#blob(value);
		else if (object?.kind === 'group' || object?.kind === 'file') {
			this.#list(`${object.kind}(`, object);
			this.#add(')');
		} else this.#add(debugText(value).slice(0, this.#room + 1));
	}

	#items(open: string, count: number, item: (at: number) => void, close: string): void {
		this.#add(open);
		for (let at = 0; at < count && !this.#full; at++) {
			if (at > 0) this.#add(', ');
			item(at);
		}
		this.#add(close);
	}

	#map(map: MapValue): void {
		const keys = map.sortedKeys();
		const entry = (at: number) => {
			const key = keys[at] as string;
			this.#add(`${quoted(key, this.#room)}: `);
			this.value(map.get(key));
		};
		this.#items('#{', keys.length, entry, '}');
	}

	#blob(blob: BlobValue): void {
		const bytes = blob.view().subarray(0, this.#room);
		const hex = (at: number) => bytes.subarray(at, at + BLOB_GROUP);
		const groups: string[] = [];
		for (let at = 0; at < bytes.length; at += BLOB_GROUP) groups.push(Buffer.from(hex(at)).toString('hex'));
		this.#add(`[${groups.join(' ')}]`);
	}

	/** Items of lists are shown by their texts. */
	#list(open: string, list: ListObject): void {
		const item = (at: number) => {
			const object = asObject(list.at(at));
			if (object?.kind === 'group' || object?.kind === 'file') this.#list('', object);
			else this.#add((object?.text ?? String(list.at(at))).slice(0, this.#room + 1));
		};
		this.#items(`${open}[`, list.length, item, ']');
	}
}

/** The debug text of a value, cut off with `…` where it is longer than that. Never throws. */
export function previewOf(value: Value, longest: number): string {
	const preview = new Preview(longest);
	preview.value(value);
	return preview.text();
}
