/** Expressions of the random source texts of `generate-syntax.ts`. */

import type { Random } from './random.ts';

const NAMES = 'a b count mail_from _x rule action object service test not'.split(' ');
const METHODS = 'len to_string is not filter type_of call x'.split(' ');
const NUMBERS = '0 7 42 -1 -9223372036854775808 1_000 1.5 2. -3.25 1e3 2.5E-3 0xff 0b101 0o17'.split(' ');
const OPERATORS = '+ - * / % ** << >> & | ^ == != < <= > >= in !in is not ??'.split(' ');
const STRINGS = [
	'""',
	'"text"',
	'"a ""b"" \\n \\x41"',
	'"one\\\n        two\\\n   three"',
	'"über \\u2764 𝄞"',
	'`plain`',
	'`\n  two\n    lines`',
	`\`\\\${no} \`\`x\``,
	'#"raw "x" \\"#',
	'##"a "# b\n  c"##',
];
const CHARS = ["'x'", "'\\''", "'\\n'", "'𝄞'"];
const DECLARATIONS = [
	['object', ['ip4', 'address', 'fqdn', 'regex', 'file : fqdn', 'file:ip4', 'group', 'code']],
	['service', ['cmd', 'smtp', 'db : csv', 'db:mysql']],
] as const;

/** Writes tokens of expressions; what statements are is up to the class that extends it. */
export abstract class SyntaxExpressions {
	readonly tokens: string[] = [];
	protected readonly random: Random;
	protected depth: number;
	protected inFunction = false;
	protected inLoop = false;

	constructor(random: Random, depth: number) {
		this.random = random;
		this.depth = depth;
	}

	protected put(...tokens: string[]): void {
		this.tokens.push(...tokens);
	}

	protected name(): string {
		return this.random.pick(NAMES);
	}

	/** Runs what makes the program deeper, or the alternative if it is deep enough. */
	protected deeper(make: () => void, shallow: () => void): void {
		if (this.depth <= 0) {
			shallow();
			return;
		}
		this.depth--;
		make();
		this.depth++;
	}

	protected list(open: string, close: string, most: number, item: (index: number) => void): void {
		this.put(open);
		const count = this.random.int(0, most);
		for (let index = 0; index < count; index++) {
			item(index);
			if (index < count - 1 || this.random.chance(30)) this.put(',');
		}
		this.put(close);
	}

	protected oneOf(...choices: (() => void)[]): void {
		this.random.pick(choices)();
	}

	protected inNewFunction(make: () => void): void {
		const { outerFunction, outerLoop } = { outerFunction: this.inFunction, outerLoop: this.inLoop };
		this.inFunction = true;
		this.inLoop = false;
		make();
		this.inFunction = outerFunction;
		this.inLoop = outerLoop;
	}

	protected abstract block(): void;
	protected abstract ifElse(): void;
	protected abstract switchCases(): void;
	protected abstract jump(): void;

	protected atom(): void {
		this.oneOf(
			() => this.put(this.name()),
			() => this.put(this.name()),
			() => this.put(this.random.pick(NUMBERS)),
			() => this.put(this.random.pick(STRINGS)),
			() => this.put(this.random.pick(CHARS)),
			() =>
				this.put(
					this.random.pick(
						['true', 'false', '()', 'this', 'm::n::x'].filter((text) => this.inFunction || text !== 'this'),
					),
				),
		);
	}

	protected expression(): void {
		this.deeper(
			() =>
				this.oneOf(
					() => this.atom(),
					() => this.atom(),
					() => this.operation(),
					() => this.chain(),
					() => this.call(),
					() => this.list('[', ']', 4, () => this.expression()),
					() => this.map(() => this.expression()),
					() => this.closure(),
					() => this.template(),
					() => this.unary(),
					() => this.logic(),
					() => this.ifElse(),
					() => this.switchCases(),
					() => this.block(),
					() => this.object(),
					() => this.inParens(() => this.range()),
					() => this.inParens(() => this.expression()),
				),
			() => this.atom(),
		);
	}

	protected inParens(make: () => void): void {
		this.put('(');
		make();
		this.put(')');
	}

	/** An operand that may stand beside any operator, whatever its precedence. */
	protected operand(): void {
		this.oneOf(
			() => this.atom(),
			() => this.call(),
			() => this.chain(),
			() => this.unary(),
			() => this.inParens(() => this.expression()),
		);
	}

