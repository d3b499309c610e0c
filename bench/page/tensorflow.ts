// TensorFlow.js as its users take it: the whole package, its own operations, gradients and optimiser; batches lie on the device, each a
// tensor of its own, since slicing one from a large tensor copies the large one on wasm.
import * as tf from '@tensorflow/tfjs';
import '@tensorflow/tfjs-backend-webgpu';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import wasm from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm?url';
import wasmSimd from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url';
import wasmThreads from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-threaded-simd.wasm?url';
import type { Dataset } from '../../src/lib/datasets/dataset.ts';
import type { Point } from '../contenders.ts';
import { batches, type Contender, RATE, start, type Training } from './contender.ts';

type Backend = 'webgpu' | 'wasm';
interface Layer {
	readonly weights: tf.Variable<tf.Rank.R2>;
	readonly biases: tf.Variable<tf.Rank.R1>;
}

function forward(layers: readonly Layer[], pixels: tf.Tensor2D): tf.Tensor2D {
	return layers.reduce((values, { weights, biases }, l) => {
		const sums = tf.add<tf.Tensor2D>(tf.matMul(values, weights), biases);
		return l === layers.length - 1 ? sums : tf.relu(sums);
	}, pixels);
}

/**
 * Mean cross-entropy of softmax(logits) in nats. Its gradient is written out: against `tf.losses.softmaxCrossEntropy` this saves 8 of 42
 * dispatches, and a tenth of the time on wasm at batch 1.
 */
function crossEntropy(logits: tf.Tensor2D, labels: tf.Tensor2D): tf.Scalar {
	const scale = -1 / labels.shape[0];
	const entropy = tf.customGrad<tf.Scalar>((values, save) => {
		const logs = tf.logSoftmax(values as tf.Tensor2D);
		(save as tf.GradSaveFunc)([logs]);
		const gradFunc = (_: tf.Scalar, [kept]: tf.Tensor[]) => tf.mul(tf.sub(labels, tf.exp(kept)), scale);
		return { value: tf.mul<tf.Scalar>(tf.sum(tf.mul(logs, labels)), scale), gradFunc };
	});
	return entropy(logits);
}

class TensorflowTraining implements Training {
	readonly #layers: readonly Layer[];
	readonly #batches: readonly { readonly pixels: tf.Tensor2D; readonly labels: tf.Tensor2D }[];
	readonly #optimiser = tf.train.sgd(RATE);
	readonly #select: () => Promise<void>;
	#made = 0;

	constructor({ widths, batch }: Point, data: Dataset, select: () => Promise<void>) {
		this.#select = select;
		this.#layers = start(widths).map(({ inputs, outputs, weights, biases }) => ({
			weights: tf.variable(tf.tensor2d(weights, [inputs, outputs])),
			biases: tf.variable(tf.tensor1d(biases)),
		}));
		this.#batches = Array.from(batches(data, batch), ({ pixels, labels }) => ({
			pixels: tf.tensor2d(pixels, [batch, data.pixels]),
			labels: tf.tensor2d(labels, [batch, data.classes]),
		}));
	}

	async update(count: number): Promise<number> {
		await this.#select();
		let loss = this.#step();
		for (let made = 1; made < count; made++) {
			loss.dispose();
			loss = this.#step();
		}
		const [value] = await loss.data();
		loss.dispose();
		return value;
	}

	async losses(count: number): Promise<number[]> {
		const read: number[] = [];
		for (let made = 0; made < count; made++) read.push(await this.update(1));
		return read;
	}

	dispose(): void {
		this.#layers.forEach((layer) => tf.dispose([layer.weights, layer.biases]));
		this.#batches.forEach((batch) => tf.dispose([batch.pixels, batch.labels]));
		this.#optimiser.dispose();
	}

	#step(): tf.Scalar {
		const { pixels, labels } = this.#batches[this.#made++ % this.#batches.length];
		return this.#optimiser.minimize(() => crossEntropy(forward(this.#layers, pixels), labels), true)!;
	}
}

/** @throws Error where the backend cannot be had */
export async function openTensorflow(backend: Backend): Promise<Contender> {
	tf.enableProdMode();
	setWasmPaths({
		'tfjs-backend-wasm.wasm': wasm,
		'tfjs-backend-wasm-simd.wasm': wasmSimd,
		'tfjs-backend-wasm-threaded-simd.wasm': wasmThreads,
	});
	const select = async () => {
		if (tf.getBackend() === backend) return;
		if (!(await tf.setBackend(backend))) throw new Error(`TensorFlow.js: its ${backend} backend did not start`);
	};
	await select();
	return {
		name: `tensorflow-${backend}`,
		async train(point, data) {
			await select();
			return new TensorflowTraining(point, data, select);
		},
	};
}
