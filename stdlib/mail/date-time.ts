/** A moment of the calendar, as timestamps of the transaction are (library spec 1). Its text is the seconds since 1970. */

import { HostObject, type TypeDescriptor } from '../../lang/values/host-object.ts';
import { isInt } from '../../lang/values/int.ts';
import type { Value } from '../../lang/values/value.ts';

const DESCRIPTOR: TypeDescriptor<DateTime> = {
	name: 'DateTime',
	doc: 'A moment of the calendar, in UTC.',
	properties: new Map([
		['iso', { get: (self: DateTime) => self.iso, type: 'string', doc: 'The moment as RFC 3339 writes it.' }],
		['seconds', { get: (self: DateTime) => self.seconds, type: 'int', doc: 'Whole seconds since 1970.' }],
	]),
	equals: (self, other) => {
		const difference = self.compare(other);
		return difference === undefined ? undefined : difference === 0;
	},
	compare: (self, other) => self.compare(other),
	display: (self) => String(self.seconds),
	debug: (self) => self.iso,
};

export const DATE_TIME_TYPE = DESCRIPTOR as TypeDescriptor;

export class DateTime extends HostObject {
	/** Milliseconds since 1970. */
	declare readonly milliseconds: number;

	constructor(milliseconds: number) {
		super();
		this.milliseconds = milliseconds;
	}

	get descriptor(): TypeDescriptor {
		return DATE_TIME_TYPE;
	}

	get seconds(): number {
		return Math.floor(this.milliseconds / 1000);
	}

	get iso(): string {
		return new Date(this.milliseconds).toISOString();
	}

	/** With another moment, or with seconds since 1970. */
	compare(other: Value): number | undefined {
		if (other instanceof DateTime) return this.milliseconds - other.milliseconds;
		return isInt(other) ? this.seconds - Number(other) : undefined;
	}
}
