/**
 * A process that changes a CSV file as fast as it can, for the tests of crashes: it adds records, each with a number,
 * now and then removes one, and says of each change when it is on disk.
 *
 * `node test-csv-writer.ts PATH NAME COUNT FIELD-LENGTH`
 */

import { writeSync } from 'node:fs';
import { CsvStores } from './csv-store.ts';
import { textOf } from './test-csv-text.ts';

const [path = '', name = '', count = '', length = ''] = process.argv.slice(2);
const signal = new AbortController().signal;
const stores = new CsvStores();
const db = stores.open({ path, access: 'O_RDWR', refresh: 'always', delimiter: ',' });

/** Told to the test at once, and not through a buffer that dies with us. */
function tell(line: string): void {
	writeSync(1, `${line}\n`);
}

/** Several at a time: batches are what a crash can tear. */
const TOGETHER = 4;

async function add(number: number): Promise<void> {
	const key = `${name}-${number}`;
	await db.set([key, textOf(key, Number(length)), 'end'], signal);
	tell(`added ${key}`);
}

for (let number = 0; number < Number(count); number += TOGETHER) {
	await Promise.all(Array.from({ length: TOGETHER }, (_, index) => add(number + index)));
	if (number % 20 === 0 && number > 0) {
		tell(`removing ${name}-${number - 20}`);
		await db.remove(`${name}-${number - 20}`, signal);
		tell(`removed ${name}-${number - 20}`);
	}
}
stores.close();
