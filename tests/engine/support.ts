/** An engine with the core library and a few natives that wait, for tests of suspension. */

import type { CompiledScript } from '../../lang/index.ts';
import {
	awaited,
	declare,
	Engine,
	type EngineOptions,
	type NativeModule,
	plain,
	type Value,
} from '../../lang/index.ts';
import { coreModule } from '../../stdlib/core/index.ts';

/** Waits for a number of turns of the event loop. */
async function turns(count: number): Promise<void> {
	for (let turn = 0; turn < count; turn++) await new Promise((resolve) => setImmediate(resolve));
}

export interface TestBed {
	readonly engine: Engine;
	/** What `note` and `print` were given, in order. */
	readonly notes: string[];
	compile(script: string): CompiledScript;
	run(script: string, options?: Parameters<Engine['run']>[1]): Value | Promise<Value>;
}

export function testBed(options: EngineOptions = {}): TestBed {
	const notes: string[] = [];
	const module: NativeModule = {
		name: 'test',
		namespace: undefined,
		doc: 'natives for tests',
		constants: [],
		types: [],
		functions: [
			declare(
				'later',
				{ effect: 'external', doc: 'The value, after some turns.', example: '' },
				awaited(['value: any'], 'any', async (_call, value) => {
					await turns(1);
					return value;
				}),
				awaited(['value: any', 'count: int'], 'any', async (_call, value, count) => {
					await turns(Number(count));
					return value;
				}),
			),
			declare(
				'fail_later',
				{ effect: 'external', doc: 'Fails after a turn.', example: '' },
				awaited(['text: string'], 'never', async (_call, text) => {
					await turns(1);
					throw new Error(text);
				}),
			),
			declare(
				'never',
				{ effect: 'external', doc: 'Never answers, but obeys the signal.', example: '' },
				awaited([], 'any', (call) => {
					const { signal } = call;
					return new Promise((_resolve, reject) => {
						signal.addEventListener('abort', () => {
							notes.push('aborted');
							reject(new Error('aborted'));
						});
					});
				}),
			),
			declare(
				'note',
				{ effect: 'observes', doc: 'Records a text.', example: '' },
				plain(['text: string'], '()', (_call, text) => {
					notes.push(text);
					return undefined;
				}),
			),
		],
	};
	const engine = new Engine({ modules: [coreModule, module], print: (text) => notes.push(text), ...options });
	const compile = (script: string): CompiledScript => {
		const { program, diagnostics } = engine.compile(script);
		if (program === undefined) throw new Error(diagnostics.map((diagnostic) => diagnostic.message).join('\n'));
		return program;
	};
	return { engine, notes, compile, run: (script, runOptions) => engine.run(compile(script), runOptions) };
}
