/** Expressions, places and calls of the tangled programs. */

import { type Make, PLAIN, ProgramWriter, TYPES, type Type, type Variable } from './base.ts';

export abstract class ExpressionWriter extends ProgramWriter {
	protected literal(type: Type): string {
		const int = () => String(this.random.int(0, 12) - 2);
		const ints = () => `[${Array.from({ length: this.random.int(2, 4) }, int).join(', ')}]`;
		switch (type) {
			case 'int':
				return int();
			case 'bool':
				return this.random.pick(['true', 'false']);
			case 'str':
				return this.random.pick(['"ab"', '"über"', '"x𝄞y"', '`q`']);
			case 'blob':
				return `blob(3, ${int()})`;
			case 'ints':
				return ints();
			case 'rows':
				return `[${ints()}, ${ints()}]`;
			case 'dict':
				return `#{ a: ${ints()}, b: ${ints()} }`;
			case 'obj':
				return `#{ n: ${int()}, list: ${ints()}, rows: [${ints()}, ${ints()}], act: |x| { this.n += x; this.n } }`;
			case 'box':
				return '[1, [2], #{ a: 3 }]';
			case 'fns':
				return `[|| ${int()}]`;
			case 'fn':
				return '|x| x';
		}
	}

	// ------------------------------------------------------------------------------------------------- places

	/** An index that is mostly inside. */
	protected index(): string {
		const { depth } = this;
		this.depth = Math.max(depth, 3);
		const inside = () => this.random.pick(['0', '1', '-1', '0', '1']);
		const variable = this.variable('int', true)?.name;
		const text = this.oneOf(
			inside,
			inside,
			() => `n(${inside()})`,
			() => this.blockValue(inside, 1),
			() => (variable === undefined ? inside() : variable),
			() => (variable === undefined ? inside() : `${variable} & 1`),
			() => (variable === undefined ? inside() : `{ ${variable} = ${inside()}; ${inside()} }`),
		);
		this.depth = depth;
		return text;
	}

	/** An element or property of this type: a path from a variable or `this`. */
	protected path(type: Type, nesting = 0): string | undefined {
		const base = (of: Type): string | undefined => {
			if (this.thisType === of && this.random.chance(50)) return 'this';
			const inner = nesting < 2 && this.random.chance(35) ? this.path(of, nesting + 1) : undefined;
			return inner ?? this.variable(of, this.random.chance(90))?.name;
		};
		const step =
			(of: Type, text: Make): Make =>
			() => {
				const root = base(of);
				return root === undefined ? '' : root + text();
			};
		const choices: Partial<Record<Type, Make[]>> = {
			int: [
				step('ints', () => `[${this.index()}]`),
				step('rows', () => `[${this.index()}][${this.index()}]`),
				step('obj', () => '.n'),
				step('blob', () => `[${this.index()}]`),
			],
			ints: [
				step('rows', () => `[${this.index()}]`),
				step('obj', () => this.random.pick(['.list', '.list', '["list"]'])),
				step('dict', () => this.random.pick(['.a', '.b', '["a"]', '[n("b")]'])),
			],
			rows: [step('obj', () => '.rows')],
			obj: this.random.chance(30) ? [step('obj', () => '.sub')] : [],
		};
		const makes = choices[type];
		if (makes === undefined || makes.length === 0) return undefined;
		const text = this.random.pick(makes)();
		return text === '' ? undefined : text;
	}

	/** A variable, `this`, or a path. */
	protected place(type: Type, assignable: boolean): string | undefined {
		if (this.thisType === type && this.random.chance(40)) return 'this';
		const path = this.random.chance(45) ? this.path(type) : undefined;
		return path ?? this.variable(type, assignable)?.name ?? this.path(type);
	}

	/** Something to call a method on. */
	protected receiver(type: Type): string {
		if (this.random.chance(15)) return `(${this.blockValue(() => this.shallow(type), 1)})`;
		if (this.random.chance(20)) return this.call(type);
		return (
			this.place(type, false) ??
			this.oneOf(
				() => this.literal(type),
				() => `(${this.literal(type)})`,
			)
		);
	}

	// ------------------------------------------------------------------------------------------------- values

	protected expression(type: Type): string {
		if (this.depth > 2) return this.shallow(type);
		this.depth++;
		const text = this.random.chance(35) ? this.shallow(type) : this.compound(type);
		this.depth--;
		return text;
	}

	protected anything(): string {
		return this.expression(this.random.pick(TYPES));
	}

