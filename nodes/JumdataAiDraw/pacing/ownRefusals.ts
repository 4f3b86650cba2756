/** So many others must have been granted between two refusals of one row. */
const OTHERS = 3;

/**
 * Tells refusals that one row alone meets from those that all would meet: a row that is refused again,
 * while others were granted and none was refused, is refused for its own sake.
 */
export class OwnRefusals {
	/** Whether one row was refused so far, and no other. */
	isOnlyOne = true;

	private lastRow?: number;

	private firstRow?: number;

	/** How many others were granted since. */
	private grantedCount = 0;

	granted(row: number): void {
		if (row === this.lastRow) this.lastRow = undefined;
		this.grantedCount++;
	}

	/** The row was refused; whether that says nothing about the others. */
	isOwn(row: number): boolean {
		const isOwn = row === this.lastRow && this.grantedCount >= OTHERS;
		this.firstRow ??= row;
		if (row !== this.firstRow) this.isOnlyOne = false;
		this.lastRow = row;
		this.grantedCount = 0;
		return isOwn;
	}
}
