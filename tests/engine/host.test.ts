/** What a host program can do with the engine: scopes, calls by name, hooks, host types, natives that call back. */

import { describe, expect, test } from 'vitest';
import {
	ArrayValue,
	awaited,
	debugText,
	declare,
	Engine,
	HostObject,
	Invocation,
	type NativeModule,
	type PropertyDescriptor,
	plain,
	reentrant,
	Scope,
	ScriptError,
	SourceFile,
	share,
	type TypeDescriptor,
	type Value,
} from '../../lang/index.ts';
import { coreModule } from '../../stdlib/core/index.ts';
import { testBed } from './support.ts';

describe('scopes', () => {
	test('give variables to a script and take its own back', async () => {
		const bed = testBed();
		const scope = new Scope();
		scope.set('limit', 10);
		scope.set('NAME', 'mx', { constant: true });
		await bed.run('limit += 5; let seen = [NAME, limit]; const LAST = 1;', { scope });
		expect(scope.get('limit')).toBe(15);
		expect(debugText(scope.get('seen'))).toBe('["mx", 15]');
		expect(scope.names().sort()).toEqual(['LAST', 'NAME', 'limit', 'seen']);
	});

	test('survive between runs, with closures that share their variables', async () => {
		const bed = testBed();
		const scope = new Scope();
		await bed.run('let n = 0; let up = || { n += 1; n };', { scope });
		await bed.run('up.call(); up.call();', { scope });
		expect(scope.get('n')).toBe(2);
	});

	test('keep what was declared before an error', async () => {
		const bed = testBed();
		const scope = new Scope();
		expect(() => bed.run('let a = 1; throw "no"; let b = 2;', { scope })).toThrow(ScriptError);
		expect(scope.names()).toEqual(['a']);
	});

	test('constants known when compiling are visible in functions', async () => {
		const { engine } = testBed();
		const scope = new Scope();
		scope.set('MOST', 7, { constant: true });
		const { program } = engine.compile('fn f() { MOST + 1 } f()', { scope });
		expect(await engine.run(program as NonNullable<typeof program>, { scope })).toBe(8);
		const { diagnostics } = engine.compile('fn f() { MOST = 1; }', { scope });
		expect(diagnostics.map((diagnostic) => diagnostic.parseKind)).toEqual(['AssignmentToConstant']);
	});

	test('constants of the host cannot be changed', async () => {
		const bed = testBed();
		const scope = new Scope();
		scope.set('LIST', bed.run('[1]') as never, { constant: true });
		const kinds = ['LIST = 2', 'LIST[0] = 2', 'LIST.push(2)', 'let f = || LIST = 2; f.call()'].map((script) => {
			try {
				bed.run(script, { scope });
				return 'ok';
			} catch (error) {
				return (error as ScriptError).kind;
			}
		});
		expect(kinds).toEqual([
			'ErrorAssignmentToConstant',
			'ErrorAssignmentToConstant',
			'ErrorNonPureMethodCallOnConstant',
			'ErrorAssignmentToConstant',
		]);
	});
});

