/**
 * A script that takes more and more memory ends with an error at its place, in a real process with a small heap.
 */

import { describe, expect, it } from 'vitest';
import { vslProcess } from '../tests/run-vsl.ts';
import { scratch } from '../tests/scratch.ts';

const SMALL_HEAP = { NODE_OPTIONS: '--max-old-space-size=256' };
const MAP = 'let m = #{}; for i in 0..50_000 { m["k" + i] = i; }';
const TEXT = 'let s = "x"; s.pad(3_000_000, "y");';

const files = scratch();
const BOMBS = [
	['arrays joined', 'let a = []; a.pad(500_000, 0);\nlet b = []; loop { b.push(a + [1]); }'],
	['many small values', '\nlet b = []; loop { b += [[1, 2, 3]]; }'],
	['texts put together', `${TEXT}\nlet b = []; loop { b.push(\`\${s}\${b.len()}\`); b[-1][0]; }`],
	['texts taken apart', `${TEXT}\nlet b = []; loop { b.push(s.split("")); }`],
	['callbacks', 'let a = []; a.pad(500_000, 0); let b = [];\na.map(|i| { b.push([a + [1]]); });'],
	['lists of keys', `${MAP}\nlet b = []; loop { b.push(m.keys()); }`],
	['copies of maps', `${MAP}\nlet b = []; loop { let c = m; c.x = b.len(); b.push(c); }`],
	['something that would catch it', '\ntry { let b = []; loop { b.push(blob(9_000_000)); } } catch { }'],
] as const;

describe('a script that would take all memory', () => {
	it.each(BOMBS)('%s', async (name, script) => {
		const file = files.write(`${name}.vsl`, script);
		const { status, stdout, stderr } = await vslProcess(['run', file], { env: SMALL_HEAP });
		expect(stderr).toMatch(/^error\[V856\]: Out of memory\n.*vsl:2:\d+/);
		expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
	});

	it('leaves those alone that give up what they took', async () => {
		const file = files.write(
			'fine.vsl',
			'let n = 0; for i in 0..100 { let b = blob(9_000_000); n += b.len(); } print(n);',
		);
		expect(await vslProcess(['run', file], { env: SMALL_HEAP })).toMatchObject({ status: 0, stdout: '900000000\n' });
	});
});
