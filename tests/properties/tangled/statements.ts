/** Statements and functions of the tangled programs. */

import { ALIAS_PRELUDE, aliasingLet, nestedChange } from './aliases.ts';
import { PLAIN, RECEIVERS, TYPES, type Type, type Variable } from './base.ts';
import { ExpressionWriter } from './expressions.ts';

const TYPE_NAMES: Partial<Record<Type, string>> = {
	int: 'int',
	ints: 'array',
	rows: 'array',
	dict: 'map',
	obj: 'map',
	str: 'string',
	blob: 'blob',
};

/** Functions that are written by hand: recursion on the same container again and again. */
const PRELUDE = [
	// Says when it is called: the order of evaluation becomes visible.
	'fn n(x) { print(x); x }',
	'fn deep(p, k) { if k <= 0 { return p; } p.push(k); let q = deep(p, k - 1); q.push(p.len()); q }',
	// For calls in the scope of the caller.
	'fn bump(k) { total += k; total %= 97; let m = total; || { m += 1; total + m } }',
	'fn dig(k) { if k > 0 { this.push(k); this.dig(k - 1); this[0] += 1; } this }',
];

export class TangledWriter extends ExpressionWriter {
	write(size: number): string {
		for (const text of [...PRELUDE, ...ALIAS_PRELUDE]) this.line(text);
		this.functions.push(
			{ name: 'n', params: ['ints'], returns: 'ints', receiver: undefined },
			{ name: 'deep', params: ['ints', 'int'], returns: 'ints', receiver: undefined },
		);
		for (let count = this.random.int(0, 4); count > 0; count--) this.#function();
		this.line(`const K = ${this.literal('int')};`);
		this.line('let total = 1;');
		this.add('total', 'int');
		for (const type of ['int', 'ints', 'obj', 'rows'] as const) if (this.random.chance(60)) this.#let(type);
		for (let count = 0; count < size; count++) {
			if (this.random.chance(45)) this.#try(1);
			else this.statement();
		}
		const shown = new Set(this.scopes.flat().map(({ name }) => name));
		this.line(`[${[...shown].join(', ')}]`);
		return `${this.lines.join('\n')}\n`;
	}

	#function(): void {
		const receiver = this.random.chance(55) ? this.random.pick(RECEIVERS) : undefined;
		const types = ['int', 'int', 'ints', 'rows', 'obj', 'dict'] as const;
		const params = Array.from({ length: this.random.int(0, 2) }, () => this.random.pick(types));
		const returns = this.random.pick(types);
		const name = `${receiver === undefined ? 'f' : 'm'}${this.functions.length}`;
		const own: Variable[] = params.map((type, index) => ({ name: `p${index}`, type, constant: false, params: 0 }));
		const typed = receiver !== undefined && this.random.chance(30) ? `${TYPE_NAMES[receiver]}.` : '';
		this.line(`fn ${typed}${name}(${own.map((param) => param.name).join(', ')}) {`);
		this.asFunction([own], receiver, () => {
			this.loops++;
			this.body(this.random.int(1, 3), () => {
				if (receiver !== undefined) this.line(this.#change());
			});
			this.indent++;
			const value = receiver === returns && this.random.chance(40) ? 'this' : this.expression(returns);
			this.line(this.random.chance(40) ? `return ${value};` : value);
			this.indent--;
			this.loops--;
		});
		this.line('}');
		this.functions.push({ name, params, returns, receiver });
	}

