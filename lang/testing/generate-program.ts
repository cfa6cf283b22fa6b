/**
 * Random programs that can be run: they end, give the same result each time, and mostly make sense to the type checks
 * at run time. For tests that compare two ways of running a program.
 *
 * Every loop has a counter of its own or runs over something short, functions call only functions defined before
 * them, and numbers are cut down after each multiplication. A program may still end in an error (an index out of
 * bounds), which is a result like any other. Its value is an array of what the variables at the top level hold.
 */

import { Random } from './random.ts';

const TYPES = ['int', 'int', 'float', 'bool', 'string', 'array', 'map'] as const;
type Type = (typeof TYPES)[number];

interface Variable {
	readonly name: string;
	readonly type: Type;
	readonly constant: boolean;
}

interface FunctionInfo {
	readonly name: string;
	readonly params: number;
}

const WORDS = ['', 'a', 'mail', 'host.example', 'über', 'x y', '𝄞'];

class ProgramWriter {
	readonly #random: Random;
	readonly #lines: string[] = [];
	readonly #functions: FunctionInfo[] = [];
	#scopes: Variable[][] = [[]];
	#names = 0;
	#indent = 0;
	/** How many loops are around; loops multiply. */
	#loops = 0;
	#depth = 0;
	/** The limit on nesting is lower there. */
	#inFunction = false;

	constructor(random: Random) {
		this.#random = random;
	}

	write(size: number): string {
		for (let count = this.#random.int(0, 1 + Math.floor(size / 6)); count > 0; count--) this.#function();
		for (let count = 0; count < size; count++) this.#statement();
		this.#line(
			`[${this.#visible()
				.map((variable) => variable.name)
				.join(', ')}]`,
		);
		return `${this.#lines.join('\n')}\n`;
	}

