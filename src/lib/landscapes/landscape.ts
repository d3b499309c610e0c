// What a toy loss is: a function of one or two numbers with its first two derivatives, in float64.

export type Parameters<Name extends string = string> = Readonly<Record<Name, number>>;

export interface Landscape<Name extends string = string> {
	readonly dimension: 1 | 2;
	/** The loss in TeX, of w (one dimension) or x and y; its parameters carry the names below, i runs from 0. */
	readonly formula: string;
	/** Where the function is from. */
	readonly source: string;
	/** Default of every parameter. */
	readonly parameters: Parameters<Name>;
	/** @param point [dimension] */
	loss(point: readonly number[], parameters: Parameters<Name>): number;
	/** @param point [dimension]   @param out [dimension], written and returned: a loop of millions of steps allocates nothing */
	gradient(point: readonly number[], parameters: Parameters<Name>, out?: number[]): number[];
	/** Row-major, [dimension · dimension]. */
	hessian(point: readonly number[], parameters: Parameters<Name>): number[];
	/** Where the loss is the mean of examples' losses. */
	readonly examples?: Examples<Name>;
}

/** Losses of single examples over one dimension. */
export interface Examples<Name extends string = string> {
	readonly count: number;
	/** @param example 0 … count − 1 */
	loss(w: number, example: number, parameters: Parameters<Name>): number;
	slope(w: number, example: number, parameters: Parameters<Name>): number;
	curvature(w: number, example: number, parameters: Parameters<Name>): number;
}

/** Holds a landscape to its type and keeps the names of its parameters. */
export const defineLandscape = <Name extends string>(landscape: Landscape<Name>): Landscape<Name> => landscape;

/** `count` numbers evenly spaced from −spread to spread; number `example` of them. */
export const evenly = (example: number, count: number, spread: number): number =>
	spread * ((2 * example) / (count - 1) - 1);

/** The landscape whose loss is the mean of these examples' losses. */
export function meanLandscape<Name extends string>(
	about: Pick<Landscape<Name>, 'formula' | 'source' | 'parameters'>,
	examples: Examples<Name>,
): Landscape<Name> & { readonly examples: Examples<Name> } {
	const mean = (of: Examples<Name>['loss'], w: number, parameters: Parameters<Name>): number => {
		let sum = 0;
		for (let example = 0; example < examples.count; example++) sum += of(w, example, parameters);
		return sum / examples.count;
	};
	return {
		...about,
		dimension: 1,
		examples,
		loss: (point, parameters) => mean(examples.loss, point[0], parameters),
		gradient(point, parameters, out = [0]) {
			out[0] = mean(examples.slope, point[0], parameters);
			return out;
		},
		hessian: (point, parameters) => [mean(examples.curvature, point[0], parameters)],
	};
}
