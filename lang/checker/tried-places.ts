/** Which places of a file stand in the block of a `try`, in closures too: answers for the lints. */

import type { Span } from '../source/source-file.ts';
import type { TreeIndex } from './tree-index.ts';

export function triedPlaces(tree: TreeIndex): (span: Span) => boolean {
	const blocks: Span[] = [];
	for (const { body } of tree.ofKind('Try')) if (body.start >= (blocks.at(-1)?.end ?? 0)) blocks.push(body);
	return ({ start }) => {
		let low = 0;
		let high = blocks.length;
		while (low < high) {
			const middle = (low + high) >> 1;
			if ((blocks[middle] as Span).end <= start) low = middle + 1;
			else high = middle;
		}
		const block = blocks[low];
		return block !== undefined && block.start <= start;
	};
}
