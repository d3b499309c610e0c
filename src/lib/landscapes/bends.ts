// How a surface bends at a place.
import type { Vector } from './ground.ts';

/** Curvature along a direction in which the surface does not twist: an eigenvalue of the Hessian with its eigenvector. */
export interface Bend {
	readonly curvature: number;
	/** Of length 1. */
	readonly direction: Vector;
}

/** Eigenvalues and eigenvectors of a symmetric matrix, the larger first. @param matrix row-major, [2 · 2] */
export function bendsOf([a, b, , d]: readonly number[]): readonly [Bend, Bend] {
	const [middle, half] = [(a + d) / 2, Math.hypot((a - d) / 2, b)];
	const angle = Math.atan2(2 * b, a - d) / 2;
	const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
	return [
		{ curvature: middle + half, direction: [cos, sin] },
		{ curvature: middle - half, direction: [-sin, cos] },
	];
}
