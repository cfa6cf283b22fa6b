/** An instant on the monotonic clock, in milliseconds since an arbitrary origin (`performance.now()`). */
export class Timestamp {
	declare readonly milliseconds: number;

	constructor(milliseconds: number) {
		this.milliseconds = milliseconds;
	}
}
