// jax-js as its users take it: loss, gradient and step in one jitted function; batches lie on the device.
import { defaultDevice, init, jit, nn, numpy as np, tree, valueAndGrad } from '@jax-js/jax';
import type { Dataset } from '../../src/lib/datasets/dataset.ts';
import type { Point } from '../contenders.ts';
import { batches, type Contender, RATE, start, type Training } from './contender.ts';

type Device = 'webgpu' | 'wasm';
// A type, since jax-js takes no interface for a tree of arrays.
type Layer = { weights: np.Array; biases: np.Array };

// Every use of an array but its last is a `.ref`: jax-js counts references.
function loss(layers: Layer[], pixels: np.Array, labels: np.Array): np.Array {
	const examples = labels.shape[0];
	const logits = layers.reduce((values, { weights, biases }, l) => {
		const sums = np.matmul(values, weights).add(biases);
		return l === layers.length - 1 ? sums : nn.relu(sums);
	}, pixels);
	const right = logits.ref.mul(labels).sum();
	return nn
		.logsumexp(logits, 1)
		.sum()
		.sub(right)
		.mul(1 / examples);
}

const moved = (value: np.Array, gradient: np.Array): np.Array => value.sub(gradient.mul(RATE));

/** A compiled step; one function a training, so that its cache goes with it. */
const stepFunction = () =>
	jit((layers: Layer[], pixels: np.Array, labels: np.Array): [np.Array, Layer[]] => {
		const [value, gradients] = valueAndGrad(loss)(tree.ref(layers), pixels, labels);
		const next = layers.map(({ weights, biases }, l) => ({
			weights: moved(weights, gradients[l].weights),
			biases: moved(biases, gradients[l].biases),
		}));
		return [value, next];
	});

class JaxTraining implements Training {
	readonly #device: Device;
	readonly #step = stepFunction();
	readonly #batches: readonly { readonly pixels: np.Array; readonly labels: np.Array }[];
	#layers: Layer[];
	#made = 0;

	constructor({ widths, batch }: Point, data: Dataset, device: Device) {
		this.#device = device;
		const array = (values: Float32Array<ArrayBuffer>, shape: number[]) => np.array(values, { shape, device });
		this.#layers = start(widths).map(({ inputs, outputs, weights, biases }) => ({
			weights: array(weights, [inputs, outputs]),
			biases: array(biases, [outputs]),
		}));
		this.#batches = Array.from(batches(data, batch), ({ pixels, labels }) => ({
			pixels: array(pixels, [batch, data.pixels]),
			labels: array(labels, [batch, data.classes]),
		}));
	}

	async update(count: number): Promise<number> {
		defaultDevice(this.#device);
		for (let made = 1; made < count; made++) this.#start(this.#update());
		const [value] = await this.#update().data();
		return value;
	}

	async losses(count: number): Promise<number[]> {
		const read: number[] = [];
		for (let made = 0; made < count; made++) read.push(await this.update(1));
		return read;
	}

	dispose(): void {
		tree.dispose(this.#layers);
		tree.dispose([...this.#batches]);
		this.#step.dispose();
	}

	#update(): np.Array {
		const { pixels, labels } = this.#batches[this.#made++ % this.#batches.length];
		const [value, layers] = this.#step(this.#layers, pixels.ref, labels.ref);
		this.#layers = layers;
		return value;
	}

	/** Work is recorded only until somebody asks for it. A GPU is handed it here without waiting; wasm does it at once. */
	#start(value: np.Array): void {
		if (this.#device === 'webgpu') value.gpuBufferSync();
		else value.dataSync();
	}
}

/** @throws Error where the device cannot be had */
export async function openJax(device: Device): Promise<Contender> {
	const devices = await init(device);
	if (!devices.includes(device)) throw new Error(`jax-js: its ${device} device did not start`);
	return { name: `jax-js-${device}`, train: async (point, data) => new JaxTraining(point, data, device) };
}
