// What can be walked on: a loss over two numbers, with its gradient.

export type Vector = readonly [x: number, y: number];

export interface Ground {
	loss(at: Vector): number;
	gradient(at: Vector): Vector;
}
