// How sharp the loss is where models stand: the largest eigenvalue of the Hessian of each one's training loss.
import type { Trainer } from '../engine/engine.ts';
import { Stream } from '../numbers/random.ts';
import { ascending } from '../numbers/shuffle.ts';
import { log, whole } from '../settings/schema.ts';
import type { Lab } from './experiment.ts';
import { leadingEigenvalues, type Eigen } from './power-iteration.ts';

/** Settings of whatever measures sharpness. */
export const sharpnessSettings = {
	/** Of power iteration: how far the vector may be from an eigenvector, as a share of the eigenvalue. */
	tolerance: log(1e-3, 0.5, 0.05),
	/** Products with the Hessian at most. */
	iterations: whole(1, 500, 100, { scale: 'log' }),
};
interface Wish {
	readonly tolerance: number;
	readonly iterations: number;
}
/** A change of variables, applied to a vector in place of which another is multiplied. */
export type Change = (vector: Float32Array) => Float32Array;

/** Stream index of the vectors that power iteration begins with: no layer has it. */
const VECTORS = 1000;

/**
 * @param change S, symmetric: the eigenvalues are those of S·H·S; left out, of the Hessian H itself
 * @throws Stopped
 */
export async function sharpness(
	trainer: Trainer,
	wish: Wish,
	lab: Lab,
	change: Change = (same) => same,
): Promise<Eigen[]> {
	const examples = ascending(trainer.spec.data.examples);
	const { length } = (await trainer.parameters())[0];
	const starts = trainer.spec.models.map(({ seed }) => {
		const random = new Stream(seed, 'start', VECTORS);
		return Float32Array.from({ length }, () => random.normal());
	});
	const products = async (vectors: readonly Float32Array[]) => {
		await lab.rest();
		return (await trainer.hessianVector(vectors.map(change), examples)).map(change);
	};
	return leadingEigenvalues(products, starts, wish);
}
