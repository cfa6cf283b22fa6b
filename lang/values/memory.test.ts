import { describe, expect, it } from 'vitest';
import { type Memory, MemoryWatch } from './memory.ts';

/** 1,000 MB, of which `live` are values and `garbage` are not. */
class Model implements Memory {
	readonly available = 1000e6;
	live = 0;
	garbage = 0;
	collections = 0;

	used(): number {
		return this.live + this.garbage;
	}

	collect(): void {
		this.garbage = 0;
		this.collections++;
	}
}

describe('the watch over the memory', () => {
	it('lets garbage be', () => {
		const model = new Model();
		const watch = new MemoryWatch(model);
		for (let round = 0; round < 1000; round++) {
			model.garbage += 40e6;
			watch.charge(40e6);
		}
		expect(model.collections).toBeGreaterThan(10);
		expect(model.used()).toBeLessThan(model.available);
	});

	it('raises an error before what is alive takes all', () => {
		const model = new Model();
		const watch = new MemoryWatch(model);
		const fill = () => {
			for (;;) {
				watch.charge(1e6);
				model.live += 1e6;
			}
		};
		expect(fill).toThrow('Out of memory');
		expect(model.live).toBeGreaterThan(0.9 * model.available);
		expect(model.live).toBeLessThan(1.02 * model.available);
	});

	it('collects seldom, however full it is', () => {
		const model = new Model();
		const watch = new MemoryWatch(model);
		for (let live = 0; live < 990; live++) {
			model.live = live * 1e6;
			watch.look();
		}
		expect(model.collections).toBeLessThan(30);
	});

	it('counts what is about to come', () => {
		const model = new Model();
		model.live = 600e6;
		const watch = new MemoryWatch(model);
		watch.charge(300e6);
		expect(() => watch.charge(500e6)).toThrow('Out of memory');
		model.live = 100e6;
		watch.charge(500e6);
	});
});
