// Scales of charts: values to shares of an axis, and the few ticks that stand on it. They know no pixel.
import { ticks } from 'd3-array';
import type { Point } from './path.ts';

export interface Tick {
	readonly value: number;
	/** Goes first where room is short. */
	readonly minor: boolean;
}
export interface Scale {
	readonly domain: readonly [number, number];
	readonly ticks: readonly Tick[];
	/** 0 at the domain's begin, 1 at its end, beyond it outside; NaN for what the scale has no place for. */
	share(value: number): number;
	/** The value at a share: what `share` is undone by. */
	at(share: number): number;
}

/** @param count about how many ticks @throws RangeError for an empty or infinite domain */
export function linearScale([from, to]: readonly [number, number], count = 5): Scale {
	if (!(from < to && Number.isFinite(to - from)))
		throw new RangeError(`domain: expected two rising numbers, got ${from}, ${to}`);
	return {
		domain: [from, to],
		ticks: ticks(from, to, count).map((value, index) => ({ value, minor: index % 2 === 1 })),
		share: (value) => (value - from) / (to - from),
		at: (share) => from + share * (to - from),
	};
}

/** Places side by side, at 1, 2 and so on, each with a tick. */
export const bandScale = (count: number): Scale => ({
	...linearScale([0.5, count + 0.5]),
	ticks: Array.from({ length: count }, (_, index) => ({ value: index + 1, minor: false })),
});

/** Powers of ten with few digits: 1000, not 999.9999999999999. */
const tenTo = (power: number) => Number(`1e${power}`);

/** Ticks at powers of ten; odd powers are minor, unless few fit. @throws RangeError for a domain that is not positive and rising */
export function logScale([from, to]: readonly [number, number]): Scale {
	if (!(from > 0 && from < to && Number.isFinite(to)))
		throw new RangeError(`domain: expected two positive rising numbers, got ${from}, ${to}`);
	const [low, high] = [Math.log10(from), Math.log10(to)];
	const first = Math.ceil(low - 1e-9);
	const powers = Array.from({ length: Math.max(0, Math.floor(high + 1e-9) - first + 1) }, (_, index) => first + index);
	return {
		domain: [from, to],
		ticks: powers.map((power) => ({ value: tenTo(power), minor: powers.length > 3 && power % 2 !== 0 })),
		share: (value) => (value > 0 ? (Math.log10(value) - low) / (high - low) : NaN),
		at: (share) => 10 ** (low + share * (high - low)),
	};
}

/** The half decades around positive values, two at least; 1 … 10 where there are none. */
export function halfDecades(values: readonly number[]): readonly [number, number] {
	const halves = values.filter((value) => value > 0 && Number.isFinite(value)).map((value) => 2 * Math.log10(value));
	if (halves.length === 0) return [1, 10];
	const low = Math.floor(halves.reduce((a, b) => Math.min(a, b)) + 1e-9);
	const high = Math.ceil(halves.reduce((a, b) => Math.max(a, b)) - 1e-9);
	return [10 ** (low / 2), 10 ** (Math.max(high, low + 2) / 2)];
}

/** Numbers from `from` to `to`, both included, by equal factors. */
export const logSamples = (from: number, to: number, count: number): number[] =>
	Array.from({ length: count }, (_, index) => from * (to / from) ** (index / (count - 1)));

/** Points all along a line that is straight from point to point on a chart with a logarithmic x and a linear y axis. */
export const alongLog = (line: readonly Point[], pieces = 12): Point[] =>
	line.slice(1).flatMap(([to, end], index) => {
		const [from, begin] = line[index];
		const at = logSamples(from, to, pieces + 1);
		return at.map((x, piece): Point => [x, begin + ((end - begin) * piece) / pieces]);
	});