describe('calls from outside', () => {
	test('by name, with constants of the last run', async () => {
		const bed = testBed();
		const program = bed.compile('const RATE = 3; fn cost(n) { n * global::RATE } fn add(a, b) { a + b }');
		await bed.engine.run(program);
		expect(await bed.engine.call(program, 'cost', [5])).toBe(15);
		expect(await bed.engine.call(program, 'add', [1, 2])).toBe(3);
		expect(() => bed.engine.call(program, 'add', [1])).toThrow('Function not found: add');
	});

	test('with a receiver', async () => {
		const bed = testBed();
		const program = bed.compile('fn describe(x) { `${this} ${x}` }');
		expect(await bed.engine.call(program, 'describe', ['b'], { thisValue: 'a' })).toBe('a b');
	});

	test('with the variables of a scope', async () => {
		const bed = testBed();
		const program = bed.compile(`
			fn scaled(x) { x *= unit; unit = 1; let local = x; x }
			fn added() { 41 + unit }
			fn own() { this += unit; this }
			fn nested() { added() }
			fn closure() { || unit += 1 }
			fn many() { for i in 0..2000 { unit += 1; } unit }
		`);
		const scope = new Scope();
		scope.set('unit', 42);
		scope.set('FIXED', 1, { constant: true });
		expect(await bed.engine.call(program, 'scaled', [123], { scope })).toBe(5166);
		expect(await bed.engine.call(program, 'added', [], { scope })).toBe(42);
		expect(await bed.engine.call(program, 'own', [], { scope, thisValue: 3 })).toBe(4);
		expect(() => bed.engine.call(program, 'nested', [], { scope })).toThrow('Variable not found: unit');
		expect(() => bed.engine.call(program, 'added', [])).toThrow('Variable not found: unit');
		expect(await bed.engine.call(program, 'many', [], { scope })).toBe(2001);
		const closure = await bed.engine.call(program, 'closure', [], { scope });
		await bed.engine.callPointer(closure as never, []);
		expect(scope.get('unit')).toBe(2002);
		expect(scope.names()).toEqual(['unit', 'FIXED']);
		const setter = bed.compile('fn set() { FIXED = 2; }');
		expect(() => bed.engine.call(setter, 'set', [], { scope })).toThrow('Cannot modify constant FIXED');
	});

	test('of a pointer that waits', async () => {
		const bed = testBed();
		const pointer = await bed.run('let n = 1; |x| later(x) + n');
		expect(await bed.engine.callPointer(pointer as never, [41])).toBe(42);
	});

	test('arguments are copies', async () => {
		const bed = testBed();
		const program = bed.compile('fn grow(list) { list.push(1); list }');
		const list = await bed.run('[0]');
		expect(debugText(await bed.engine.call(program, 'grow', [list]))).toBe('[0, 1]');
		expect(debugText(list)).toBe('[0]');
	});
});

