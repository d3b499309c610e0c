// Paired differences and what they tell of their mean: Student's t interval.
import { mean } from './statistics.ts';

/** P(|T| ≤ t) for Student's t with `df` degrees of freedom, a whole number from 1. Source: Abramowitz, Stegun 1964, 26.7.3 and 26.7.4 */
export function studentWithin(t: number, df: number): number {
	const angle = Math.atan(t / Math.sqrt(df));
	const [sine, square] = [Math.sin(angle), Math.cos(angle) ** 2];
	const odd = df % 2 === 1;
	let term = odd ? Math.cos(angle) : 1;
	let sum = df > 1 ? term : 0;
	for (let k = odd ? 3 : 2; k < df; k += 2) sum += term *= (square * (k - 1)) / k;
	return odd ? (2 / Math.PI) * (angle + sine * sum) : sine * sum;
}

/** The t that `share` of all lie within, by halving. @param share 0 … 1, exclusive */
export function studentQuantile(share: number, df: number): number {
	let [low, high] = [0, 1];
	while (studentWithin(high, df) < share) high *= 2;
	for (let halving = 0; halving < 60; halving++) {
		const middle = (low + high) / 2;
		if (studentWithin(middle, df) < share) low = middle;
		else high = middle;
	}
	return (low + high) / 2;
}

export interface PairedInterval {
	readonly mean: number;
	/** Half the width of the interval that holds the mean in 95 % of repetitions. */
	readonly half: number;
}

/** Of the mean of differences, n − 1 degrees of freedom; null with fewer than two. */
export function pairedInterval(differences: readonly number[], share = 0.95): PairedInterval | null {
	const n = differences.length;
	if (n < 2) return null;
	const middle = mean(differences);
	const variance = differences.reduce((sum, each) => sum + (each - middle) ** 2, 0) / (n - 1);
	return { mean: middle, half: studentQuantile(share, n - 1) * Math.sqrt(variance / n) };
}
