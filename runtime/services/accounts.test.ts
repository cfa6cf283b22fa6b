import { userInfo } from 'node:os';
import { expect, test } from 'vitest';
import { findGroup, findUser } from './accounts.ts';

test('our own account', async () => {
	const { username, uid, gid, homedir } = userInfo();
	expect(await findUser(username)).toEqual({ uid, gid, home: homedir });
});

test('groups', async () => {
	expect([await findGroup('root'), await findGroup('daemon')]).toEqual([0, 1]);
});

test.each(['no-such-account', '', '0', '-', '-h', 'root:x', 'ro ot', 'root\n', '*', '../root', 'root\0'])(
	'no account %j',
	async (name) => {
		expect([await findUser(name), await findGroup(name)]).toEqual([undefined, undefined]);
	},
);