describe('hooks', () => {
	test('print and debug', async () => {
		const lines: string[] = [];
		const engine = new Engine({
			modules: [coreModule],
			print: (text) => lines.push(`print ${text}`),
			debug: (text, place) => lines.push(`debug ${text} ${place?.source.name}:${place?.line}:${place?.column}`),
		});
		const { program } = engine.compile(new SourceFile('a.vsl', 'print("x");\n  debug("y");'));
		await engine.run(program as NonNullable<typeof program>);
		expect(lines).toEqual(['print x', 'debug "y" a.vsl:2:3']);
	});

	test('progress can end a run', () => {
		const bed = testBed();
		let last = 0;
		const run = () =>
			bed.engine.runSync(bed.compile('loop {}'), {
				progress: (operations) => {
					last = operations;
					return operations < 100_000;
				},
			});
		expect(run).toThrow('Script terminated');
		expect(last).toBeGreaterThanOrEqual(100_000);
	});

	test('names that the host forbids', () => {
		const engine = new Engine({ allowsName: (name) => name !== 'session' });
		const { diagnostics } = engine.compile('let session = 1;');
		expect(diagnostics.map(({ id, parseKind }) => [id, parseKind])).toEqual([['V440', 'ForbiddenVariable']]);
	});

	test('names that the host gives values to', async () => {
		const bed = testBed({ resolveName: (name) => (name.startsWith('env_') ? name.slice(4) : undefined) });
		expect(debugText(await bed.run('let f = || env_home; [env_path, f.call()]'))).toBe('["path", "home"]');
		expect(() => bed.run('other')).toThrow('Variable not found: other');
		expect(() => bed.run('env_home = "x"')).toThrow('Cannot modify constant env_home');
		expect(() => bed.run('env_home += "x"')).toThrow('Cannot modify constant env_home');
		expect(() => bed.run('other = "x"')).toThrow('Variable not found: other');
	});

	test('a constant of a module may be ()', async () => {
		const constants = [{ name: 'NOTHING', value: undefined, type: '()', doc: '' }];
		const bed = testBed({
			modules: [coreModule, { name: 'm', namespace: undefined, doc: '', functions: [], types: [], constants }],
		});
		expect(debugText(await bed.run('let f = || NOTHING; [NOTHING, f.call(), `<${NOTHING}>`]'))).toBe('[(), (), "<>"]');
		expect(() => bed.run('NOTHING = 1')).toThrow('Cannot modify constant NOTHING');
	});

	test('a variable of the scope that a closure captures is shared', async () => {
		const bed = testBed({});
		const scope = new Scope();
		scope.set('list', new ArrayValue([1]));
		scope.set('other', 1);
		const script = `
			fn seen() { is_shared(list) }
			let before = is_shared(list);
			let f = || list.push(2);
			[before, is_shared(list), list.is_shared(), is_shared(other), seen!()]
		`;
		expect(debugText(await bed.run(script, { scope }))).toBe('[false, true, true, false, true]');
		expect(await bed.run('is_shared(list)', { scope })).toBe(true);
		expect(() => bed.run('is_shared(nobody)', { scope })).toThrow('Variable not found: nobody');
	});

	test('missing properties as errors', () => {
		const bed = testBed({ failOnMissingProperty: true });
		expect(() => bed.run('let m = #{a: 1}; m.b')).toThrow('Property not found: b');
		expect(() => bed.run('let m = #{a: 1}; m["b"]')).toThrow('Property not found: b');
	});

	test('strict variables and no shadowing', () => {
		const kinds = (options: object, script: string) =>
			new Engine({ modules: [coreModule], ...options }).compile(script).diagnostics.map(({ parseKind }) => parseKind);
		expect(kinds({ strictVariables: true }, 'let a = 1; a + b')).toEqual(['VariableUndefined']);
		expect(kinds({ strictVariables: true }, 'm::f()')).toEqual(['ModuleUndefined']);
		expect(kinds({ strictVariables: true }, 'import "m" as m; m::f(); let f = |x| x; f.call(1)')).toEqual([]);
		expect(kinds({ noShadowing: true }, 'let a = 1; { let a = 2; }')).toEqual(['VariableExists']);
	});

	test.each([
		['let a = 2;', 'Variable already defined: a'],
		['const a = 2;', 'Variable already defined: a'],
		['let b = 1; { let a = b; }', 'Variable already defined: a'],
		['for a in 0..2 { }', 'Variable already defined: a'],
		['try { throw } catch (a) { }', 'Variable already defined: a'],
		['fn f() { let b = 1; } let b = 2; f!()', 'Variable already defined: b'],
	])('without shadowing, names that are only known when it runs: %s', (script, message) => {
		const bed = testBed({ noShadowing: true });
		const scope = new Scope();
		scope.set('a', 1);
		expect(() => bed.run(script, { scope })).toThrow(message);
		expect(scope.get('a')).toBe(1);
	});

	test('without shadowing, functions and closures have names of their own', async () => {
		const bed = testBed({ noShadowing: true });
		const scope = new Scope();
		scope.set('a', 1);
		const script =
			'fn f(a) { let b = a; b } let b = 5; let g = |a| { let c = a; c }; if false { let a = 9; } f(b) + g.call(a)';
		expect(await bed.run(script, { scope })).toBe(6);
		const caught = 'let r = (); try { let a = 2; } catch (e) { r = [e.error, e.variable, e.position]; } r';
		expect(debugText(await bed.run(caught, { scope }))).toBe('["ErrorVariableExists", "a", 23]');
	});
});

test('natives can ask which script calls them', async () => {
	const where: NativeModule = {
		name: 'where',
		namespace: undefined,
		doc: 'For tests.',
		types: [],
		constants: [],
		functions: [
			declare(
				'where',
				{ doc: 'Name of the script.', example: '' },
				plain([], 'string?', (call) => call.source?.name),
			),
		],
	};
	const lib = new SourceFile('lib.vsl', 'fn inside() { where() } fn each(list) { list.map(|n| where()) }');
	const engine = new Engine({ modules: [coreModule, where], resolver: { resolve: () => lib } });
	const text =
		'import "lib" as lib; [where(), lib::inside(), [1].map(|n| where()), lib::each([1]), Fn("where").call()]';
	const { program } = engine.compile(new SourceFile('main.vsl', text));
	const value = debugText(await engine.run(program as NonNullable<typeof program>));
	expect(value).toBe('["main.vsl", "lib.vsl", ["main.vsl"], ["lib.vsl"], "main.vsl"]');
});

