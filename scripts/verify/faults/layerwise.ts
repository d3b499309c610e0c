// Faults of steps that are sized layer by layer, LARS and LAMB, in what all engines share and in each of them.
import type { Fault } from '../plant.ts';

const source = (file: string): string => `src/lib/engine/${file}.ts`;
const kernel = (file: string): string => `src/lib/engine/wgsl/kernels/${file}.wgsl`;
const golden = 'tests/numerics/golden.test.ts';
const reference = 'tests/numerics/reference.test.ts';
const kernels = 'tests/numerics/kernels.test.ts';

export const layerwiseFaults: readonly Fault[] = [
	{
		name: 'LARS forgets how far it trusts',
		file: source('optimiser'),
		find: '(trustOf(optimiser) * parameters)',
		replace: 'parameters',
		test: golden,
	},
	{
		name: 'LARS divides by the gradient alone, without the decay',
		file: source('optimiser'),
		find: '(direction + weightDecayOf(optimiser) * parameters)',
		replace: 'direction',
		test: golden,
	},
	{
		name: 'a layer of zeros stands still',
		file: source('optimiser'),
		find: 'if (parameters === 0 || direction === 0) return 1;',
		replace: '',
		test: golden,
	},
	{
		name: 'LAMB’s ratio stands upside down',
		file: source('optimiser'),
		find: 'return parameters / direction;',
		replace: 'return direction / parameters;',
		test: golden,
	},
	{
		name: 'LARS measures its layers without their biases',
		file: source('plain/layerwise'),
		find: 'norm(gradient, weights, end)',
		replace: 'norm(gradient, weights, biases)',
		test: golden,
	},
	{
		name: 'LARS keeps no movement',
		file: source('plain/layerwise'),
		find: 'if (momentum > 0) movement[i] = step;',
		replace: '',
		test: golden,
	},
	{
		name: 'LARS decays no weights',
		file: source('plain/layerwise'),
		find: 'length * (gradient[i] + decay * parameters[i])',
		replace: 'length * gradient[i]',
		test: golden,
	},
	{
		name: 'LAMB decays weights by way of its moments',
		file: source('plain/layerwise'),
		find: 'const slope = share * gradient[i];',
		replace: 'const slope = share * gradient[i] + decay * parameters[i];',
		test: golden,
	},
	{
		name: 'LAMB corrects no second moment',
		file: source('plain/layerwise'),
		find: 'const root = 1 / Math.sqrt(correction.second);',
		replace: 'const root = correction.second / correction.second;',
		test: golden,
	},
	{
		name: 'steps by layers do not clear the gradient of the batch before',
		file: source('plain/layerwise'),
		find: 'gradient.fill(0);',
		replace: '',
		test: reference,
	},
	{
		name: 'TensorFlow.js’s layers are as long as their weights',
		file: source('tensorflow/layerwise'),
		find: 'sqrt(add(sum(mul(weights, weights)), sum(mul(biases, biases))))',
		replace: 'sqrt(add(sum(mul(weights, weights)), mul(sum(biases), 0)))',
		test: golden,
	},
	{
		name: 'TensorFlow.js’s LARS forgets its movement',
		file: source('tensorflow/layerwise'),
		find: 'movement.assign(add(mul(movement, this.#momentum), step));',
		replace: 'movement.assign(step);',
		test: golden,
	},
	{
		name: 'TensorFlow.js’s LAMB does not correct its first moment',
		file: source('tensorflow/layerwise'),
		find: 'this.#correction.at(1 / this.#moments.firstCorrection(step))',
		replace: 'this.#correction.at(1)',
		test: golden,
	},
	{
		name: 'TensorFlow.js has no ratio of 1 where a norm is zero',
		file: source('tensorflow/layerwise'),
		find: 'const isSound = positive(both);',
		replace: 'const isSound = one;',
		test: golden,
	},
	{
		name: 'kernels’ norms are sums',
		file: kernel('norms'),
		find: 'share = fma(both, both, share);',
		replace: 'share += both;',
		test: kernels,
	},
	{
		name: 'kernels take the last lane’s share of a norm for all',
		file: kernel('norms'),
		find: 'sum += shares[other];',
		replace: 'sum = shares[other];',
		test: kernels,
	},
	{
		name: 'kernels size all layers by the norms of the first',
		file: kernel('stride'),
		find: 'span.firstGroup + other',
		replace: 'other',
		test: golden,
	},
	{
		name: 'kernels give a layer of zeros a ratio',
		file: kernel('stride'),
		find: 'if (found.x > 0.0 && found.y > 0.0) { ratio',
		replace: 'if (true) { ratio',
		test: golden,
	},
	{
		name: 'kernels forget LARS’s trust',
		file: kernel('lars'),
		find: 'TRUST * parameters / (',
		replace: 'parameters / (',
		test: golden,
	},
	{
		name: 'kernels forget LAMB’s second moment',
		file: kernel('lamb'),
		find: 'moments[at + arrayLength(&moments) / 2u] = both.y;',
		replace: '',
		test: golden,
	},
	{
		name: 'kernels decay weights by way of LAMB’s moments',
		file: kernel('lamb'),
		find: 'let gradient = sums[at] * pace.scale;',
		replace: 'let gradient = fma(WEIGHT_DECAY, parameters[at], sums[at] * pace.scale);',
		test: golden,
	},
	{
		name: 'kernels leave the biases out of a layer',
		file: source('wgsl/constants'),
		find: '[weights, biases + outputs, firstGroup, groups]',
		replace: '[weights, biases, firstGroup, groups]',
		test: golden,
	},
	{
		name: 'kernels make a step by layers after every chunk of a batch',
		file: source('wgsl/program'),
		find: 'if (byLayers && ends)',
		replace: 'if (byLayers)',
		test: kernels,
	},
];
