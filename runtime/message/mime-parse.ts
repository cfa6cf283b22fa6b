/**
 * Finds the parts of a body: multiparts (RFC 2046 5.1) and embedded messages, however deep, in one pass over the lines
 * that begin with two dashes.
 *
 * The parser keeps the entities that are open on a stack and the boundaries that count at the moment in a map, so a
 * line costs the same whatever the nesting. A delimiter of an outer multipart ends everything inside. A line is a
 * delimiter only if nothing but blanks follows the boundary: one boundary may be the beginning of another. Of two equal
 * boundaries the inner one counts.
 *
 * Only the limits make it fail; whatever the bytes are, they become some tree, and writing that gives the same bytes.
 */

import { MessageError } from '../../stdlib/host/message.ts';
import { EMPTY, type Slice, viewOf, wholeOf } from './chunks.ts';
import { boundaryOf, Entity, type MultipartItem } from './entity.ts';
import { type FieldBudget, fieldBudget, scanHeader } from './header-scan.ts';
import { MAX_DEPTH, MAX_PART_FIELDS, MAX_PARTS } from './limits.ts';
import { decodeTransfer, isIdentity } from './transfer-encoding.ts';
import { isBlank } from './unfold.ts';

const LF = 10;
const CR = 13;
const DASH = 45;

const DELIMITER_START = Buffer.from('\n--');

/** Longest line that is compared with the boundaries: header lines end at 998, so no boundary is longer. */
const MAX_DELIMITER_LINE = 1_100;

/** What a whole tree may cost. One for all that is parsed of a message. */
export class TreeBudget {
	#parts: number;
	#decoded: number;
	readonly fields: FieldBudget = fieldBudget('the header of the parts', MAX_PART_FIELDS);

	/**
	 * @param size of the message: embedded messages that have to be decoded first may take a multiple of it
	 * @param parts that exist already
	 */
	constructor(size: number, parts = 0) {
		this.#parts = parts;
		this.#decoded = 2 * size + 65_536;
	}

