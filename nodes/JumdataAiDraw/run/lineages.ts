import { Lineage } from './lineage';

/** How much is remembered, each purchase and each lineage being one: some 50 MB, in a process that lives for months. */
const MOST_REMEMBERED = 50_000;

/**
 * What each execution and its retries have paid for, as long as this process lives: every retry begins
 * from what the first execution stored, and hears of the others only here. Those that ran longest ago are
 * forgotten first.
 */
export class Lineages {
	private readonly lineages = new Map<string, Lineage>();

	/** The same for all that have this `id`. */
	of(id: string): Lineage {
		const lineage = this.lineages.get(id) ?? new Lineage();
		this.lineages.delete(id);
		this.lineages.set(id, lineage);
		this.forgetBefore(id);
		return lineage;
	}

	private forgetBefore(latest: string): void {
		const weightOf = ({ purchases }: Lineage) => 1 + purchases.length;
		let weight = [...this.lineages.values()].reduce((sum, it) => sum + weightOf(it), 0);
		for (const [id, lineage] of this.lineages) {
			if (weight <= MOST_REMEMBERED || id === latest) return;
			this.lineages.delete(id);
			weight -= weightOf(lineage);
		}
	}
}
