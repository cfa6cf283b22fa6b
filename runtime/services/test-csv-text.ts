/** What the records of the crash tests hold: a text that says how it goes on, with everything that needs quotes. */

export function textOf(key: string, size: number): string {
	const line = `${key} says "yes",\n`;
	return line.repeat(Math.ceil(size / line.length)).slice(0, size);
}
