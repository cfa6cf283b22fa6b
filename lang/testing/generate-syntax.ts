/**
 * Random source texts that are correct as far as the parser can tell, and mean nothing: for tests of the parser, the
 * formatter and whatever else must cope with every construct, directives included. Blanks, line breaks and comments
 * are strewn between the tokens.
 */

import { Random } from './random.ts';
import { strewTokens } from './strew-comments.ts';

const NAMES = ['a', 'b', 'count', 'mail_from', '_x', 'rule', 'action', 'object', 'service', 'test', 'not', 'delegate'];
const METHODS = ['len', 'to_string', 'is', 'not', 'filter', 'type_of', 'call', 'x'];
const NUMBERS = [
	'0',
	'7',
	'42',
	'-1',
	'-9223372036854775808',
	'1_000',
	'1.5',
	'2.',
	'-3.25',
	'1e3',
	'2.5E-3',
	'0xff',
	'0b101',
	'0o17',
];
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
const OPERATORS = [
	'+',
	'-',
	'*',
	'/',
	'%',
	'**',
	'<<',
	'>>',
	'&',
	'|',
	'^',
	'==',
	'!=',
	'<',
	'<=',
	'>',
	'>=',
	'in',
	'!in',
	'is',
	'not',
	'??',
];
const ASSIGN = ['=', '=', '=', '+=', '-=', '*=', '/=', '%=', '**=', '<<=', '>>=', '&=', '|=', '^='];
const STAGES = ['connect', 'helo', 'mail', 'rcpt', 'preq', 'postq', 'delivery'];
const DECLARATIONS = [
	['object', ['ip4', 'address', 'fqdn', 'regex', 'file : fqdn', 'file:ip4', 'group', 'code']],
	['service', ['cmd', 'smtp', 'db : csv', 'db:mysql']],
] as const;

class SyntaxWriter {
	readonly tokens: string[] = [];
	readonly #random: Random;
	#depth: number;
	#functions = 0;
	#inFunction = false;
	#inLoop = false;

	constructor(random: Random, depth: number) {
		this.#random = random;
		this.#depth = depth;
	}

	script(statements: number): void {
		for (let count = 0; count < statements; count++) {
			const kind = this.#random.int(1, 100);
			if (kind <= 10) this.#function();
			else if (kind <= 15) this.#import();
			else if (kind <= 19) this.#export();
			else if (kind <= 23) this.#testDeclaration();
			else if (kind <= 33) this.#stages();
			else this.#statement();
			if (this.#random.chance(4)) this.#put(';');
		}
	}

	#put(...tokens: string[]): void {
		this.tokens.push(...tokens);
	}

