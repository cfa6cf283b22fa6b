/**
 * Users and groups of the system by name. Node cannot ask for them, so the files are read, and for accounts that live
 * elsewhere (LDAP, sssd) the system's own `getent` is asked.
 */

import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';

export interface UserAccount {
	readonly uid: number;
	/** The user's own group. */
	readonly gid: number;
	readonly home: string;
}

/** Milliseconds until a directory service that does not answer is given up. */
const PATIENCE = 5_000;

/** What can be a name; numbers are not, `getent` would take them for ids. */
const NAME = /^(?!\d+$)[^\s:/\0-][^\s:/\0]{0,255}$/;

/** @returns `undefined` when there is no such user */
export async function findUser(name: string): Promise<UserAccount | undefined> {
	const [, , uid, gid, , home] = (await entry('passwd', name)) ?? [];
	return uid === undefined || gid === undefined ? undefined : { uid: Number(uid), gid: Number(gid), home: home || '/' };
}

/** @returns the id, `undefined` when there is no such group */
export async function findGroup(name: string): Promise<number | undefined> {
	const [, , gid] = (await entry('group', name)) ?? [];
	return gid === undefined ? undefined : Number(gid);
}

/** The fields of an entry of the account data base. */
async function entry(database: 'passwd' | 'group', name: string): Promise<readonly string[] | undefined> {
	if (!NAME.test(name)) return undefined;
	return (await fromFile(database, name)) ?? (await fromGetent(database, name));
}

async function fromFile(database: string, name: string): Promise<readonly string[] | undefined> {
	let text: string;
	try {
		text = await readFile(`/etc/${database}`, 'utf8');
	} catch {
		// Then the other way may know.
		return undefined;
	}
	return fieldsOf(text, name);
}

function fromGetent(database: string, name: string): Promise<readonly string[] | undefined> {
	return new Promise((resolve) => {
		// Not found, and no `getent` at all: there is no such account here.
		execFile('getent', [database, name], { timeout: PATIENCE }, (_error, stdout) => resolve(fieldsOf(stdout, name)));
	});
}

function fieldsOf(text: string, name: string): readonly string[] | undefined {
	const line = text.split('\n').find((candidate) => candidate.startsWith(`${name}:`));
	const fields = line?.split(':');
	return fields !== undefined && /^\d+$/.test(fields[2] ?? '') ? fields : undefined;
}
