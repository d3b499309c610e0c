// Standard normal numbers by + − × ÷ √ alone: IEEE 754 rounds these the same everywhere, while Math.log may differ between browsers.

const LN_2 = 0.6931471805599453;
const ROOT_HALF = 0.7071067811865476;
/** 1/(2k + 1), highest k first: atanh(s)/s = Σ s²ᵏ/(2k + 1); with |s| ≤ 0.1716 what is cut off is under 10⁻¹⁸. */
const ATANH = [23, 21, 19, 17, 15, 13, 11, 9, 7, 5, 3, 1].map((odd) => 1 / odd);

/** Σ coefficients[k] · x^(n−1−k): highest power first. */
function polynomial(coefficients: readonly number[], x: number): number {
	let sum = 0;
	for (const coefficient of coefficients) sum = sum * x + coefficient;
	return sum;
}

/**
 * Natural logarithm; relative error under 4·10⁻¹⁶ for x ≤ 0.7 (what is used here). Bit-identical everywhere.
 * @param x 0 < x ≤ 1, not subnormal
 */
export function logarithm(x: number): number {
	let mantissa = x;
	let exponent = 0;
	while (mantissa < ROOT_HALF) {
		mantissa *= 2;
		exponent--;
	}
	const s = (mantissa - 1) / (mantissa + 1);
	return exponent * LN_2 + 2 * (s * polynomial(ATANH, s * s));
}

// Wichura 1988, algorithm AS 241 (PPND16), Applied Statistics 37, 477–484; highest power first.
const CENTRE_ABOVE = [
	2509.0809287301226727, 33430.575583588128105, 67265.770927008700853, 45921.953931549871457, 13731.693765509461125,
	1971.5909503065514427, 133.14166789178437745, 3.387132872796366608,
];
const CENTRE_BELOW = [
	5226.495278852854561, 28729.085735721942674, 39307.89580009271061, 21213.794301586595867, 5394.1960214247511077,
	687.1870074920579083, 42.313330701600911252, 1,
];
const TAIL_ABOVE = [
	7.7454501427834140764e-4, 0.0227238449892691845833, 0.24178072517745061177, 1.27045825245236838258,
	3.64784832476320460504, 5.7694972214606914055, 4.6303378461565452959, 1.42343711074968357734,
];
const TAIL_BELOW = [
	1.05075007164441684324e-9, 5.475938084995344946e-4, 0.0151986665636164571966, 0.14810397642748007459,
	0.68976733498510000455, 1.6763848301838038494, 2.05319162663775882187, 1,
];

/**
 * Inverse of the standard normal distribution function. Relative error under 10⁻¹⁵ (measured against 40 digits).
 * @param share 2⁻³³ ≤ share ≤ 1 − 2⁻³³: farther out AS 241 has a third branch, which 32-bit words never reach
 * Golden: tests/unit/numbers-normal.test.ts
 */
export function inverseNormal(share: number): number {
	const centred = share - 0.5;
	if (Math.abs(centred) <= 0.425) {
		const r = 0.180625 - centred * centred;
		return (centred * polynomial(CENTRE_ABOVE, r)) / polynomial(CENTRE_BELOW, r);
	}
	const r = Math.sqrt(-logarithm(Math.min(share, 1 - share))) - 1.6;
	const distance = polynomial(TAIL_ABOVE, r) / polynomial(TAIL_BELOW, r);
	return centred < 0 ? -distance : distance;
}
