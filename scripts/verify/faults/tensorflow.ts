// Faults of what stands around TensorFlow.js: its network, its descent, its slices.
import type { Fault } from '../plant.ts';

const source = (file: string): string => `src/lib/engine/tensorflow/${file}.ts`;
const golden = 'tests/numerics/golden.test.ts';
const memory = 'tests/numerics/tensorflow-memory.test.ts';

export const tensorflowFaults: readonly Fault[] = [
	{
		name: 'TensorFlow.js trains on sums (missing 1/B)',
		file: source('passes'),
		find: 'const weight = 1 / positions.length;',
		replace: 'const weight = 1;',
		test: golden,
	},
	{
		name: 'TensorFlow.js’s own gradient of the loss lets the label out',
		file: source('network'),
		find: 'mul(sub(exp(saved[0]), saved[1]), mul(dy, saved[2]))',
		replace: 'mul(exp(saved[0]), mul(dy, saved[2]))',
		test: golden,
	},
	{
		name: 'TensorFlow.js has ReLU behind its last layer too',
		file: source('network'),
		find: 'values = w === last ? sums : activate(sums, w / 2);',
		replace: 'values = activate(sums, w / 2);',
		test: golden,
	},
	{
		name: 'TensorFlow.js takes biases where weights begin',
		file: source('network'),
		find: 'flat.slice(biases, biases + outputs)',
		replace: 'flat.slice(weights, weights + outputs)',
		test: golden,
	},
	{
		name: 'TensorFlow.js forgets its movement',
		file: source('descent'),
		find: 'movement.assign(add(mul(movement, this.#momentum), step));',
		replace: 'movement.assign(step);',
		test: golden,
	},
	{
		name: 'TensorFlow.js descends at a rate of its own',
		file: source('descent'),
		find: 'const descent = this.#descent.at(-rate);',
		replace: 'const descent = this.#descent.at(rate === 0 ? 0 : -1e-9);',
		test: golden,
	},
	{
		name: 'TensorFlow.js’s second moment is not corrected',
		file: source('descent-parts'),
		find: 'this.#correction.at(1 / second)',
		replace: 'this.#correction.at(second / second)',
		test: golden,
	},
	{
		name: 'TensorFlow.js adds only the loss of later slices, not their gradients',
		file: source('passes'),
		find: 'add(gradient, b.gradients[index])',
		replace: 'add(gradient, gradient)',
		test: memory,
	},
	{
		name: 'TensorFlow.js’s slices overlap',
		file: source('slices'),
		find: 'positions.subarray(slice * even, (slice + 1) * even)',
		replace: 'positions.subarray(slice * even, (slice + 1) * even + 1)',
		test: memory,
	},
	{
		name: 'TensorFlow.js leaves a model’s parameters on the device',
		file: source('model'),
		find: 'this.parameters.forEach((parameter) => parameter.dispose());',
		replace: '',
		test: memory,
	},
	{
		name: 'TensorFlow.js trains every model on the first part of the data',
		file: source('passes'),
		find: 'part * this.#trained + position',
		replace: 'position',
		test: 'tests/numerics/tensorflow-trainer.test.ts',
	},
];
