// Sums that are right as they are shown: their parts are rounded so that the digits on the page add up.

const scaled = (value: number, decimals: number): number => value * 10 ** decimals;

const total = (values: readonly number[]): number => values.reduce((all, value) => all + value, 0);

/** The part that loses least when it moves by one in the last place in the direction of `missing`. */
function readiest(exact: readonly number[], whole: readonly number[], missing: number): number {
	const gains = exact.map((value, i) => Math.sign(missing) * (value - whole[i]));
	return gains.indexOf(Math.max(...gains));
}

/**
 * Parts and their sum, rounded to so many decimals; the rounded parts add up to the rounded sum. The sum is rounded right; a part may
 * differ from its nearest rounding by one in the last place where else the sum would not hold (largest remainders).
 * @param parts finite
 */
export function exactSum(
	parts: readonly number[],
	decimals: number,
): { readonly parts: readonly number[]; readonly sum: number } {
	const exact = parts.map((part) => scaled(part, decimals));
	const whole = exact.map(Math.round);
	const sum = Math.round(total(exact));
	let missing = sum - total(whole);
	for (; missing !== 0; missing -= Math.sign(missing)) whole[readiest(exact, whole, missing)] += Math.sign(missing);
	// A zero has no sign on the page.
	const back = (value: number) => value / 10 ** decimals + 0;
	return { parts: whole.map(back), sum: back(sum) };
}
