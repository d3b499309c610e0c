// Summaries of a few measured values.

function required(values: ArrayLike<number>, name: string): void {
	if (values.length === 0) throw new RangeError(`${name}: expected at least one value, got none`);
}

/** @throws RangeError for no values */
export function mean(values: readonly number[]): number {
	required(values, 'mean');
	return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/**
 * The value below which this share lies, interpolated linearly at place (n − 1)·share of the sorted values, from 0
 * (type 7 of Hyndman and Fan 1996; NumPy's default).
 * @param share 0 … 1
 * @throws RangeError for no values
 */
export function quantile(values: readonly number[], share: number): number {
	required(values, 'quantile');
	const sorted = Float64Array.from(values).sort();
	const place = (sorted.length - 1) * share;
	const below = Math.floor(place);
	const above = Math.min(below + 1, sorted.length - 1);
	return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
}

/** The middle value, or the mean of the two middle ones. @throws RangeError for no values */
export const median = (values: readonly number[]): number => quantile(values, 0.5);

/** First and third quartile by the definition of `quantile`. @throws RangeError for no values */
export const quartiles = (values: readonly number[]): { readonly low: number; readonly high: number } => ({
	low: quantile(values, 0.25),
	high: quantile(values, 0.75),
});
