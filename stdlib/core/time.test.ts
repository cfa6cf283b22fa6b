import { expect, test } from 'vitest';
import type { Float } from '../../lang/values/float.ts';
import { Timestamp } from '../../lang/values/timestamp.ts';
import { ScriptError } from '../../lang/vm/errors.ts';
import { float, run, show } from './test-driver.ts';

test('elapsed', () => {
	const start = run('timestamp', []).value as Timestamp;
	const first = run('elapsed', [start]).value as Float;
	const second = run('elapsed', [new Timestamp(start.milliseconds - 2000)]).value as Float;
	expect(first.value).toBeGreaterThanOrEqual(0);
	expect(second.value).toBeGreaterThanOrEqual(first.value + 2);
	expect(show('elapsed', [new Timestamp(performance.now() + 1e9)])).toMatch(/^ErrorArithmetic: /);
});

test.each([
	['0', 0],
	['negative', -5],
	['hugely negative', -(2n ** 62n)],
	['0.0', float(0)],
	['negative float', float(-0.5)],
	['NaN', float(Number.NaN)],
	['infinite', float(Infinity)],
	['minus infinite', float(-Infinity)],
])('sleep returns at once: %s', async (_what, seconds) => {
	expect(await run('sleep', [seconds]).value).toBeUndefined();
});

test('sleep waits', async () => {
	const start = performance.now();
	expect(await run('sleep', [float(0.02)]).value).toBeUndefined();
	expect(performance.now() - start).toBeGreaterThanOrEqual(20);
});

test.each([
	['an error of ours', new ScriptError('ErrorTimeout', 'too late'), 'ErrorTimeout'],
	['anything else', 'stop', 'ErrorTerminated'],
])('sleep ends when the signal is raised with %s', async (_what, reason, kind) => {
	const controller = new AbortController();
	// Longer than one timer can be.
	const promise = run('sleep', [2n ** 62n], { signal: controller.signal }).value;
	controller.abort(reason);
	await expect(promise).rejects.toMatchObject({ kind });
	const late = run('sleep', [1], { signal: controller.signal }).value;
	await expect(late).rejects.toMatchObject({ kind });
});
