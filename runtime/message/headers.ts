/** The fields of a message's header, as scripts read and change them. */

import type { MailHeaders } from '../../stdlib/host/message.ts';
import { readByteString } from './byte-text.ts';
import { decodeWords } from './encoded-words.ts';
import type { Entity } from './entity.ts';
import { type HeaderField, nameKey } from './header-field.ts';
import { writeField } from './header-write.ts';
import { trimBlanksStart, unfold } from './unfold.ts';

/** Where the fields are. */
export interface HeaderOwner {
	readonly smtpUtf8: boolean;
	header(): Entity;
	changeFields(fields: HeaderField[]): void;
}

export class Headers implements MailHeaders {
	readonly #owner: HeaderOwner;

	constructor(owner: HeaderOwner) {
		this.#owner = owner;
	}

	/** The fields themselves, for the server's own code. */
	get fields(): readonly HeaderField[] {
		return this.#owner.header().fields;
	}

	has(name: string): boolean {
		return this.#first(name) !== undefined;
	}

	count(name: string): number {
		return this.#all(name).length;
	}

	get(name: string): string | undefined {
		const value = this.#first(name)?.value;
		return value === undefined ? undefined : trimBlanksStart(readByteString(unfold(value)));
	}

	getDecoded(name: string): string | undefined {
		const value = this.#first(name)?.value;
		return value === undefined ? undefined : decodeWords(trimBlanksStart(unfold(value)));
	}

	values(name: string): readonly string[] {
		return this.#all(name).map((field) => readByteString(field.value));
	}

	lines(name?: string): readonly string[] {
		return (name === undefined ? this.fields : this.#all(name)).map((field) => field.text);
	}

	append(name: string, value: string): void {
		this.#owner.changeFields([...this.fields, this.#write(name, value)]);
	}

	prepend(name: string, value: string): void {
		this.#owner.changeFields([this.#write(name, value), ...this.fields]);
	}

	set(name: string, value: string): void {
		const at = this.#indexOf(name);
		const old = this.fields[at];
		if (old === undefined) this.append(name, value);
		else this.#owner.changeFields(this.fields.with(at, this.#write(old.name, value)));
	}

	rename(from: string, to: string): boolean {
		nameKey(to);
		const at = this.#indexOf(from);
		const old = this.fields[at];
		if (old === undefined) return false;
		this.#owner.changeFields(this.fields.with(at, old.withName(to)));
		return true;
	}

	remove(name: string): boolean {
		const at = this.#indexOf(name);
		if (at === -1) return false;
		this.#owner.changeFields(this.fields.toSpliced(at, 1));
		return true;
	}

	#write(name: string, value: string): HeaderField {
		return writeField(name, value, this.#owner.smtpUtf8);
	}

	#indexOf(name: string): number {
		const key = nameKey(name);
		return this.fields.findIndex((field) => field.key === key);
	}

	#first(name: string): HeaderField | undefined {
		const key = nameKey(name);
		return this.fields.find((field) => field.key === key);
	}

	#all(name: string): HeaderField[] {
		const key = nameKey(name);
		return this.fields.filter((field) => field.key === key);
	}
}
