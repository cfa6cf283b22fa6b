import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { floatDebug, floatDiffers, floatDisplay, floatEquals, floatLess, floatLessOrEqual } from './floats.ts';

describe('text forms', () => {
	it.each([
		[0, '0.0', '0.0'],
		[-0, '0.0', '-0.0'],
		[1, '1.0', '1.0'],
		[-1.5, '-1.5', '-1.5'],
		[123, '123.0', '123.0'],
		[0.1, '0.1', '0.1'],
		[0.001, '0.001', '0.001'],
		[0.0001, '0.0001', '0.0001'],
		[0.00009, '0.00009', '9e-5'],
		[0.00001, '0.00001', '1e-5'],
		[1e-7, '0.0000001', '1e-7'],
		[-1.25e-9, '-0.00000000125', '-1.25e-9'],
		[1e-13, '0.0000000000001', '1e-13'],
		[9.9999998245167e-14, '0.000000000000099999998245167', '9.9999998245167e-14'],
		[9.9999998245166e-14, '9.9999998245166e-14', '9.9999998245166e-14'],
		[1e-14, '1e-14', '1e-14'],
		[-2.5e-20, '-2.5e-20', '-2.5e-20'],
		[9999999827968, '9999999827968.0', '9999999827968.0'],
		[9999999827969, '9.999999827969e12', '9999999827969.0'],
		[1e13, '1e13', '10000000000000.0'],
		[1e14, '1e14', '100000000000000.0'],
		[1e15, '1e15', '1000000000000000.0'],
		[1234567890123456, '1.234567890123456e15', '1234567890123456.0'],
		[9999999999999998, '9.999999999999998e15', '9999999999999998.0'],
		[1e16, '1e16', '1e16'],
		[9.223372036854776e18, '9.223372036854776e18', '9.223372036854776e18'],
		[1e21, '1e21', '1e21'],
		[1.7976931348623157e308, '1.7976931348623157e308', '1.7976931348623157e308'],
		[5e-324, '5e-324', '5e-324'],
		[Infinity, 'inf', 'inf'],
		[-Infinity, '-inf', '-inf'],
		[NaN, 'NaN', 'NaN'],
	])('%d', (value, displayed, debugged) => {
		expect(floatDisplay(value)).toBe(displayed);
		expect(floatDebug(value)).toBe(debugged);
	});

	test('read back as the same float, and look like one', () => {
		fc.assert(
			fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (x) => {
				expect(Number(floatDebug(x))).toBe(x);
				expect(Number(floatDisplay(x)) === x).toBe(true);
				for (const text of [floatDebug(x), floatDisplay(x)]) expect(text).toMatch(/^-?\d+(\.\d+)?e-?\d+$|^-?\d+\.\d+$/);
			}),
		);
	});
});

describe('comparison', () => {
	it.each([
		// x, y, ==, !=, <, <=, >, >=
		[1, 1, true, false, false, true, false, true],
		[1, 2, false, true, true, true, false, false],
		[0.1 + 0.2, 0.3, true, false, false, true, false, true],
		[1, 1.0000000000000002, true, false, false, true, false, true],
		[1, 1.0000000000000004, false, true, true, true, false, false],
		[0, 1e-16, true, false, false, true, false, true],
		[0, 1e-15, false, true, true, true, false, false],
		[1e-17, 0, true, false, false, true, false, true],
		[1e-17, 2e-17, false, true, true, true, false, false],
		[1e-200, 1e-190, true, false, false, true, false, true],
		[-0, 0, true, false, false, true, false, true],
		[1e308, -1e308, false, true, false, false, true, true],
		[Infinity, Infinity, true, false, false, true, false, true],
		[-Infinity, Infinity, false, true, true, true, false, false],
		[1, Infinity, false, true, true, true, false, false],
		[Infinity, 0, false, true, false, false, true, true],
		[NaN, NaN, false, false, false, false, false, false],
		[NaN, 1, false, false, false, false, false, false],
		[NaN, Infinity, false, false, false, false, false, false],
	])('%d and %d', (x, y, equal, differs, less, lessOrEqual, greater, greaterOrEqual) => {
		expect(floatEquals(x, y)).toBe(equal);
		expect(floatDiffers(x, y)).toBe(differs);
		expect(floatLess(x, y)).toBe(less);
		expect(floatLessOrEqual(x, y)).toBe(lessOrEqual);
		expect(floatLess(y, x)).toBe(greater);
		expect(floatLessOrEqual(y, x)).toBe(greaterOrEqual);
	});
});
