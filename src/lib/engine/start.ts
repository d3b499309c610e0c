// Seed → start weights, the same on every engine. The derivation is published in tests/numerics/derivation.md.
import { Stream } from '../numbers/random.ts';
import { layout, parameterCount } from './layout.ts';

/**
 * He-normal weights and zero biases: W of layer `l` (from 0) takes the normal numbers of stream (seed, start, l) row by row,
 * each times √(2 / inputs) and then rounded to float32.
 * @param widths layer widths, input first   @returns flat parameters
 * Source: He, Zhang, Ren, Sun 2015, arXiv:1502.01852, section 2.2
 */
export function startWeights(seed: number, widths: readonly number[]): Float32Array {
	const parameters = new Float32Array(parameterCount(widths));
	layout(widths).forEach(({ inputs, weights, biases }, layer) => {
		const stream = new Stream(seed, 'start', layer);
		const deviation = Math.sqrt(2 / inputs);
		for (let i = weights; i < biases; i++) parameters[i] = stream.normal() * deviation;
	});
	return parameters;
}