	protected shallow(type: Type): string {
		if (type === 'fn') return this.closure(1);
		return (this.random.chance(70) ? this.place(type, false) : undefined) ?? this.literal(type);
	}

	#compoundOthers(type: Type): Make[] {
		const int = () => this.expression('int');
		const ints = () => this.expression('ints');
		const plain = () => this.expression(this.random.pick(PLAIN));
		const item = () => this.closure(1);
		switch (type) {
			case 'bool':
				return [
					() => `(${int()} ${this.random.pick(['<', '>', '==', '!='])} ${int()})`,
					() => `(${int()} in ${ints()})`,
					() => `(${this.expression('bool')} ${this.random.pick(['&&', '||', '&', '|'])} ${this.expression('bool')})`,
					() => `(${ints()} == ${ints()})`,
					() => `!${this.literal('bool')}`,
				];
			case 'str':
				return [
					() => `\`<$${this.blockValue(plain, 1)}\${${int()}}>\`.sub_string(0, 12)`,
					() => `(${this.expression('str')} + ${int()})`,
					() => `(${int()} + "-").to_upper()`,
					() => `${this.receiver('str')}[0..2]`,
				];
			case 'blob':
				return [() => `blob(${this.random.int(1, 3)}, ${int()})`, () => `${this.receiver('blob')}.extract(0, 2)`];
			case 'ints':
				return [
					() => `[${int()}, ${int()}]`,
					() => `(${ints()} + ${ints()}).extract(0, 5)`,
					() => `${this.receiver('ints')}.map(${item()})`,
					() => `map(${this.receiver('ints')}, ${item()})`,
					() => `${this.receiver('ints')}.filter(|q| q ${this.random.pick(['<', '>', '!='])} ${this.literal('int')})`,
					() => `${this.receiver('ints')}.extract(${this.index()}, ${this.index()})`,
					() => `${this.receiver('rows')}.map(|r| r.len())`,
					() => `(${this.receiver('rows')}.get(${this.index()}) ?? ${ints()})`,
					() => `(${this.receiver('rows')}[${this.index()}])`,
					() => `(if ${this.expression('bool')} { ${ints()} } else { ${ints()} })`,
					() => `${this.receiver('ints')}.zip(${ints()}, |x, y| x - y)`,
				];
			case 'rows':
				return [
					() => `[${ints()}, ${ints()}]`,
					() => `${this.receiver('ints')}.map(|q| [q, ${this.literal('int')}])`,
					() => `${this.receiver('dict')}.values()`,
				];
			case 'dict':
				return [
					() => `#{ a: ${ints()}, b: ${ints()} }`,
					() => `(${this.expression('dict')} + #{ b: ${ints()} })`,
					() => `${this.receiver('dict')}.filter(|k, v| v.len() > ${this.random.int(0, 2)})`,
				];
			case 'obj':
				return [
					() => `#{ n: ${int()}, list: ${ints()}, rows: ${this.expression('rows')}, act: ${this.closure(1, 'obj')} }`,
					() => `#{ n: ${int()}, list: [4], rows: [], sub: ${this.expression('obj')}, act: ${this.closure(1, 'obj')} }`,
					() => `(${this.expression('obj')} + #{ n: ${int()} })`,
				];
			case 'box':
				return [() => `[${this.anything()}, ${this.anything()}]`];
			case 'fns':
				return [() => `[${this.closure(0)}, ${this.closure(0)}]`];
			default:
				return [() => this.closure(1)];
		}
	}

	protected compound(type: Type): string {
		const made = type === 'int' ? this.#compoundInt() : this.#compoundOthers(type);
		const everywhere = [
			() => `(${this.blockValue(() => this.expression(type))})`,
			() => this.call(type),
			() => this.call(type),
		];
		return this.random.pick([...made, ...made, ...everywhere])();
	}

	#compoundInt(): Make[] {
		const int = () => this.expression('int');
		const bool = () => this.expression('bool');
		const receiver = () => this.receiver('ints');
		return [
			() => `(${int()} ${this.random.pick(['+', '-', '*'])} ${int()}) % 97`,
			() => `(${int()} ${this.random.pick(['&', '|', '^'])} ${int()})`,
			() => `n(${int()})`,
			() => `(${this.blockValue(int)} + ${int()}) % 97`,
			() => `(if ${bool()} { ${int()} } else { ${int()} })`,
			() => `(switch ${int()} { 1 if ${bool()} => ${int()}, 1 | 2 => ${int()}, _ => ${int()} })`,
			() => `(loop { break ${int()}; })`,
			() => `(${receiver()}.pop() ?? ${int()})`,
			() => `${receiver()}.len()`,
			() => `(${receiver()}[${this.index()}])`,
			() => `(${receiver()}.get(${this.index()}) ?? 0)`,
			() => `(${receiver()}.map(${this.closure(1)}).get(${this.index()}) ?? 0)`,
			() => `(${receiver()}.reduce(|s, q| (s + q) % 97, ${int()}))`,
			() => `(${this.receiver('obj')}?.sub?.n ?? ${int()})`,
			() => `(${this.receiver('obj')}.list?[${this.index()}])`,
			() => `max(${int()}, ${int()})`,
			() => 'global::K',
			() => this.callClosure(),
			() => this.callClosure(),
			() => (this.random.chance(20) ? `({ throw ${this.literal('int')} })` : int()),
		];
	}

	// -------------------------------------------------------------------------------------------------- calls

	/** A closure that gives an int. */
	protected closure(params: number, receiver?: Type): string {
		const names = Array.from({ length: params }, () => this.fresh('x'));
		const own: Variable[] = names.map((name) => ({ name, type: 'int', constant: false, params: 0 }));
		const int = () => this.expression('int');
		const body = this.asFunction([...this.scopes, own], receiver, () => {
			if (this.depth > 2) return this.literal('int');
			this.depth++;
			const text = this.oneOf(
				int,
				() => this.blockValue(int, 1),
				() => this.blockValue(int, 2),
				() => this.blockValue(() => `return ${int()};`, 1),
			);
			this.depth--;
			return text;
		});
		return `|${names.join(', ')}| ${body}`;
	}

	/** Calls a closure, by whatever way; gives an int. */
	protected callClosure(): string {
		const int = () => this.expression('int');
		const args = (count: number) => Array.from({ length: count }, int);
		const variable = this.variable('fn', false);
		const fns = this.variable('fns', false);
		const choices: Make[] = [];
		if (variable !== undefined) {
			const { name, params } = variable;
			choices.push(
				() => `${name}.call(${args(params).join(', ')})`,
				() => `${name}.call(${args(params).join(', ')})`,
				() => `call(${[name, ...args(params)].join(', ')})`,
			);
			if (params > 0) choices.push(() => `${name}.curry(${int()}).call(${args(params - 1).join(', ')})`);
		}
		if (fns !== undefined) {
			choices.push(
				() => `(${fns.name}[${this.random.pick(['0', '-1'])}].call())`,
				() => `(${fns.name}.map(|g| g.call()).reduce(|s, q| (s + q) % 97, 0))`,
			);
		}
		const obj = this.place('obj', true);
		if (obj !== undefined) choices.push(() => `${obj}.act(${int()})`);
		const ints = this.place('ints', true);
		if (ints !== undefined) {
			choices.push(
				() => `${ints}.call(|y| { this.push(y); this.truncate(5); y }, ${int()})`,
				() => `${ints}.call(${this.closure(1, 'ints')}, ${int()})`,
			);
		}
		if (this.visible().some((one) => one.name === 'total' && one.type === 'int' && !one.constant)) {
			choices.push(() => `(bump!(${int()}).call() % 97)`);
		}
		return choices.length === 0 ? this.call('int') : this.random.pick(choices)();
	}

	/** Calls a function of the script that gives this type, if there is one. */
	protected call(type: Type): string {
		const fitting = this.functions.filter(({ returns }) => returns === type);
		if (fitting.length === 0 || this.depth > 4) return this.shallow(type);
		this.depth++;
		const { name, params, receiver } = this.random.pick(fitting);
		const args = params.map((param) => this.expression(param)).join(', ');
		const through = args === '' ? `Fn("${name}")` : `Fn("${name}"), ${args}`;
		let text: string;
		if (receiver === undefined) {
			const plain = `${name}(${args})`;
			const others = [`${name}.call(${args})`, `Fn("${name}").call(${args})`, `call(${through})`, `${name}!(${args})`];
			text = this.random.chance(70) ? plain : this.random.pick(others);
		} else {
			const place = this.random.chance(85) ? this.place(receiver, true) : undefined;
			const base = place ?? this.receiver(receiver);
			text = this.random.chance(10) ? `${base}.call(${through})` : `${base}.${name}(${args})`;
		}
		this.depth--;
		return text;
	}
}