	#let(type: Type = this.random.pick(TYPES)): void {
		let params = 0;
		let value: string;
		if (type !== 'fn') {
			value = this.expression(type);
		} else if (this.random.chance(20)) {
			// A closure made by a closure, with a variable of its own.
			value = `(|s| { let t = s; || { t += 1; t % 97 } }).call(${this.expression('int')})`;
		} else {
			params = this.random.int(0, 2);
			value = this.closure(params);
		}
		const name = this.name();
		const constant = this.random.chance(12);
		this.line(`${constant ? 'const' : 'let'} ${name} = ${value};`);
		this.add(name, type, constant, params);
	}

	protected statement(): void {
		const roll = this.random.int(1, 100);
		if (this.indent > 3 || roll <= 58) this.simpleStatement();
		else if (roll <= 66) this.#if();
		else if (roll <= 77) this.#loop();
		else if (roll <= 83) this.#switch();
		else if (roll <= 93) this.#try(this.random.int(1, 3));
		else {
			this.line('{');
			this.body(this.random.int(1, 3));
			this.line('}');
		}
	}

	protected simpleStatement(): void {
		const roll = this.random.int(1, 100);
		if (roll <= 11) this.#let();
		else if (roll <= 20) this.#alias();
		else if (roll <= 32) this.#assign();
		else if (roll <= 48) this.line(this.#change());
		else if (roll <= 58) this.line(`${this.callClosure()};`);
		else if (roll <= 70) this.line(`print(${this.anything()});`);
		else if (roll <= 78) this.#store();
		else if (roll <= 84) this.#library();
		else if (roll <= 88) this.#text();
		else if (roll <= 93) this.#jump();
		else if (roll <= 95) this.line(`print(is_shared(${this.visible().at(-1)?.name ?? '0'}));`);
		else this.line(`${this.anything()};`);
	}

	#jump(): void {
		const condition = this.expression('bool');
		const jumps = [
			() => `throw ${this.literal('int')};`,
			() => `throw #{ why: ${this.expression('ints')} };`,
			...(this.inLoop > 0 ? [() => 'break;', () => 'continue;', () => `break ${this.expression('int')};`] : []),
			...(this.inFunction
				? [() => `return ${this.expression('int')};`, () => `return ${this.expression('int')};`]
				: []),
		];
		this.line(`if ${condition} { ${this.random.pick(jumps)()} }`);
	}

	/** Makes a value from another one and changes either of them. */
	#alias(): void {
		const place = this.place('rows', true);
		if (place === undefined || this.random.chance(30)) {
			const name = this.fresh('v');
			this.line(`let ${name} = ${this.literal('rows')};`);
			this.add(name, 'rows');
		}
		const first = place ?? this.variable('rows', true)?.name ?? 'R';
		const second = this.variable('rows', true)?.name ?? first;
		const name = this.fresh('v');
		this.line(aliasingLet(this.random, name, first, second));
		this.add(name, 'rows');
		for (let count = this.random.int(1, 2); count > 0; count--) {
			this.line(nestedChange(this.random, this.random.pick([first, second, name, name])));
		}
		this.line(`${name}.truncate(4); ${name}.for_each(|| this.truncate(5));`);
		this.line(`print([${name}, ${first}, ${second}]);`);
	}

	// ---------------------------------------------------------------------------------------------- assignments

	/** Assigns to a variable, or `this`. */
	#assign(): void {
		const type = this.random.pick(['int', 'int', 'ints', 'rows', 'dict', 'obj', 'str', 'box', 'blob'] as const);
		const own = this.thisType === type && this.random.chance(40);
		const target = own ? 'this' : this.variable(type, true)?.name;
		if (target === undefined) return this.#let(type);
		const int = () => this.expression('int');
		if (type === 'int' && this.random.chance(60)) {
			return this.line(`${target} ${this.random.pick(['+=', '-=', '&=', '|=', '^=', '%=', '/='])} ${int()};`);
		}
		const growing: Partial<Record<Type, () => string>> = {
			ints: () => `${target} += ${this.expression(this.random.pick(['int', 'ints']))}; ${target}.truncate(6);`,
			rows: () => `${target} += [${this.expression('ints')}]; ${target}.truncate(4);`,
			box: () => `${target} += ${this.anything()}; ${target}.truncate(4);`,
			dict: () => `${target} += #{ b: ${this.expression('ints')} };`,
			obj: () => `${target} += #{ n: ${int()} };`,
			blob: () => `${target} += ${int()}; ${target}.truncate(6);`,
		};
		const grow = growing[type];
		this.line(grow !== undefined && this.random.chance(30) ? grow() : `${target} = ${this.expression(type)};`);
	}

	/** Puts something into a container. */
	#store(): void {
		const box = this.variable('box', true);
		if (box !== undefined && this.random.chance(25)) {
			const { name } = box;
			const what = this.anything();
			return this.line(this.random.pick([`${name}[0] = ${what};`, `${name}.push(${what}); ${name}.truncate(5);`]));
		}
		const type = this.random.pick(['int', 'int', 'ints', 'rows', 'obj'] as const);
		const target = this.path(type, 1);
		if (target === undefined) return this.#let();
		const operator = type === 'int' && this.random.chance(60) ? this.random.pick(['+=', '-=', '^=']) : '=';
		this.line(`${target} ${operator} ${this.expression(type)};`);
	}

	/** Changes something in place, in method style. */
	#change(): string {
		const type = this.random.pick(['ints', 'ints', 'rows', 'dict', 'obj', 'int', 'blob'] as const);
		const place = this.place(type, true);
		if (place === undefined) return `print(${this.anything()});`;
		const int = () => this.expression('int');
		const ints = () => this.expression('ints');
		const literal = () => this.literal('int');
		switch (type) {
			case 'int':
				return this.oneOf(
					() => `${place}.set_bit(${this.random.int(0, 4)}, ${this.expression('bool')});`,
					() => `${place}[${this.random.int(0, 5)}] = ${this.expression('bool')};`,
					() => `${place}[1..4] = ${int()};`,
				);
			case 'blob':
				return this.oneOf(
					() => `${place}[${this.index()}] = ${int()};`,
					() => `${place}.push(${int()}); ${place}.truncate(5);`,
					() => `${place}.reverse();`,
					() => `for b in ${place} { ${place}.push(b); ${place}.truncate(5); }`,
				);
			case 'rows':
				return this.oneOf(
					() => `${place}.push(${ints()}); ${place}.truncate(4);`,
					() => `${place}.reverse();`,
					() => `print(${place}.pop());`,
					() => `${place}.insert(${this.index()}, ${ints()}); ${place}.truncate(4);`,
					() => `${place}.pad(3, ${ints()});`,
					() => `${place}.for_each(|| this.push(${literal()})); ${place}.for_each(|| this.truncate(4));`,
					() => `${place}.for_each(Fn("sort"));`,
					() => `print(${place}.map(|| { this.push(${literal()}); this.len() }));`,
					() => `print(${place}.map(|| { this[0] = ${literal()}; if this.len() > 3 { throw this; } this }));`,
					() => `print(${place}.drain(|| { this.dig(1); this.len() > 4 }));`,
					() => `${place}.retain(|r| r.len() > ${this.random.int(0, 2)});`,
					() => `for r in ${place} { r.push(1); ${place}.push(r); } ${place}.truncate(4);`,
					() => `print(filter(${place}, || { this.pop(); true }));`,
				);
			case 'dict':
				return this.oneOf(
					() => `${place}.${this.random.pick(['a', 'b', 'c'])} = ${ints()};`,
					() => `${place}.a.push(${int()}); ${place}.a.truncate(4);`,
					() => `print(${place}.remove(${this.random.pick(['"a"', '"c"', 'n("c")'])}));`,
					() => `print(${place}.map(|k| { this.push(${literal()}); this.len() }));`,
					() => `print(${place}.retain(|k, v| v.len() != ${this.random.int(1, 4)}));`,
					() => `${place}.fill_with(#{ a: ${ints()}, c: ${ints()} });`,
					() =>
						`for k in ${place}.keys() { ${place}[k + "x"] = ${place}[k]; if ${place}.len() > 4 { ${place}.clear(); } }`,
					() => `for v in ${place}.values() { v.push(1); ${place}.b = v; }`,
				);
			case 'obj':
				return this.oneOf(
					() => `${place}.sub = ${this.expression('obj')};`,
					() => `${place}.remove("sub");`,
					() => `${place}.set("n", ${int()});`,
					() => `${place}.fill_with(#{ n: 1, list: [7, 8], rows: [[5]] });`,
					() => `${place}.act(${int()});`,
					() => `${place}.act = ${this.closure(1, 'obj')};`,
				);
			default:
				return this.#changeInts(place);
		}
	}

	#changeInts(place: string): string {
		const int = () => this.expression('int');
		const small = (most: number) => this.random.int(0, most);
		return this.oneOf(
			() => `${place}.push(${int()}); ${place}.truncate(6);`,
			() => `${place}.insert(${this.index()}, ${int()}); ${place}.truncate(6);`,
			() => `${place}.sort();`,
			() => `${place}.sort(|a, b| b - a);`,
			() => `${place}.reverse();`,
			() => `${place}.splice(${small(3)}, ${small(2)}, ${this.expression('ints')}); ${place}.truncate(6);`,
			() => `print(${place}.remove(${this.index()}));`,
			() => `${place}.for_each(|i| this = (this + i) % 97);`,
			() => `${place}.for_each(|i| { this += i; if this > 9 { throw i; } });`,
			() => `print(${place}.map(|| { this += 1; this }));`,
			() => `print(${place}.drain(|x| x > ${this.literal('int')}));`,
			() => `print(${place}.retain(|x| x != ${this.literal('int')}));`,
			() => `print(${place}.drain(|| { this -= 1; this > 2 }));`,
			() => `print(${place}.order(|a, b| b - a));`,
			() => `${place}.dedup();`,
			() => `${place}.dig(2); ${place}.truncate(6);`,
			() => `for x in ${place} { ${place}.push(x); if ${place}.len() > 6 { ${place}.clear(); } }`,
			() => `print(${place}.split(${small(3)}));`,
		);
	}

	/** Library functions in function style: the first argument by reference if it is a plain variable. */
	#library(): void {
		const place = this.place('ints', false);
		if (place === undefined) return this.#let('ints');
		this.line(
			this.oneOf(
				() => `push(${place}, ${this.expression('int')});`,
				() => `sort(${place});`,
				() => `print(pop(${place}));`,
				() => `print(remove(${place}, ${this.index()}));`,
				() => `print(take(${place}));`,
				() => `insert(${place}, 0, ${this.expression('int')});`,
				() => `print(len(${place}));`,
				() => `print(drain(${place}, 0, 1));`,
				() => `print(map(${place}, || { this += 1; this }));`,
				() => `call(Fn("push"), ${place}, ${this.expression('int')});`,
			),
		);
	}

	#text(): void {
		const name = this.variable('str', true)?.name;
		if (name === undefined) return this.#let('str');
		this.line(
			this.oneOf(
				() => `${name} += ${this.expression(this.random.pick(PLAIN))}; ${name}.truncate(12);`,
				() => `${name}[0] = 'z';`,
				() => `${name}[0].make_upper();`,
				() => `${name}[0..2] = ${this.expression('int')};`,
				() => `${name} = ${name} + ${this.expression('int')}; ${name}.crop(0, 9);`,
				() => `${name}.tag = ${this.random.int(0, 3)}; print(${name}.tag);`,
			),
		);
	}

	// --------------------------------------------------------------------------------------------- control flow

	#if(): void {
		this.line(`if ${this.expression('bool')} {`);
		this.body(this.random.int(1, 2));
		if (this.random.chance(50)) {
			this.line('} else {');
			this.body(this.random.int(1, 2));
		}
		this.line('}');
	}

	#loop(): void {
		if (this.loops >= 2) return this.simpleStatement();
		this.loops++;
		if (this.random.chance(65)) this.#for();
		else this.#counted();
		this.loops--;
	}

	#loopBody(before: () => void): void {
		this.inLoop++;
		this.body(this.random.int(1, 3), before);
		this.inLoop--;
	}

	#for(): void {
		const [over, type] = this.random.pick([
			() => [`0..${this.random.int(1, 4)}`, 'int'] as const,
			() => [this.expression('ints'), 'int'] as const,
			() => [this.expression('rows'), 'ints'] as const,
			() => [this.expression('blob'), 'int'] as const,
		])();
		const item = this.name();
		const counter = this.random.chance(30) ? this.fresh('i') : undefined;
		this.line(`for ${counter === undefined ? item : `(${item}, ${counter})`} in ${over} {`);
		// The loop variables have a scope around that of the body.
		this.scopes.push([]);
		this.add(item, type);
		if (counter !== undefined) this.add(counter, 'int');
		this.#loopBody(() => {
			const fns = this.variable('fns', true);
			if (fns !== undefined && this.random.chance(60)) {
				this.line(`${fns.name}.push(${this.closure(0)}); ${fns.name}.truncate(5);`);
			}
		});
		this.scopes.pop();
		this.line('}');
	}

	/** A loop with a counter that nothing else can touch. */
	#counted(): void {
		const counter = this.fresh('c');
		const kind = this.random.pick(['while', 'loop', 'do']);
		const most = this.random.int(1, 4);
		this.line(`let ${counter} = 0;`);
		const result = this.random.chance(40) ? this.fresh('v') : undefined;
		const head = kind === 'while' ? `while ${this.random.pick(['', 'n(0) < '])}${counter} < ${most} {` : `${kind} {`;
		this.line(`${result === undefined ? '' : `let ${result} = `}${head.replace('n(0) < ', 'n(0) == 0 && ')}`);
		this.#loopBody(() => {
			this.line(`${counter} += 1;`);
			if (kind !== 'while') this.line(`if ${counter} > ${most} { break ${this.anything()}; }`);
		});
		const tail = kind === 'do' ? ` ${this.random.pick(['while', 'until'])} ${this.expression('bool')}` : '';
		this.line(`}${tail}${tail === '' && result === undefined ? '' : ';'}`);
		if (result !== undefined) this.add(result, 'fn', true);
	}

	#guard(): string {
		return this.random.chance(40) ? ` if ${this.expression('bool')}` : '';
	}

	#switch(): void {
		this.line(`switch ${this.expression(this.random.chance(80) ? 'int' : 'ints')} {`);
		this.indent++;
		for (let count = this.random.int(1, 3); count > 0; count--) {
			this.line(`${this.random.pick(['0', '1 | 2', '3', '-1', '"x" | 1', '1.0', '[1, 2]'])}${this.#guard()} => {`);
			this.body(this.random.int(1, 2));
			this.line('}');
		}
		if (this.random.chance(50)) {
			this.line(`${this.random.pick(['0..5', '-3..=40', '5..=99'])}${this.#guard()} => ${this.expression('int')},`);
		}
		if (this.random.chance(60)) this.line(`_ => ${this.expression('int')}`);
		this.indent--;
		this.line('}');
	}

	#try(statements: number): void {
		const error = this.fresh('e');
		this.line('try {');
		this.body(statements);
		this.line(`} catch (${error}) {`);
		this.body(this.random.int(0, 1), () => {
			this.line(`print(${error});`);
			if (this.random.chance(10)) this.line('throw;');
		});
		this.line('}');
	}
}
