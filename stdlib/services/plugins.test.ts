import { expect, test } from 'vitest';
import { LATER_KINDS, nativePluginPath } from './plugins.ts';

const PATHS: readonly (readonly [path: string, name: string | undefined])[] = [
	['plugins/libvsmtp_plugin_csv', 'csv'],
	['plugins/libvsmtp_plugin_csv.so', 'csv'],
	['plugins/libvsmtp_plugin_sqlite', 'sqlite'],
	['plugins/csv', undefined],
	['csv', undefined],
	['lists', undefined],
	['', undefined],
];

test.each(PATHS)('%s', (path, name) => expect(nativePluginPath(path)).toBe(name));

test.each([...LATER_KINDS, 'oracle', '', '../csv'])('no plug-in %s', (name) => {
	expect(() => nativePluginPath(`plugins/libvsmtp_plugin_${name}`)).toThrow(/plug-in `/);
});