	takePart(depth: number): void {
		if (depth > MAX_DEPTH)
			throw new MessageError(`the parts of the message are nested deeper than ${MAX_DEPTH} levels`);
		if (++this.#parts > MAX_PARTS) throw new MessageError(`the message has more than ${MAX_PARTS} parts`);
	}

	/** Whether so many bytes may be decoded. */
	takeDecoded(size: number): boolean {
		if (size > this.#decoded) return false;
		this.#decoded -= size;
		return true;
	}
}

const MESSAGE_TYPES: ReadonlySet<string> = new Set(['message/rfc822', 'message/global']);

/**
 * Replaces the leaf content of an entity by what is in it.
 * @param depth of the entity in its tree
 * @throws MessageError where a limit is passed
 */
export function parseContent(entity: Entity, depth: number, budget: TreeBudget): void {
	const work = [{ entity, depth }];
	for (let next = work.pop(); next !== undefined; next = work.pop()) {
		const leaves = new Parser(next.entity, next.depth, budget).run();
		for (const leaf of leaves) {
			const inner = decodedMessage(leaf.entity, leaf.depth, budget);
			if (inner !== undefined) work.push({ entity: inner, depth: leaf.depth + 1 });
		}
	}
}

/** An embedded message that has a transfer encoding: not allowed (RFC 2046 5.2.1), but readers decode and show it. */
function decodedMessage(entity: Entity, depth: number, budget: TreeBudget): Entity | undefined {
	const { content, encoding } = entity;
	if (content.kind !== 'leaf' || isIdentity(encoding) || !MESSAGE_TYPES.has(entity.contentType.value)) return undefined;
	const raw = content.bytes;
	if (!budget.takeDecoded(raw.end - raw.start)) return undefined;
	const bytes = decodeTransfer(viewOf(raw), encoding);
	budget.takePart(depth + 1);
	const message = openEntity(bytes, 0, bytes.length, 'text/plain', budget);
	message.whole = wholeOf(bytes);
	message.parent = entity;
	entity.found({ kind: 'embedded', message, raw });
	return message;
}

/** An entity that begins at an offset, its body still one leaf that reaches to `end`. */
function openEntity(
	source: Buffer,
	start: number,
	end: number,
	defaultType: Entity['defaultType'],
	budget: TreeBudget,
	isForeign: (lineStart: number, lineEnd: number) => boolean = () => false,
): Entity {
	const { fields, fieldsEnd, bodyStart } = scanHeader(source, start, end, budget.fields, isForeign);
	const separator = { source, start: fieldsEnd, end: bodyStart };
	const content = { kind: 'leaf', bytes: { source, start: bodyStart, end } } as const;
	return new Entity({ preface: EMPTY, fields, separator, defaultType }, content);
}

/** An entity whose end is not known yet. */
interface Open {
	readonly entity: Entity;
	readonly start: number;
	readonly bodyStart: number;
	readonly boundary: string | undefined;
	/** Whether its delimiters count: from its start up to the closing one. */
	active: boolean;
	/** Which other open entity the same boundary belonged to. */
	outer: number | undefined;
	readonly items: MultipartItem[];
	closing: Slice | undefined;
	embedded: Entity | undefined;
}

interface FoundDelimiter {
	/** Position on the stack. */
	readonly index: number;
	readonly isClosing: boolean;
}

class Parser {
	readonly #source: Buffer;
	readonly #end: number;
	readonly #depth: number;
	readonly #budget: TreeBudget;
	readonly #stack: Open[] = [];
	readonly #active = new Map<string, number>();
	readonly #leaves: { readonly entity: Entity; readonly depth: number }[] = [];

	constructor(root: Entity, depth: number, budget: TreeBudget) {
		if (root.content.kind !== 'leaf') throw new Error('the body was parsed already');
		const { source, start, end } = root.content.bytes;
		this.#source = source;
		this.#end = end;
		this.#depth = depth;
		this.#budget = budget;
		this.#push(root, start, start);
	}

	/** @returns the leaves that it found */
	run(): readonly { readonly entity: Entity; readonly depth: number }[] {
		let at = this.#bodyStart;
		while (this.#active.size > 0) {
			const lineStart = this.#nextDashes(at);
			if (lineStart === -1) break;
			const lineEnd = this.#lineEnd(lineStart);
			const found = this.#delimiter(lineStart, lineEnd);
			at = found === undefined ? lineEnd : this.#takeDelimiter(found, lineStart, lineEnd);
		}
		this.#closeAbove(-1, this.#end);
		return this.#leaves;
	}

	get #bodyStart(): number {
		return (this.#stack.at(-1) as Open).bodyStart;
	}

	/** Start of the first line from `at` on, itself a line start, that begins with two dashes. */
	#nextDashes(at: number): number {
		if (this.#source[at] === DASH && this.#source[at + 1] === DASH && at < this.#end) return at;
		const found = this.#source.indexOf(DELIMITER_START, at);
		return found === -1 || found >= this.#end ? -1 : found + 1;
	}

	#lineEnd(lineStart: number): number {
		const lineFeed = this.#source.indexOf(LF, lineStart);
		return lineFeed === -1 || lineFeed >= this.#end ? this.#end : lineFeed + 1;
	}

	/** Offset of the line end. */
	#textEnd(lineStart: number, lineEnd: number): number {
		let end = lineEnd;
		if (end > lineStart && this.#source[end - 1] === LF) end--;
		if (end > lineStart && this.#source[end - 1] === CR) end--;
		return end;
	}

	/** Offset behind the last character of a line that can be seen; line ends may be doubled CRs. */
	#visibleEnd(lineStart: number, lineEnd: number): number {
		let end = this.#textEnd(lineStart, lineEnd);
		while (end > lineStart && (isBlank(this.#source[end - 1] as number) || this.#source[end - 1] === CR)) end--;
		return end;
	}

	#delimiter(lineStart: number, lineEnd: number): FoundDelimiter | undefined {
		if (lineEnd - lineStart > MAX_DELIMITER_LINE || this.#source[lineStart + 1] !== DASH) return undefined;
		const text = this.#source.toString('latin1', lineStart + 2, this.#visibleEnd(lineStart, lineEnd));
		let index = this.#active.get(text);
		if (index !== undefined) return { index, isClosing: false };
		index = text.endsWith('--') ? this.#active.get(text.slice(0, -2)) : undefined;
		return index === undefined ? undefined : { index, isClosing: true };
	}

	/** @returns the offset of the line from which to look on */
	#takeDelimiter({ index, isClosing }: FoundDelimiter, lineStart: number, lineEnd: number): number {
		const before = this.#textEnd(0, lineStart);
		// Where a header ended at this very line its last line end is not ours to take.
		const end = Math.max(before, this.#bodyStart);
		this.#closeAbove(index, end);
		const container = this.#stack[index] as Open;
		if (isClosing) {
			container.closing = { source: this.#source, start: end, end: this.#textEnd(lineStart, lineEnd) };
			this.#deactivate(container);
			return lineEnd;
		}
		const isDigest = container.entity.contentType.value === 'multipart/digest';
		const entity = this.#open(lineEnd, isDigest ? 'message/rfc822' : 'text/plain', container.entity);
		container.items.push({ before: { source: this.#source, start: end, end: lineEnd }, entity });
		return this.#bodyStart;
	}

	/** Begins an entity, and the message in it if it is one. */
	#open(start: number, defaultType: Entity['defaultType'], parent: Entity): Entity {
		this.#budget.takePart(this.#depth + this.#stack.length);
		const isForeign = (lineStart: number, lineEnd: number) => this.#delimiter(lineStart, lineEnd) !== undefined;
		const entity = openEntity(this.#source, start, this.#end, defaultType, this.#budget, isForeign);
		entity.parent = parent;
		this.#push(entity, start, entity.content.kind === 'leaf' ? entity.content.bytes.start : start);
		return entity;
	}

	#push(entity: Entity, start: number, bodyStart: number): void {
		const boundary = boundaryOf(entity.contentType);
		const outer = boundary === undefined ? undefined : this.#active.get(boundary);
		if (boundary !== undefined) this.#active.set(boundary, this.#stack.length);
		const open: Open = {
			entity,
			start,
			bodyStart,
			boundary,
			active: boundary !== undefined,
			outer,
			items: [],
			closing: undefined,
			embedded: undefined,
		};
		this.#stack.push(open);
		// Calls itself once per level, which takePart bounds.
		if (MESSAGE_TYPES.has(entity.contentType.value) && isIdentity(entity.encoding)) {
			open.embedded = this.#open(bodyStart, 'text/plain', entity);
		}
	}

	#deactivate(open: Open): void {
		if (open.boundary === undefined || !open.active) return;
		if (open.outer === undefined) this.#active.delete(open.boundary);
		else this.#active.set(open.boundary, open.outer);
		open.active = false;
	}

	/** Ends everything above a position of the stack. */
	#closeAbove(index: number, end: number): void {
		while (this.#stack.length > index + 1) {
			const open = this.#stack.pop() as Open;
			this.#deactivate(open);
			this.#finish(open, end);
		}
	}

	#finish({ entity, start, bodyStart, boundary = '', items, closing, embedded }: Open, end: number): void {
		const source = this.#source;
		const raw = { source, start: bodyStart, end };
		// The outermost one belongs to the caller, who may have found its header elsewhere.
		if (this.#stack.length > 0) entity.whole = { source, start, end };
		const [first] = items;
		if (first !== undefined) {
			const preamble = { source, start: bodyStart, end: first.before.start };
			const epilogue = closing === undefined ? EMPTY : { source, start: closing.end, end };
			entity.found({ kind: 'multipart', boundary, preamble, items, closing: closing ?? EMPTY, epilogue });
		} else if (embedded !== undefined) {
			entity.found({ kind: 'embedded', message: embedded, raw });
		} else {
			entity.found({ kind: 'leaf', bytes: raw });
			this.#leaves.push({ entity, depth: this.#depth + this.#stack.length });
		}
	}
}
