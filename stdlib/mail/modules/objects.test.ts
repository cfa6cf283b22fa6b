/** Every example in the documentation of objects, lists, codes and networks gives the value that it states. */

import { expect, test } from 'vitest';
import { objectEngine, outcome, testContext } from '../objects/test-engine.ts';
import { CODE_LIBRARY } from './codes.ts';
import { LIST_LIBRARY } from './lists.ts';
import { NETWORK_LIBRARY } from './networks.ts';
import { objectLibrary } from './objects.ts';

const groups = [objectLibrary(testContext()), LIST_LIBRARY, CODE_LIBRARY, NETWORK_LIBRARY];
const engine = objectEngine();

const examples = groups.flatMap(({ functions }) =>
	functions.flatMap(({ options }) => options.example.split('\n').filter((line) => line !== '')),
);

test.each(examples)('%s', (line) => {
	const [script = '', expected = ''] = line.split(' ⇒ ');
	const actual = outcome(engine, script);
	if (expected.startsWith('error: ')) expect(actual).toContain(expected.slice('error: '.length));
	else expect(actual).toBe(expected);
});
