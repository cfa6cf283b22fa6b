import { setTimeout as pause } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { Gate } from './gate.ts';

const nobody = new AbortController().signal;
const LONG = 60_000;

test('so many are in at a time, the others follow in order', async () => {
	const gate = new Gate(2, 'too late');
	let inside = 0;
	let most = 0;
	const order: number[] = [];
	await Promise.all(
		[0, 1, 2, 3, 4].map(async (number) => {
			const leave = await gate.enter(LONG, nobody);
			order.push(number);
			most = Math.max(most, ++inside);
			await pause(1);
			inside--;
			leave();
		}),
	);
	expect([order, most]).toEqual([[0, 1, 2, 3, 4], 2]);
});

test('leaving twice frees one place', async () => {
	const gate = new Gate(1, 'too late');
	const leave = await gate.enter(LONG, nobody);
	leave();
	leave();
	await gate.enter(LONG, nobody);
	await expect(gate.enter(1, nobody)).rejects.toThrow('too late');
});

test('who gives up is passed over', async () => {
	const gate = new Gate(1, 'too late');
	const leave = await gate.enter(LONG, nobody);
	const impatient = gate.enter(1, nobody);
	const { signal, ...cancelled } = abortable();
	const stopped = gate.enter(LONG, signal);
	const patient = gate.enter(LONG, nobody);
	await expect(impatient).rejects.toThrow('too late');
	cancelled.abort();
	await expect(stopped).rejects.toThrow('stop');
	leave();
	(await patient)();
	await gate.enter(1, nobody);
});

test('a raised signal lets nobody in', async () => {
	await expect(new Gate(1, 'too late').enter(LONG, AbortSignal.abort(new Error('stop')))).rejects.toThrow('stop');
});

function abortable() {
	const controller = new AbortController();
	return { signal: controller.signal, abort: () => controller.abort(new Error('stop')) };
}