class Point extends HostObject {
	x: number;
	constructor(x: number) {
		super();
		this.x = x;
	}
	override get descriptor() {
		return POINT as TypeDescriptor;
	}
}

const POINT: TypeDescriptor<Point> = {
	name: 'Point',
	properties: new Map([
		[
			'x',
			{
				get: (self) => self.x,
				set: (self, value) => {
					self.x = Number(value);
				},
				type: 'int',
				doc: 'abscissa',
			},
		],
	]),
	getIndex: (self, index) => (index === 'double' ? self.x * 2 : undefined),
	equals: (self, other) => (other instanceof Point ? self.x === other.x : undefined),
	compare: (self, other) => (other instanceof Point ? self.x - other.x : undefined),
	contains: (self, item) => item === self.x,
	iterate: (self) => [self.x, self.x + 1][Symbol.iterator](),
	display: (self) => `(${self.x})`,
};

const geometry: NativeModule = {
	name: 'geometry',
	namespace: 'geo',
	doc: 'points',
	constants: [{ name: 'ORIGIN', value: new Point(0), type: 'Point', doc: 'zero' }],
	types: [POINT as TypeDescriptor],
	functions: [
		declare(
			'point',
			{ doc: 'A point.', example: '' },
			plain(['x: int'], 'Point', (_call, x) => new Point(Number(x))),
		),
		declare(
			'shift',
			{ doc: 'Moved.', example: '' },
			plain(['p: Point', 'by: int'], 'Point', (_call, p, by) => new Point((p as Point).x + Number(by))),
		),
	],
};

/** A value whose type is made for it. */
class Numbered extends HostObject {
	readonly #descriptor: TypeDescriptor;
	constructor(descriptor: TypeDescriptor) {
		super();
		this.#descriptor = descriptor;
	}
	override get descriptor() {
		return this.#descriptor;
	}
}

describe('host types', () => {
	const engine = new Engine({ modules: [coreModule, geometry] });

	test('are told apart however many there are', () => {
		const types = Array.from({ length: 150 }, (_, index): TypeDescriptor => ({ name: `T${index}` }));
		const objects = types.map((type) => new Numbered(type));
		const named = types.map(({ name }) => plain([`a: ${name}`, 'b: any'], 'string', () => name));
		const many: NativeModule = {
			name: 'many',
			namespace: undefined,
			doc: '',
			constants: [],
			types,
			functions: [
				declare(
					'object',
					{ doc: '', example: '' },
					plain(['n: int'], 'any', (_call, n) => objects[Number(n)]),
				),
				declare(
					'name',
					{ doc: '', example: '' },
					...named,
					plain(['a: bool', 'b: bool'], 'string', () => 'bool'),
				),
			],
		};
		const manyEngine = new Engine({ modules: [coreModule, many] });
		const { program } = manyEngine.compile(`
			let wrong = [];
			for n in 0..150 {
				if name(true, true) != "bool" || name(object(n), object(149 - n)) != \`T\${n}\` { wrong += n; }
				try { wrong += [name((), object(n))]; } catch { }
			}
			wrong
		`);
		expect(debugText(manyEngine.runSync(program as NonNullable<typeof program>))).toBe('[]');
	});

	test.each([
		['type_of(geo::point(1))', '"Point"'],
		['geo::point(3).x', '3'],
		['let p = geo::point(3); p.x = 5; p.x += 2; p.x', '7'],
		['geo::point(4).double', '8'],
		['geo::point(4)["double"]', '8'],
		['geo::point(4).other', '()'],
		['geo::point(1) == geo::point(1)', 'true'],
		['geo::point(1) != 1', 'true'],
		['geo::point(1) < geo::point(2)', 'true'],
		['5 in geo::point(5)', 'true'],
		['`${geo::point(6)}`', '"(6)"'],
		['let sum = 0; for v in geo::point(6) { sum += v; } sum', '13'],
		['geo::shift(geo::ORIGIN, 4).x', '4'],
		['let list = [geo::point(1)]; list[0].x = 9; list[0].x', '9'],
	])('%s', async (script, expected) => {
		const { program } = engine.compile(script);
		expect(debugText(await engine.run(program as NonNullable<typeof program>))).toBe(expected);
	});

	test.each([
		['geo::point("a")', 'Function not found: geo::point (string)'],
		['geo::missing()', 'Function not found: geo::missing ()'],
		['nope::point(1)', 'Module not found: nope'],
		['const P = geo::point(1); P.x = 2;', "Cannot modify property 'x' of constant"],
		['const P = geo::point(1); P["double"] += 2;', 'Cannot assign to indexer of constant'],
		['const L = [#{ p: geo::point(1) }]; L[-1].p.x = 2;', "Cannot modify property 'x' of constant"],
		['const L = [#{ p: geo::point(1) }]; L[-1].p = 2;', 'Cannot modify constant L'],
	])('%s fails', (script, text) => {
		const { program } = engine.compile(script);
		expect(() => engine.run(program as NonNullable<typeof program>)).toThrow(text);
	});
});