	#name(): string {
		return this.#random.pick(NAMES);
	}

	/** Runs what makes the program deeper, or the alternative if it is deep enough. */
	#deeper(make: () => void, shallow: () => void): void {
		if (this.#depth <= 0) {
			shallow();
			return;
		}
		this.#depth--;
		make();
		this.#depth++;
	}

	#list(open: string, close: string, most: number, item: (index: number) => void): void {
		this.#put(open);
		const count = this.#random.int(0, most);
		for (let index = 0; index < count; index++) {
			item(index);
			if (index < count - 1 || this.#random.chance(30)) this.#put(',');
		}
		this.#put(close);
	}

	#oneOf(...choices: (() => void)[]): void {
		this.#random.pick(choices)();
	}

	// ---------------------------------------------------------------------------------------------- statements

	#block(): void {
		this.#put('{');
		this.#deeper(
			() => {
				const count = this.#random.pick([0, 1, 1, 2, 3]);
				for (let index = 0; index < count; index++) this.#statement();
				// The last `;` is optional, and so is its value.
				if (this.tokens.at(-1) === ';' && this.#random.chance(40)) this.tokens.pop();
			},
			() => this.#put(),
		);
		this.#put('}');
	}

	#loopBody(): void {
		const outer = this.#inLoop;
		this.#inLoop = true;
		this.#block();
		this.#inLoop = outer;
	}

	#statement(): void {
		this.#oneOf(
			() => this.#put(this.#random.pick(['let', 'const']), this.#name(), ...this.#initializer(), ';'),
			() => {
				this.#target();
				this.#put(this.#random.pick(ASSIGN));
				this.#expression();
				this.#put(';');
			},
			() => {
				this.#operation();
				this.#put(';');
			},
			() => this.#if(),
			() => this.#switch(),
			() => this.#block(),
			() => this.#loop(),
			() => {
				this.#put('try');
				this.#block();
				this.#put('catch');
				if (this.#random.chance(60)) this.#put('(', this.#name(), ')');
				this.#block();
			},
			() => {
				this.#jump();
				this.#put(';');
			},
			() => {
				this.#chain();
				this.#put(';');
			},
		);
	}

	#initializer(): string[] {
		if (this.#random.chance(10)) return [];
		const start = this.tokens.length;
		this.#expression();
		return ['=', ...this.tokens.splice(start)];
	}

	#target(): void {
		this.#put(this.#name());
		for (let steps = this.#random.pick([0, 0, 1, 2]); steps > 0; steps--) {
			if (this.#random.chance(50)) this.#put('.', 'x');
			else {
				this.#put('[');
				this.#expression();
				this.#put(']');
			}
		}
	}

	#jump(): void {
		const words = this.#inLoop ? ['return', 'throw', 'break', 'continue'] : ['return', 'throw'];
		const word = this.#random.pick(words);
		this.#put(word);
		if (word !== 'continue' && this.#random.chance(60)) this.#expression();
	}

	#loop(): void {
		this.#oneOf(
			() => {
				this.#put('while');
				this.#condition();
				this.#loopBody();
			},
			() => {
				this.#put('loop');
				this.#loopBody();
			},
			() => {
				this.#put('do');
				this.#loopBody();
				this.#put(this.#random.pick(['while', 'until']));
				this.#condition();
				this.#put(';');
			},
			() => {
				this.#put('for');
				if (this.#random.chance(40)) this.#put('(', 'item', ',', 'index', ')');
				else this.#put('item');
				this.#put('in');
				this.#oneOf(
					() => this.#put('1', '..', '9'),
					() => this.#put('(', '0', '..', ')'),
					() => this.#put(this.#name()),
					() => this.#list('[', ']', 3, () => this.#expression()),
				);
				this.#loopBody();
			},
		);
	}

	#if(): void {
		this.#put('if');
		this.#condition();
		this.#block();
		while (this.#random.chance(25)) {
			this.#put('else', 'if');
			this.#condition();
			this.#block();
		}
		if (this.#random.chance(50)) {
			this.#put('else');
			this.#block();
		}
	}

	#switch(): void {
		this.#put('switch', this.#name(), '{');
		const constants = ['1', '-2', '"s"', "'c'", 'true', '()', '[1, 2]', '#{a: 1}', '- 3', '0xf', '-1.5'];
		const cases = this.#depth > 0 ? this.#random.int(0, 3) : 0;
		const ranges = this.#depth > 0 ? this.#random.int(0, 1) : 0;
		const separate = (isLast: boolean): void => {
			if (this.tokens.at(-1) !== '}' || this.#random.chance(50) || !isLast) this.#put(',');
		};
		this.#depth--;
		for (let index = 0; index < cases + ranges; index++) {
			if (index >= cases) this.#put(this.#random.pick(['1..5', '1..=5', '..3', '10..']));
			else {
				this.#put(this.#random.pick(constants));
				while (this.#random.chance(30)) this.#put('|', this.#random.pick(constants));
			}
			// The end of an open range must be seen.
			if (this.tokens.at(-1) !== '10..' && this.#random.chance(25)) {
				this.#put('if');
				this.#condition();
			}
			this.#put('=>');
			this.#action();
			separate(false);
		}
		if (this.#random.chance(60)) {
			this.#put('_', '=>');
			this.#action();
			if (this.#random.chance(50)) this.#put(',');
		}
		this.#depth++;
		this.#put('}');
	}

	#action(): void {
		this.#oneOf(
			() => this.#expression(),
			() => this.#block(),
			() => this.#jump(),
			() => {
				this.#target();
				this.#put('=');
				this.#expression();
			},
		);
	}

	#inNewFunction(make: () => void): void {
		const { outerFunction, outerLoop } = { outerFunction: this.#inFunction, outerLoop: this.#inLoop };
		this.#inFunction = true;
		this.#inLoop = false;
		make();
		this.#inFunction = outerFunction;
		this.#inLoop = outerLoop;
	}

	#function(): void {
		if (this.#random.chance(30)) this.#put('private');
		this.#put('fn');
		if (this.#random.chance(20))
			this.#put(this.#random.pick(['int', 'Thing', '"A Type"', '"A\\\n            Type"']), '.');
		this.#put(`f${this.#functions++}`);
		this.#list('(', ')', 3, (index) => this.#put(`p${index}`));
		this.#inNewFunction(() => this.#block());
	}

	#import(): void {
		this.#put('import', '"lib/lists"', ...(this.#random.chance(70) ? ['as', 'lists'] : []), ';');
	}

	#export(): void {
		this.#oneOf(
			() => this.#put('export', this.#name(), ...(this.#random.chance(50) ? ['as', 'other'] : []), ';'),
			() => this.#put('export', 'const', 'x', '=', '1', ';'),
		);
	}

	// --------------------------------------------------------------------------------------------- expressions

	#atom(): void {
		this.#oneOf(
			() => this.#put(this.#name()),
			() => this.#put(this.#name()),
			() => this.#put(this.#random.pick(NUMBERS)),
			() => this.#put(this.#random.pick(STRINGS)),
			() => this.#put(this.#random.pick(CHARS)),
			() =>
				this.#put(
					this.#random.pick(
						['true', 'false', '()', 'this', 'm::n::x'].filter((text) => this.#inFunction || text !== 'this'),
					),
				),
		);
	}

	#expression(): void {
		this.#deeper(
			() =>
				this.#oneOf(
					() => this.#atom(),
					() => this.#atom(),
					() => this.#operation(),
					() => this.#chain(),
					() => this.#call(),
					() => this.#list('[', ']', 4, () => this.#expression()),
					() => this.#map(() => this.#expression()),
					() => this.#closure(),
					() => this.#template(),
					() => this.#unary(),
					() => this.#logic(),
					() => this.#if(),
					() => this.#switch(),
					() => this.#block(),
					() => this.#object(),
					() => this.#inParens(() => this.#range()),
					() => this.#inParens(() => this.#expression()),
				),
			() => this.#atom(),
		);
	}

	#inParens(make: () => void): void {
		this.#put('(');
		make();
		this.#put(')');
	}

	/** An operand that may stand beside any operator, whatever its precedence. */
	#operand(): void {
		this.#oneOf(
			() => this.#atom(),
			() => this.#call(),
			() => this.#chain(),
			() => this.#unary(),
			() => this.#inParens(() => this.#expression()),
		);
	}

	#operation(): void {
		this.#deeper(
			() => {
				this.#operand();
				for (let count = this.#random.pick([1, 1, 1, 2, 3, 8]); count > 0; count--) {
					this.#put(this.#random.pick(OPERATORS));
					this.#operand();
				}
				if (this.#random.chance(5)) {
					this.#put('??');
					this.#jump();
				}
			},
			() => this.#put(this.#name()),
		);
	}

	#unary(): void {
		do this.#put(this.#random.pick(['-', '!', '+']));
		while (this.#random.chance(30));
		this.#oneOf(
			() => this.#put(this.#name()),
			() => this.#put(this.#random.pick(['5', '-5', '1.5'])),
			() => this.#call(),
		);
	}

	/** Something that may be true or false. */
	#test(): void {
		this.#oneOf(
			() => this.#put(this.#name()),
			() => this.#put(this.#name(), '==', this.#random.pick(NUMBERS)),
			() => this.#put('!', this.#name()),
			() => this.#call(),
			() => this.#put('true'),
		);
	}

	#logic(): void {
		this.#test();
		for (let count = this.#random.pick([1, 1, 2, 5]); count > 0; count--) {
			this.#put(this.#random.pick(['&&', '||']));
			this.#test();
		}
	}

	#condition(): void {
		this.#oneOf(
			() => this.#test(),
			() => this.#logic(),
			() => {
				this.#put(this.#name(), this.#random.pick(['<', '>=', 'in', '!in', 'is', 'not']));
				this.#atom();
			},
		);
	}

	#range(): void {
		const operator = this.#random.pick(['..', '..=']);
		this.#oneOf(
			() => this.#put(this.#random.pick(['1', 'a', '2.', '-3']), operator, this.#random.pick(['5', 'b', '-1', '3.'])),
			() => this.#put(operator, 'b'),
			() => this.#put('a', operator),
			() => this.#put(operator),
		);
	}

	#arguments(): void {
		if (this.#random.chance(20)) this.#put('()');
		else this.#list('(', ')', 3, () => this.#expression());
	}

	#call(): void {
		const name = this.#random.pick(['f', 'print', 'm::f', 'debug', 'deny', 'type_of']);
		this.#put(name);
		if (name === 'f' && this.#random.chance(20)) this.#put('!');
		this.#deeper(
			() => this.#arguments(),
			() => this.#put('()'),
		);
	}

	#chain(): void {
		this.#deeper(
			() => {
				this.#oneOf(
					() => this.#put(this.#name()),
					() => this.#put(this.#random.pick(['5', '2.', '-1', '1.5', '"text"', '`t`'])),
					() => this.#call(),
					() => this.#inParens(() => this.#expression()),
				);
				const steps = this.#random.pick([1, 1, 2, 4]);
				for (let count = 0; count < steps; count++) {
					this.#oneOf(
						() => {
							this.#put(this.#random.pick(['.', '?.']), this.#random.pick(METHODS));
							this.#arguments();
						},
						() => this.#put(this.#random.pick(['.', '?.']), this.#random.pick(['x', 'is', 'name'])),
						() => {
							if (count === 0) return this.#put('.', 'x');
							this.#put(this.#random.pick(['[', '?[']));
							this.#expression();
							this.#put(']');
						},
					);
				}
			},
			() => this.#put(this.#name()),
		);
	}

	#map(value: () => void): void {
		this.#list('#{', '}', 4, (index) => {
			this.#put(this.#random.pick([`k${index}`, `"k ${index}"`, `"k\\\n      ${index}"`, `#"k\n ${index}"#`]), ':');
			value();
		});
	}

	#closure(): void {
		if (this.#random.chance(30)) this.#put('||');
		else this.#list('|', '|', 2, (index) => this.#put(`p${index}`));
		this.#inNewFunction(() =>
			this.#oneOf(
				() => this.#expression(),
				() => this.#block(),
				() => this.#jump(),
				() => this.#put('p0', '+=', '1'),
			),
		);
	}

	/** A back-tick string as one token: nothing may be strewn into it. */
	#template(): void {
		let text = '';
		for (let count = this.#random.int(1, 3); count > 0; count--) {
			const start = this.tokens.length;
			if (this.#random.chance(80)) this.#expression();
			const inner = this.tokens.splice(start);
			text += `${this.#random.pick(['', 'text ', '\n  ', `\\\${x} `])}\${${inner.join(' ')}}`;
		}
		this.#put(`\`${text}\``);
	}

	// ---------------------------------------------------------------------------------------------- directives

	#object(): void {
		// The type stands on the line of the word, for a half-typed line must not swallow the next.
		const [word, types] = this.#random.pick(DECLARATIONS);
		const name = this.#random.pick(['spam', 'fqdn', 'cmd']);
		this.#put(`${word} ${name} ${this.#random.pick(types)}`, '=');
		this.#oneOf(
			() => this.#put('"value"'),
			() => this.#map(() => this.#expression()),
		);
	}

	#directive(): void {
		this.#oneOf(
			() => this.#put('rule', '"a rule"'),
			() => this.#put('action', '"an action"'),
			() => this.#put('delegate', this.#random.pick(['svc', 'm::svc', 'o.svc']), '"to a service"'),
		);
		this.#oneOf(
			() => this.#closure(),
			() => this.#closure(),
			() => this.#put('#{', 'evaluate', ':', '||', 'next', '(', ')', ',', '}'),
		);
	}

	#stages(): void {
		this.#deeper(
			() => {
				this.#put('#{');
				for (const stage of STAGES.slice(0, this.#random.int(0, 3))) {
					this.#put(stage, ':');
					this.#list('[', ']', 3, () => this.#directive());
					this.#put(',');
				}
				this.#put('}', ';');
			},
			() => this.#put('#{', '}', ';'),
		);
	}

	#testDeclaration(): void {
		this.#put('test', '"it works"');
		this.#put('||');
		this.#inNewFunction(() => this.#block());
		this.#put(';');
	}
}

/**
 * @param seed same seed, same text @param size about how many statements
 * @param comments whether comments are strewn in
 */
export function generateSyntax(seed: number, size: number, comments: boolean): string {
	const random = new Random(seed);
	const writer = new SyntaxWriter(random, 5);
	writer.script(size);
	return strewTokens(writer.tokens, random, comments);
}
