/** Definitions: each signature and each parameter name once, and not more functions than allowed (language spec 7.1). */

import type { ClosureExpression, FunctionDefinition, Identifier } from '../../ast/nodes.ts';
import { receiverType } from '../../ast/receiver-type.ts';
import type { ProblemSink } from '../problem-sink.ts';

export class FunctionChecks {
	readonly #sink: ProblemSink;
	readonly #limit: number;
	readonly #signatures = new Map<string, FunctionDefinition>();
	#count = 0;

	/** @param limit most functions and closures, 0 for any number */
	constructor(sink: ProblemSink, limit: number) {
		this.#sink = sink;
		this.#limit = limit;
	}

	define(node: FunctionDefinition): void {
		this.#countOne(node);
		this.#params(node.params, `function '${node.name.name}'`);
		if (node.name.name === '') return;
		const count = node.params.length;
		const type = node.thisType === null ? null : receiverType(node.thisType.name);
		const signature = JSON.stringify([type, node.name.name, count]);
		const earlier = this.#signatures.get(signature);
		if (earlier === undefined) {
			this.#signatures.set(signature, node);
			return;
		}
		const params = count === 0 ? 'no parameters' : count === 1 ? '1 parameter' : `${count} parameters`;
		const message = `Function '${node.name.name}' with ${params} already exists`;
		this.#sink.add('FnDuplicatedDefinition', message, node.name.start, node.name.end, {
			help: 'functions of one name must differ in the number of their parameters',
			related: [
				{ source: this.#sink.source, start: earlier.name.start, end: earlier.name.end, message: 'first defined here' },
			],
		});
	}

	closure(node: ClosureExpression): void {
		this.#countOne(node);
		this.#params(node.params, 'this closure');
	}

	#countOne(node: { start: number }): void {
		this.#count++;
		if (this.#limit > 0 && this.#count === this.#limit + 1) {
			const message = `Number of functions defined exceeds the maximum limit (${this.#limit})`;
			this.#sink.add('TooManyFunctions', message, node.start, node.start + 1);
		}
	}

	#params(params: readonly Identifier[], owner: string): void {
		if (params.length < 2) return;
		const seen = new Map<string, Identifier>();
		for (const param of params) {
			const earlier = seen.get(param.name);
			if (earlier !== undefined && param.name !== '') {
				const message = `Duplicated parameter '${param.name}' for ${owner}`;
				this.#sink.add('FnDuplicatedParam', message, param.start, param.end, {
					related: [{ source: this.#sink.source, start: earlier.start, end: earlier.end, message: 'first named here' }],
				});
			}
			seen.set(param.name, param);
		}
	}
}