/** Owns a list, behind getters with a setter, without one and with one that refuses, and another object. */
class Owner extends HostObject {
	list: Value = new ArrayValue([3, 1]);
	readonly point = new Point(1);
	override get descriptor() {
		return OWNER as TypeDescriptor;
	}
}

const getList = (self: Owner) => share(self.list);

const OWNER: TypeDescriptor<Owner> = {
	name: 'Owner',
	properties: new Map<string, PropertyDescriptor<Owner>>([
		[
			'list',
			{
				get: getList,
				set: (self, value) => {
					self.list = share(value);
				},
				type: 'array',
				doc: '',
			},
		],
		['seen', { get: getList, type: 'array', doc: '' }],
		[
			'refusing',
			{
				get: getList,
				set: () => {
					throw new ScriptError('ErrorDotExpr', 'refused');
				},
				type: 'array',
				doc: '',
			},
		],
		['point', { get: (self) => self.point, type: 'Point', doc: '' }],
	]),
};

const owners: NativeModule = {
	name: 'owners',
	namespace: undefined,
	doc: '',
	constants: [],
	types: [OWNER as TypeDescriptor],
	functions: [
		declare(
			'owner',
			{ doc: '', example: '' },
			plain([], 'Owner', () => new Owner()),
		),
		declare(
			'add_later',
			{ effect: 'mutates', doc: '', example: '' },
			awaited(['list: array'], '()', async (_call, list) => {
				await new Promise(setImmediate);
				list.items.push(9);
				return undefined;
			}),
		),
	],
};

describe('changes behind the getters of host types', () => {
	const engine = new Engine({ modules: [coreModule, geometry, owners] });

	test.each([
		['o.list.push(5); o.list', '[3, 1, 5]'],
		['o.list[0] = 7; o.list[1] += 1; o.list', '[7, 2]'],
		['o.list += 4; o.list', '[3, 1, 4]'],
		['o.list.sort(|a, b| a - b); o.list', '[1, 3]'],
		['o.list.add_later(); o.list', '[3, 1, 9]'],
		['try { o.list.for_each(|i| { this += 1; if i == 1 { throw "late" } }) } catch { } o.list', '[4, 2]'],
		['o.list = [[1], #{ a: [2] }]; o.list[0].push(5); o.list[1].a[0] = 6; o.list', '[[1, 5], #{"a": [6]}]'],
		['let old = o.list; o.list.push(5); [old, o.list]', '[[3, 1], [3, 1, 5]]'],
		['o.list.tag = 7; o.list.push(5); o.list.for_each(|i| this += i); [o.list, o.list.tag]', '[[3, 2, 7], 7]'],
		['o.seen.push(5); o.seen[0] = 7; o.seen.sort(|a, b| a - b); o.seen.add_later(); o.seen', '[3, 1]'],
		['o.point.x = 5; o.point.x += 1; o.point.x', '6'],
		['try { o.refusing.push(5); } catch (e) { return [e.error, o.list]; }', '["ErrorDotExpr", [3, 1]]'],
		[
			'try { o.refusing.for_each(|| throw "late"); } catch (e) { return [e.error, o.list]; }',
			'["ErrorDotExpr", [3, 1]]',
		],
	])('%s', async (script, expected) => {
		const { program } = engine.compile(`let o = owner(); ${script}`);
		expect(debugText(await engine.run(program as NonNullable<typeof program>))).toBe(expected);
	});

	test.each([
		['o.list = [];', "Cannot modify property 'list' of constant"],
		['o.point.x += 1;', "Cannot modify property 'x' of constant"],
		['o["list"] = [];', 'Cannot assign to indexer of constant'],
		['o.list[0] = 1;', 'Cannot modify constant o'],
	])('constant: %s', (script, text) => {
		const { program } = engine.compile(`const o = owner(); ${script}`);
		expect(() => engine.run(program as NonNullable<typeof program>)).toThrow(text);
	});
});

