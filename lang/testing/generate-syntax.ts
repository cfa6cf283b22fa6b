/**
 * Random source texts that are correct as far as the parser can tell, and mean nothing: for tests of the parser, the
 * formatter and whatever else must cope with every construct, directives included. Blanks, line breaks and comments
 * are strewn between the tokens.
 */

import { Random } from './random.ts';
import { strewTokens } from './strew-comments.ts';
import { SyntaxExpressions } from './syntax-expressions.ts';

const ASSIGN = '= = = += -= *= /= %= **= <<= >>= &= |= ^='.split(' ');
const STAGES = 'connect helo mail rcpt preq postq delivery'.split(' ');

class SyntaxWriter extends SyntaxExpressions {
	#functions = 0;

	script(statements: number): void {
		for (let count = 0; count < statements; count++) {
			const kind = this.random.int(1, 100);
			if (kind <= 10) this.functionDefinition();
			else if (kind <= 15) this.importStatement();
			else if (kind <= 19) this.exportStatement();
			else if (kind <= 23) this.testDeclaration();
			else if (kind <= 33) this.stages();
			else this.statement();
			if (this.random.chance(4)) this.put(';');
		}
	}

	protected block(): void {
		this.put('{');
		this.deeper(
			() => {
				const count = this.random.pick([0, 1, 1, 2, 3]);
				for (let index = 0; index < count; index++) this.statement();
				// The last `;` is optional, and so is its value.
				if (this.tokens.at(-1) === ';' && this.random.chance(40)) this.tokens.pop();
			},
			() => this.put(),
		);
		this.put('}');
	}

	protected loopBody(): void {
		const outer = this.inLoop;
		this.inLoop = true;
		this.block();
		this.inLoop = outer;
	}

	protected statement(): void {
		this.oneOf(
			() => this.put(this.random.pick(['let', 'const']), this.name(), ...this.initializer(), ';'),
			() => {
				this.target();
				this.put(this.random.pick(ASSIGN));
				this.expression();
				this.put(';');
			},
			() => {
				this.operation();
				this.put(';');
			},
			() => this.ifElse(),
			() => this.switchCases(),
			() => this.block(),
			() => this.loop(),
			() => {
				this.put('try');
				this.block();
				this.put('catch');
				if (this.random.chance(60)) this.put('(', this.name(), ')');
				this.block();
			},
			() => {
				this.jump();
				this.put(';');
			},
			() => {
				this.chain();
				this.put(';');
			},
		);
	}

	protected initializer(): string[] {
		if (this.random.chance(10)) return [];
		const start = this.tokens.length;
		this.expression();
		return ['=', ...this.tokens.splice(start)];
	}

	protected target(): void {
		this.put(this.name());
		for (let steps = this.random.pick([0, 0, 1, 2]); steps > 0; steps--) {
			if (this.random.chance(50)) this.put('.', 'x');
			else {
				this.put('[');
				this.expression();
				this.put(']');
			}
		}
	}

	protected jump(): void {
		const words = this.inLoop ? ['return', 'throw', 'break', 'continue'] : ['return', 'throw'];
		const word = this.random.pick(words);
		this.put(word);
		if (word !== 'continue' && this.random.chance(60)) this.expression();
	}

	protected loop(): void {
		this.oneOf(
			() => {
				this.put('while');
				this.condition();
				this.loopBody();
			},
			() => {
				this.put('loop');
				this.loopBody();
			},
			() => {
				this.put('do');
				this.loopBody();
				this.put(this.random.pick(['while', 'until']));
				this.condition();
				this.put(';');
			},
			() => {
				this.put('for');
				if (this.random.chance(40)) this.put('(', 'item', ',', 'index', ')');
				else this.put('item');
				this.put('in');
				this.oneOf(
					() => this.put('1', '..', '9'),
					() => this.put('(', '0', '..', ')'),
					() => this.put(this.name()),
					() => this.list('[', ']', 3, () => this.expression()),
				);
				this.loopBody();
			},
		);
	}

	protected ifElse(): void {
		this.put('if');
		this.condition();
		this.block();
		while (this.random.chance(25)) {
			this.put('else', 'if');
			this.condition();
			this.block();
		}
		if (this.random.chance(50)) {
			this.put('else');
			this.block();
		}
	}

	protected switchCases(): void {
		this.put('switch', this.name(), '{');
		const constants = ['1', '-2', '"s"', "'c'", 'true', '()', '[1, 2]', '#{a: 1}', '- 3', '0xf', '-1.5'];
		const cases = this.depth > 0 ? this.random.int(0, 3) : 0;
		const ranges = this.depth > 0 ? this.random.int(0, 1) : 0;
		const separate = (isLast: boolean): void => {
			if (this.tokens.at(-1) !== '}' || this.random.chance(50) || !isLast) this.put(',');
		};
		this.depth--;
		for (let index = 0; index < cases + ranges; index++) {
			if (index >= cases) this.put(this.random.pick(['1..5', '1..=5', '..3', '10..']));
			else {
				this.put(this.random.pick(constants));
				while (this.random.chance(30)) this.put('|', this.random.pick(constants));
			}
			// The end of an open range must be seen.
			if (this.tokens.at(-1) !== '10..' && this.random.chance(25)) {
				this.put('if');
				this.condition();
			}
			this.put('=>');
			this.action();
			separate(false);
		}
		if (this.random.chance(60)) {
			this.put('_', '=>');
			this.action();
			if (this.random.chance(50)) this.put(',');
		}
		this.depth++;
		this.put('}');
	}

	protected action(): void {
		this.oneOf(
			() => this.expression(),
			() => this.block(),
			() => this.jump(),
			() => {
				this.target();
				this.put('=');
				this.expression();
			},
		);
	}

	protected functionDefinition(): void {
		if (this.random.chance(30)) this.put('private');
		this.put('fn');
		if (this.random.chance(20))
			this.put(this.random.pick(['int', 'Thing', '"A Type"', '"A\\\n            Type"']), '.');
		this.put(`f${this.#functions++}`);
		this.list('(', ')', 3, (index) => this.put(`p${index}`));
		this.inNewFunction(() => this.block());
	}

	protected importStatement(): void {
		this.put('import', '"lib/lists"', ...(this.random.chance(70) ? ['as', 'lists'] : []), ';');
	}

	protected exportStatement(): void {
		this.oneOf(
			() => this.put('export', this.name(), ...(this.random.chance(50) ? ['as', 'other'] : []), ';'),
			() => this.put('export', 'const', 'x', '=', '1', ';'),
		);
	}

	protected directive(): void {
		this.oneOf(
			() => this.put('rule', '"a rule"'),
			() => this.put('action', '"an action"'),
			() => this.put('delegate', this.random.pick(['svc', 'm::svc', 'o.svc']), '"to a service"'),
		);
		this.oneOf(
			() => this.closure(),
			() => this.closure(),
			() => this.put('#{', 'evaluate', ':', '||', 'next', '(', ')', ',', '}'),
		);
	}

	protected stages(): void {
		this.deeper(
			() => {
				this.put('#{');
				for (const stage of STAGES.slice(0, this.random.int(0, 3))) {
					this.put(stage, ':');
					this.list('[', ']', 3, () => this.directive());
					this.put(',');
				}
				this.put('}', ';');
			},
			() => this.put('#{', '}', ';'),
		);
	}

	protected testDeclaration(): void {
		this.put('test', '"it works"');
		this.put('||');
		this.inNewFunction(() => this.block());
		this.put(';');
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
