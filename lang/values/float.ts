/** The f64 of the language: a box, so that a bare JavaScript number can be an int. */
export class Float {
	declare readonly value: number;

	constructor(value: number) {
		this.value = value;
	}
}