	protected operation(): void {
		this.deeper(
			() => {
				this.operand();
				for (let count = this.random.pick([1, 1, 1, 2, 3, 8]); count > 0; count--) {
					this.put(this.random.pick(OPERATORS));
					this.operand();
				}
				if (this.random.chance(5)) {
					this.put('??');
					this.jump();
				}
			},
			() => this.put(this.name()),
		);
	}

	protected unary(): void {
		do this.put(this.random.pick(['-', '!', '+']));
		while (this.random.chance(30));
		this.oneOf(
			() => this.put(this.name()),
			() => this.put(this.random.pick(['5', '-5', '1.5'])),
			() => this.call(),
		);
	}

	/** Something that may be true or false. */
	protected test(): void {
		this.oneOf(
			() => this.put(this.name()),
			() => this.put(this.name(), '==', this.random.pick(NUMBERS)),
			() => this.put('!', this.name()),
			() => this.call(),
			() => this.put('true'),
		);
	}

	protected logic(): void {
		this.test();
		for (let count = this.random.pick([1, 1, 2, 5]); count > 0; count--) {
			this.put(this.random.pick(['&&', '||']));
			this.test();
		}
	}

	protected condition(): void {
		this.oneOf(
			() => this.test(),
			() => this.logic(),
			() => {
				this.put(this.name(), this.random.pick(['<', '>=', 'in', '!in', 'is', 'not']));
				this.atom();
			},
		);
	}

	protected range(): void {
		const operator = this.random.pick(['..', '..=']);
		this.oneOf(
			() => this.put(this.random.pick(['1', 'a', '2.', '-3']), operator, this.random.pick(['5', 'b', '-1', '3.'])),
			() => this.put(operator, 'b'),
			() => this.put('a', operator),
			() => this.put(operator),
		);
	}

	protected argumentList(): void {
		if (this.random.chance(20)) this.put('()');
		else this.list('(', ')', 3, () => this.expression());
	}

	protected call(): void {
		const name = this.random.pick(['f', 'print', 'm::f', 'debug', 'deny', 'type_of']);
		this.put(name);
		if (name === 'f' && this.random.chance(20)) this.put('!');
		this.deeper(
			() => this.argumentList(),
			() => this.put('()'),
		);
	}

	protected chain(): void {
		this.deeper(
			() => {
				this.oneOf(
					() => this.put(this.name()),
					() => this.put(this.random.pick(['5', '2.', '-1', '1.5', '"text"', '`t`'])),
					() => this.call(),
					() => this.inParens(() => this.expression()),
				);
				const steps = this.random.pick([1, 1, 2, 4]);
				for (let count = 0; count < steps; count++) {
					this.oneOf(
						() => {
							this.put(this.random.pick(['.', '?.']), this.random.pick(METHODS));
							this.argumentList();
						},
						() => this.put(this.random.pick(['.', '?.']), this.random.pick(['x', 'is', 'name'])),
						() => {
							if (count === 0) return this.put('.', 'x');
							this.put(this.random.pick(['[', '?[']));
							this.expression();
							this.put(']');
						},
					);
				}
			},
			() => this.put(this.name()),
		);
	}

	protected map(value: () => void): void {
		this.list('#{', '}', 4, (index) => {
			this.put(this.random.pick([`k${index}`, `"k ${index}"`, `"k\\\n      ${index}"`, `#"k\n ${index}"#`]), ':');
			value();
		});
	}

	protected closure(): void {
		if (this.random.chance(30)) this.put('||');
		else this.list('|', '|', 2, (index) => this.put(`p${index}`));
		this.inNewFunction(() =>
			this.oneOf(
				() => this.expression(),
				() => this.block(),
				() => this.jump(),
				() => this.put('p0', '+=', '1'),
			),
		);
	}

	/** A back-tick string as one token: nothing may be strewn into it. */
	protected template(): void {
		let text = '';
		for (let count = this.random.int(1, 3); count > 0; count--) {
			const start = this.tokens.length;
			if (this.random.chance(80)) this.expression();
			const inner = this.tokens.splice(start);
			text += `${this.random.pick(['', 'text ', '\n  ', `\\\${x} `])}\${${inner.join(' ')}}`;
		}
		this.put(`\`${text}\``);
	}

	protected object(): void {
		// The type stands on the line of the word, for a half-typed line must not swallow the next.
		const [word, types] = this.random.pick(DECLARATIONS);
		const name = this.random.pick(['spam', 'fqdn', 'cmd']);
		this.put(`${word} ${name} ${this.random.pick(types)}`, '=');
		this.oneOf(
			() => this.put('"value"'),
			() => this.map(() => this.expression()),
		);
	}
}
