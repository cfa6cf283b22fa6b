import { I64_MAX, type IntValue } from './int.ts';

/** `a..b` and `a..=b`. An omitted upper end is the i64 maximum, an omitted lower end 0 (language spec 3.8). */
export class RangeValue {
	declare readonly from: IntValue;
	declare readonly to: IntValue;
	declare readonly inclusive: boolean;

	constructor(from: IntValue, to: IntValue, inclusive: boolean) {
		this.from = from;
		this.to = to;
		this.inclusive = inclusive;
	}

	/** Written without an upper end, or as good as. */
	get open(): boolean {
		return this.to === I64_MAX;
	}
}
