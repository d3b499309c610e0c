// Path data of lines and markers, in the units of a chart's viewBox. Rounded: the built pages carry them as text.
import { line, symbol, symbolCircle, symbolDiamond, symbolSquare, symbolTriangle } from 'd3-shape';

export type Point = readonly [x: number, y: number];

const isPlaced = ([x, y]: Point) => Number.isFinite(x) && Number.isFinite(y);
const toPath = line<Point>().defined(isPlaced).digits(1);

/** A line through points; broken where one has no place. '' for none. */
export const linePath = (points: readonly Point[]): string => toPath([...points]) ?? '';

const symbols = { circle: symbolCircle, square: symbolSquare, diamond: symbolDiamond, triangle: symbolTriangle };
export type Shape = keyof typeof symbols;

/** A marker around the origin. @param area in square units, the same for all shapes */
export const markerPath = (shape: Shape, area: number): string => symbol(symbols[shape], area).digits(2)() ?? '';
