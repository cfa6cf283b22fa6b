/** `file`: the lines of a file as a list of objects of one type. Read once; the file may change afterwards. */

import type { TypeDescriptor } from '../../../lang/values/host-object.ts';
import type { Value } from '../../../lang/values/value.ts';
import { leavesOfFile } from './leaves.ts';
import { ListIndex } from './list-index.ts';
import { listText } from './list-text.ts';
import { OBJECT_TYPE } from './object-type.ts';
import type { ContentType } from './object-words.ts';
import { makeScalar } from './scalar-objects.ts';
import { VslObject } from './vsl-object.ts';

export class FileObject extends VslObject {
	override readonly kind = 'file';
	/** As it was found, absolute. */
	readonly path: string;
	readonly contentType: ContentType;
	/** Texts of the items; the objects are made when somebody asks for one. */
	readonly texts: readonly string[];
	#index: ListIndex | undefined;

	/** @param texts checked already */
	constructor(path: string, contentType: ContentType, texts: readonly string[]) {
		super();
		this.path = path;
		this.contentType = contentType;
		this.texts = texts;
	}

	get length(): number {
		return this.texts.length;
	}

	at(position: number): Value {
		return makeScalar(this.contentType, this.texts[position] as string);
	}

	get index(): ListIndex {
		this.#index ??= new ListIndex(leavesOfFile(this));
		return this.#index;
	}

	override get text(): string {
		return listText(this.texts);
	}

	override get descriptor(): TypeDescriptor {
		return OBJECT_TYPE;
	}
}
