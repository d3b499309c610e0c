// A loss over one parameter with its parameters put in: what a ball rolls on while a control is dragged.
import type { Landscape, Parameters } from './landscape.ts';

export interface Curve {
	loss(w: number): number;
	slope(w: number): number;
	curvature(w: number): number;
}

/** @param landscape of one dimension */
export function curveOf<Name extends string>(landscape: Landscape<Name>, parameters: Parameters<Name>): Curve {
	const out = [0];
	return {
		loss: (w) => landscape.loss([w], parameters),
		slope: (w) => landscape.gradient([w], parameters, out)[0],
		curvature: (w) => landscape.hessian([w], parameters)[0],
	};
}

export interface Knot {
	readonly w: number;
	readonly loss: number;
	readonly slope: number;
	/** 0 unless said. */
	readonly curvature?: number;
}
/** A polynomial of degree five in t = (w − from) / width. */
interface Piece {
	readonly from: number;
	readonly width: number;
	readonly terms: readonly number[];
}

function pieceOf(left: Knot, right: Knot): Piece {
	const width = right.w - left.w;
	const [slope, bend] = [left.slope * width, ((left.curvature ?? 0) * width ** 2) / 2];
	// What value, slope and curvature lack at the right end after three terms.
	const rise = right.loss - left.loss - slope - bend;
	const turn = right.slope * width - slope - 2 * bend;
	const curve = (right.curvature ?? 0) * width ** 2 - 2 * bend;
	const high = [10 * rise - 4 * turn + curve / 2, 7 * turn - 15 * rise - curve, 6 * rise - 3 * turn + curve / 2];
	return { from: left.w, width, terms: [left.loss, slope, bend, ...high] };
}

/** A straight line on from a knot. */
const straight = ({ w, loss, slope }: Knot): Piece => ({ from: w, width: 1, terms: [loss, slope, 0, 0, 0, 0] });

/**
 * The curve through knots with given slopes and curvatures: continuous up to the second derivative, except where straight lines go on
 * beyond the first and the last knot.
 * @param knots ascending in w, two at least
 * Source: quintic Hermite interpolation, e.g. de Boor 1978, A Practical Guide to Splines, chapter IV
 */
export function through(knots: readonly Knot[]): Curve {
	const inner = knots.slice(1).map((right, i) => pieceOf(knots[i], right));
	const pieces = [straight(knots[0]), ...inner, straight(knots.at(-1)!)];
	const pieceAt = (w: number): Piece => {
		let i = 0;
		while (i < knots.length && w > knots[i].w) i++;
		return pieces[i];
	};
	return {
		loss(w) {
			const { from, width, terms } = pieceAt(w);
			const t = (w - from) / width;
			return terms.reduceRight((sum, term) => sum * t + term, 0);
		},
		slope(w) {
			const { from, width, terms } = pieceAt(w);
			const t = (w - from) / width;
			return (terms[1] + t * (2 * terms[2] + t * (3 * terms[3] + t * (4 * terms[4] + t * 5 * terms[5])))) / width;
		},
		curvature(w) {
			const { from, width, terms } = pieceAt(w);
			const t = (w - from) / width;
			return (2 * terms[2] + t * (6 * terms[3] + t * (12 * terms[4] + t * 20 * terms[5]))) / width ** 2;
		},
	};
}