	#line(text: string): void {
		this.#lines.push('    '.repeat(this.#indent) + text);
	}

	#newName(): string {
		return `v${this.#names++}`;
	}

	#declare(name: string, type: Type, constant = false): void {
		this.#scopes.at(-1)?.push({ name, type, constant });
	}

	#visible(): Variable[] {
		return this.#scopes.flat();
	}

	#variable(type: Type, assignable = false): string | undefined {
		const fitting = this.#visible().filter((variable) => variable.type === type && !(assignable && variable.constant));
		return fitting.length === 0 ? undefined : this.#random.pick(fitting).name;
	}

	/** A block of statements with a scope of its own. */
	#body(statements: number, before?: () => void): void {
		this.#indent++;
		this.#scopes.push([]);
		before?.();
		for (let count = 0; count < statements; count++) this.#statement();
		this.#scopes.pop();
		this.#indent--;
	}

	// ---------------------------------------------------------------------------------------------- statements

	#function(): void {
		const name = `f${this.#functions.length}`;
		const params = this.#random.int(0, 3);
		const names = Array.from({ length: params }, () => this.#newName());
		const outer = this.#scopes;
		this.#scopes = [[]];
		// No loops inside: calls in loops in functions called in loops would run for ever.
		this.#loops = 2;
		this.#inFunction = true;
		this.#line(`fn ${name}(${names.join(', ')}) {`);
		for (const param of names) this.#declare(param, 'int');
		this.#body(this.#random.int(0, 3));
		this.#indent++;
		this.#line(this.#random.chance(50) ? `return ${this.#int()};` : this.#int());
		this.#indent--;
		this.#line('}');
		this.#inFunction = false;
		this.#loops = 0;
		this.#scopes = outer;
		this.#functions.push({ name, params });
	}

	#statement(): void {
		const simple = this.#indent > 2;
		switch (this.#random.int(1, simple ? 8 : 16)) {
			case 1:
			case 2:
			case 3:
				this.#let();
				break;
			case 4:
			case 5:
				this.#assign();
				break;
			case 6:
				this.#line(`print(${this.#value(this.#random.pick(TYPES))});`);
				break;
			case 7:
				this.#closure();
				break;
			case 8:
				this.#change();
				break;
			case 9:
			case 10:
				this.#if();
				break;
			case 11:
			case 12:
				this.#loop();
				break;
			case 13:
				this.#switch();
				break;
			case 14:
				this.#try();
				break;
			case 15:
				this.#line('{');
				this.#body(this.#random.int(1, 3));
				this.#line('}');
				break;
			default:
				this.#for();
		}
	}

	#let(): void {
		const type = this.#random.pick(TYPES);
		const constant = this.#random.chance(15);
		const value = this.#value(type);
		const name = this.#newName();
		this.#line(`${constant ? 'const' : 'let'} ${name} = ${value};`);
		this.#declare(name, type, constant);
	}

	#assign(): void {
		const type = this.#random.pick(['int', 'float', 'string', 'bool'] as const);
		const name = this.#variable(type, true);
		if (name === undefined) this.#let();
		else if (type === 'int') this.#line(`${name} ${this.#random.pick(['=', '+=', '-='])} ${this.#int()};`);
		else if (type === 'string' && this.#random.chance(50))
			this.#line(`${name} = ${name}.sub_string(0, 20) + ${this.#string()};`);
		else this.#line(`${name} = ${this.#value(type)};`);
	}

	/** Changes an array or map in place. */
	#change(): void {
		const array = this.#variable('array', true);
		const map = this.#variable('map', true);
		if (array !== undefined && this.#random.chance(60)) {
			const change = this.#random.pick([
				() => `${array}.push(${this.#int()});`,
				() => `${array}.insert(0, ${this.#int()});`,
				() => `${array}.pop();`,
				() => `${array}.truncate(6);`,
				() => `if ${array}.len() > 1 { ${array}[1] = ${this.#int()}; }`,
				() => `${array} += ${this.#int()};`,
				() => `${array}.sort();`,
				() => `${array}.retain(|x| x != ${this.#int()});`,
			]);
			this.#line(change());
			// In a loop it must not grow without end.
			if (this.#loops > 0) this.#line(`${array}.truncate(8);`);
		} else if (map !== undefined) {
			this.#line(
				this.#random.pick([
					() => `${map}.${this.#random.pick(['a', 'b', 'c'])} = ${this.#int()};`,
					() => `${map}["d"] = ${this.#int()};`,
					() => `${map}.a += 1;`,
					() => `${map}.remove("c");`,
				])(),
			);
		} else this.#let();
	}

	#if(): void {
		this.#line(`if ${this.#bool()} {`);
		this.#body(this.#random.int(0, 2));
		if (this.#random.chance(30)) {
			this.#line(`} else if ${this.#bool()} {`);
			this.#body(this.#random.int(0, 2));
		}
		if (this.#random.chance(50)) {
			this.#line('} else {');
			this.#body(this.#random.int(0, 2));
		}
		this.#line('}');
	}

	#inLoop(make: () => void): void {
		if (this.#loops >= 2) {
			this.#let();
			return;
		}
		this.#loops++;
		make();
		this.#loops--;
	}

	/** A loop with a counter that its body cannot assign. */
	#loop(): void {
		this.#inLoop(() => {
			const counter = this.#newName();
			const times = this.#random.int(0, 6);
			const kind = this.#random.pick(['while', 'loop', 'do']);
			this.#line(`let ${counter} = 0;`);
			this.#line(kind === 'while' ? `while ${counter} < ${times} {` : `${kind} {`);
			this.#declare(counter, 'int', true);
			this.#body(this.#random.int(0, 2), () => {
				this.#line(`${counter} += 1;`);
				if (kind === 'loop') this.#line(`if ${counter} > ${times} { break; }`);
				// In a `do` loop `continue` would skip the condition.
				if (kind === 'while' && this.#random.chance(20)) this.#line(`if ${this.#bool()} { continue; }`);
				if (this.#random.chance(20)) this.#line(`if ${this.#bool()} { break; }`);
			});
			this.#line(kind === 'do' ? `} while ${counter} < ${times};` : '}');
		});
	}

	#for(): void {
		this.#inLoop(() => {
			const item = this.#newName();
			const index = this.#random.chance(30) ? this.#newName() : undefined;
			const over = this.#random.pick([
				() => `${this.#random.int(-3, 3)}..${this.#random.int(0, 6)}`,
				() => `${this.#random.int(0, 3)}..=${this.#random.int(0, 6)}`,
				() => `(${this.#value('array')}).extract(0, 6)`,
			])();
			this.#line(`for ${index === undefined ? item : `(${item}, ${index})`} in ${over} {`);
			this.#body(this.#random.int(0, 3), () => {
				this.#declare(item, 'int');
				if (index !== undefined) this.#declare(index, 'int');
			});
			this.#line('}');
		});
	}

	#switch(): void {
		this.#line(`switch ${this.#int()} {`);
		this.#indent++;
		const numbers = [...new Set([this.#random.int(-2, 2), this.#random.int(0, 5)])];
		for (const number of numbers) {
			const guard = this.#random.chance(30) ? ` if ${this.#bool()}` : '';
			this.#line(`${number}${guard} => {`);
			this.#body(this.#random.int(0, 2));
			this.#line('}');
		}
		if (this.#random.chance(50)) this.#line(`6..=${this.#random.int(6, 40)} => print(${this.#string()}),`);
		if (this.#random.chance(60)) {
			this.#line('_ => {');
			this.#body(this.#random.int(0, 2));
			this.#line('}');
		}
		this.#indent--;
		this.#line('}');
	}

	#try(): void {
		const error = this.#newName();
		this.#line('try {');
		this.#body(this.#random.int(0, 2), () => {
			if (this.#random.chance(50)) this.#line(`if ${this.#bool()} { throw ${this.#int()}; }`);
			if (this.#random.chance(20)) this.#line(`print([][${this.#int()}]);`);
		});
		this.#line(`} catch (${error}) {`);
		this.#body(this.#random.int(0, 1), () => this.#line(`print(type_of(${error}));`));
		this.#line('}');
	}

	/** A closure, called at once and again later, with or without a captured variable that it changes. */
	#closure(): void {
		const name = this.#newName();
		const param = this.#newName();
		const captured = this.#random.chance(50) ? this.#variable('int', true) : undefined;
		const body = (): string => {
			this.#scopes.push([{ name: param, type: 'int', constant: false }]);
			const text = this.#int();
			this.#scopes.pop();
			return text;
		};
		if (captured === undefined) this.#line(`let ${name} = |${param}| ${body()};`);
		else this.#line(`let ${name} = |${param}| { ${captured} = (${captured} + ${param}) % 997; ${body()} };`);
		const result = this.#newName();
		this.#line(`let ${result} = ${name}.call(${this.#int()}) + ${name}.call(${this.#random.int(-5, 5)});`);
		this.#declare(result, 'int');
	}

	// --------------------------------------------------------------------------------------------- expressions

	#value(type: Type): string {
		if (this.#depth > (this.#inFunction ? 1 : 2)) return this.#literal(type);
		this.#depth++;
		const name = this.#random.chance(40) ? this.#variable(type) : undefined;
		const text = name ?? this.#compound(type);
		this.#depth--;
		return text;
	}

	#int(): string {
		return this.#value('int');
	}

	#bool(): string {
		return this.#value('bool');
	}

	#string(): string {
		return this.#value('string');
	}

	#literal(type: Type): string {
		switch (type) {
			case 'int':
				return String(this.#random.int(-9, 99));
			case 'float':
				return this.#random.pick(['0.5', '1.0', '-2.25', '1e3', '100.125']);
			case 'bool':
				return this.#random.pick(['true', 'false']);
			case 'string':
				return `"${this.#random.pick(WORDS)}"`;
			case 'array':
				return `[${Array.from({ length: this.#random.int(0, 4) }, () => this.#random.int(-9, 99)).join(', ')}]`;
			case 'map':
				return `#{ a: ${this.#random.int(0, 9)}, b: ${this.#random.int(0, 9)} }`;
		}
	}

	#compound(type: Type): string {
		switch (type) {
			case 'int':
				return this.#compoundInt();
			case 'float':
				return this.#random.pick([
					() => this.#literal('float'),
					() => `(${this.#value('float')} ${this.#random.pick(['+', '-', '*', '/'])} ${this.#literal('float')})`,
					() => `(${this.#int()}).to_float()`,
				])();
			case 'bool':
				return this.#compoundBool();
			case 'string':
				return this.#random.pick([
					() => this.#literal('string'),
					() => `(${this.#string()} + ${this.#value(this.#random.pick(TYPES))}).sub_string(0, 40)`,
					() => `\`<\${${this.#value(this.#random.pick(TYPES))}}>\``,
					() => `(${this.#string()}).to_upper()`,
					() => `(if ${this.#bool()} { ${this.#string()} } else { ${this.#string()} })`,
				])();
			case 'array':
				return this.#random.pick([
					() => this.#literal('array'),
					() => `[${this.#int()}, ${this.#int()}, ${this.#int()}]`,
					() => `(${this.#value('array')} + ${this.#literal('array')}).extract(0, 8)`,
					() => `(${this.#value('array')}).map(|x| (x * 3) % 101)`,
					() => `(${this.#value('array')}).filter(|x| x > ${this.#literal('int')})`,
				])();
			case 'map':
				return this.#random.pick([
					() => this.#literal('map'),
					() => `#{ a: ${this.#int()}, c: ${this.#value(this.#random.pick(TYPES))} }`,
					() => `(${this.#value('map')} + #{ b: ${this.#int()} })`,
				])();
		}
	}

	#compoundInt(): string {
		return this.#random.pick([
			() => this.#literal('int'),
			() => `(${this.#int()} ${this.#random.pick(['+', '-'])} ${this.#int()}) % 9973`,
			() => `(${this.#int()} % 9973 * ${this.#random.int(-20, 20)})`,
			() => `(${this.#int()} ${this.#random.pick(['/', '%'])} ${this.#random.int(1, 9)})`,
			() => `(${this.#int()} ${this.#random.pick(['&', '|', '^'])} ${this.#random.int(0, 255)})`,
			() => `-(${this.#int()} % 9973)`,
			() => `(${this.#value('array')}).len()`,
			() => `(${this.#string()}).len()`,
			() => `(if ${this.#bool()} { ${this.#int()} } else { ${this.#int()} })`,
			() => `(switch ${this.#int()} { 1 => ${this.#int()}, 2 | 3 => ${this.#int()}, _ => ${this.#int()} })`,
			() => `((${this.#value('array')}).reduce(|s, x| (s + x) % 9973, 0))`,
			() => `((${this.#value('map')}).a ?? ${this.#int()})`,
			() => this.#call(),
			() => this.#call(),
			// Out of bounds at times.
			() => (this.#random.chance(20) ? `(${this.#value('array')})[${this.#random.int(-1, 3)}]` : this.#literal('int')),
		])();
	}

	#compoundBool(): string {
		return this.#random.pick([
			() => this.#literal('bool'),
			() => `(${this.#int()} ${this.#random.pick(['<', '<=', '>', '>=', '==', '!='])} ${this.#int()})`,
			() => `(${this.#bool()} ${this.#random.pick(['&&', '||'])} ${this.#bool()})`,
			() => `!${this.#bool()}`,
			() => `(${this.#string()} ${this.#random.pick(['==', '<', '!='])} ${this.#string()})`,
			() => `(${this.#literal('int')} in ${this.#value('array')})`,
			() => `("a" in ${this.#value('map')})`,
		])();
	}

	#call(): string {
		if (this.#functions.length === 0) return this.#literal('int');
		const { name, params } = this.#random.pick(this.#functions);
		return `${name}(${Array.from({ length: params }, () => this.#int()).join(', ')}) % 9973`;
	}
}

/**
 * @param seed same seed, same program @param size about how many statements at the top level
 */
export function generateProgram(seed: number, size: number): string {
	return new ProgramWriter(new Random(seed)).write(size);
}