test('there may be any number of host types', async () => {
	const kinds = Array.from({ length: 100 }, (_, index) => {
		const descriptor: TypeDescriptor = { name: `Kind${index}` };
		return class extends HostObject {
			override get descriptor() {
				return descriptor;
			}
		};
	});
	const types = kinds.map((Kind) => new Kind().descriptor);
	const functions = [
		declare(
			'kind',
			{ doc: 'One of many types.', example: '' },
			plain(['index: int'], 'any', (_call, index) => new (kinds[Number(index)] as (typeof kinds)[number])()),
		),
		declare(
			'pair',
			{ doc: 'Made for two built-in types.', example: '' },
			plain(['a: bool', 'b: any'], 'string', () => 'bool'),
			plain(['a: int', 'b: any'], 'string', () => 'int'),
			plain(['a: float', 'b: any'], 'string', () => 'float'),
		),
	];
	const many: NativeModule = { name: 'many', namespace: undefined, doc: '', constants: [], types, functions };
	const engine = new Engine({ modules: [coreModule, many] });
	const { program } = engine.compile(`
		let wrong = [];
		for index in 0..100 {
			for first in [true, 1, 1.5] {
				let name = pair(first, kind(index));
				if !type_of(first).contains(name.sub_string(0, 1)) { wrong += [[index, name]]; }
				for second in [(), true, 1, 1.5, 'c', "s", [], #{}] { pair(first, second); }
			}
		}
		wrong
	`);
	expect(debugText(await engine.run(program as NonNullable<typeof program>))).toBe('[]');
});

describe('natives that call back and change their receiver', () => {
	const back: NativeModule = {
		name: 'back',
		namespace: undefined,
		doc: '',
		constants: [],
		types: [],
		functions: [
			declare(
				'apply',
				{ effect: 'mutates', doc: 'Lets a function change the receiver.', example: '' },
				reentrant(['value: any', 'change: Fn', 'by: any'], '()', function* (call, value, change, by) {
					const invocation = new Invocation(change, [by], true, value);
					yield invocation;
					call.setReceiver(invocation.thisValue);
					return undefined;
				}),
			),
		],
	};
	const engine = new Engine({ modules: [coreModule, back], limits: { stringLength: 20 } });
	const ADD = 'fn add(x) { this += x; }';

	test.each([
		[`${ADD} let n = 41; n.apply(add, 1); n`, '42'],
		[`${ADD} let n = 41; apply(n, add, 1); n`, '42'],
		[`${ADD} let o = #{ n: [41] }; o.n[0].apply(add, 1); o`, '#{"n": [42]}'],
		[`${ADD} let n = 41; let f = || n; n.apply(add, 1); [n, f.call()]`, '[42, 42]'],
		[`${ADD} let n = 41; n.tag = 3; n.apply(add, 1); [n, n.tag]`, '[42, 3]'],
		[`${ADD} let list = [1, 2]; list.for_each(|i| this.apply(add, i)); list`, '[1, 3]'],
		[`${ADD} let a = [1]; let b = a; a.apply(add, 2); [a, b]`, '[[1, 2], [1]]'],
	])('%s', async (script, expected) => {
		const { program } = engine.compile(script);
		expect(debugText(await engine.run(program as NonNullable<typeof program>))).toBe(expected);
	});

	test('the limits on sizes hold for it', () => {
		const { program } = engine.compile(`${ADD} let s = "0123456789"; s.apply(add, "0123456789x"); s`);
		expect(() => engine.run(program as NonNullable<typeof program>)).toThrow('Length of string too large');
	});
});
