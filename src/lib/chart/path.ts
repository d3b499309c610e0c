// Path data of lines and markers, in the units of a chart's viewBox. Rounded: the built pages carry them as text.

export type Point = readonly [x: number, y: number];

const isPlaced = ([x, y]: Point) => Number.isFinite(x) && Number.isFinite(y);
const rounded = (value: number, digits: number): number => Math.round(value * 10 ** digits) / 10 ** digits;
const pathOf = (points: readonly Point[], digits: number): string =>
	`M${points.map(([x, y]) => `${rounded(x, digits)},${rounded(y, digits)}`).join('L')}`;

/** Points that follow each other with none between that has no place. */
function stretches(points: readonly Point[]): Point[][] {
	const all: Point[][] = [[]];
	for (const point of points) {
		if (isPlaced(point)) all.at(-1).push(point);
		else all.push([]);
	}
	return all.filter((stretch) => stretch.length > 0);
}

/** A line through points; broken where one has no place, a dot where one stands alone. '' for none. */
export const linePath = (points: readonly Point[]): string =>
	stretches(points)
		.map((stretch) => `${pathOf(stretch, 1)}${stretch.length === 1 ? 'Z' : ''}`)
		.join('');

const polygon = (...points: readonly Point[]): string => `${pathOf(points, 2)}Z`;

/** By the area of the shape. */
const shapes = {
	circle(area: number) {
		const radius = rounded(Math.sqrt(area / Math.PI), 2);
		const half = (to: number) => `A${radius},${radius},0,1,1,${to},0`;
		return `M${radius},0${half(-radius)}${half(radius)}`;
	},
	square(area: number) {
		const half = Math.sqrt(area) / 2;
		return polygon([-half, -half], [half, -half], [half, half], [-half, half]);
	},
	/** Of 60° at its head. */
	diamond(area: number) {
		const width = Math.sqrt(area / Math.sqrt(12));
		const height = Math.sqrt(3) * width;
		return polygon([0, -height], [width, 0], [0, height], [-width, 0]);
	},
	/** Of equal sides, around its centre. */
	triangle(area: number) {
		const inner = Math.sqrt(area / (3 * Math.sqrt(3)));
		const half = Math.sqrt(3) * inner;
		return polygon([0, -2 * inner], [half, inner], [-half, inner]);
	},
};
export type Shape = keyof typeof shapes;

/** A marker around the origin. @param area in square units, the same for all shapes */
export const markerPath = (shape: Shape, area: number): string => shapes[shape](area);

/** Points, and places between each two of them in `pieces` equal steps: a label keeps off all of a line with straight parts. */
export const straight = (points: readonly Point[], pieces: number): Point[] =>
	points.flatMap(([x, y], index): Point[] => {
		const [fromX, fromY] = points[index - 1] ?? [x, y];
		const parts = index === 0 ? 1 : pieces;
		return Array.from({ length: parts }, (_, part): Point => {
			const share = (part + 1) / parts;
			return [fromX + share * (x - fromX), fromY + share * (y - fromY)];
		});
	});
