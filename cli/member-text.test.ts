import { expect, test } from 'vitest';
import { memberText } from './member-text.ts';

const deep = '['.repeat(5000) + ']'.repeat(5000);

test.each([
	['{"id":1}', '1'],
	['{"id": 12345678901234567890 }', '12345678901234567890'],
	['{"id":1.0,"x":2}', '1.0'],
	['{"x":{"id":5},"id":1e400}', '1e400'],
	['{"x":[{"id":5}]}', undefined],
	['{"x":"\\"id\\":5","id":"a,b}\\\\"}', '"a,b}\\\\"'],
	['{"id":{"b":[1,{"id":2}],"a":0.10}}', '{"b":[1,{"id":2}],"a":0.10}'],
	['{"id":1,"id":-0}', '-0'],
	['{"\\u0069d":true}', 'true'],
	['{"id":[]}', '[]'],
	[`{"id":${deep}}`, deep],
	['{}', undefined],
] as const)('%.60s', (json, text) => {
	expect(memberText(json, 'id')).toBe(text);
});
