// A data set on the device: pictures as bytes, four a word, unpacked only for the examples of a batch.
import { gather, keep, type Tensor, type Tensor1D, tensor1d, type Tensor2D, tensor2d } from '@tensorflow/tfjs-core';
import type { WebGPUProgram } from '@tensorflow/tfjs-backend-webgpu/dist/webgpu_program';
import type { Examples } from '../../datasets/dataset.ts';
import type { Session } from './session.ts';

const WORKGROUP = 64;

/** pixels[b, p] = byte p of picture positions[b], ÷ 255; one invocation a pixel. */
function unpackProgram(batch: number, pixels: number): WebGPUProgram {
	return {
		variableNames: ['words', 'positions'],
		outputShape: [batch, pixels],
		dispatchLayout: { x: [0, 1] },
		dispatch: [Math.ceil((batch * pixels) / WORKGROUP), 1, 1],
		workgroupSize: [WORKGROUP, 1, 1],
		size: true,
		shaderKey: 'unpackPictures',
		getUserCode: () => /* wgsl */ `
			fn main(index: i32) {
				if (index >= uniforms.size) { return; }
				let example = index / uniforms.outShape.y;
				let pixel = index - example * uniforms.outShape.y;
				let word = bitcast<u32>(words[positions[example] * uniforms.wordsShape.y + pixel / 4]);
				setOutputAtIndex(index, f32((word >> u32(8 * (pixel % 4))) & 255u) / 255.0);
			}`,
	};
}

/** [count, ⌈pixels / 4⌉], little endian like every device that runs WebGPU; a view of the bytes where they lie well. */
function packed({ count, pixels }: Examples, row: number): Int32Array {
	const words = Math.ceil(row / 4);
	if (row % 4 === 0 && pixels.byteOffset % 4 === 0)
		return new Int32Array(pixels.buffer, pixels.byteOffset, count * words);
	const bytes = new Uint8Array(count * words * 4);
	for (let i = 0; i < count; i++) bytes.set(pixels.subarray(i * row, (i + 1) * row), i * words * 4);
	return new Int32Array(bytes.buffer);
}

export interface Batch {
	/** [batch, pixels], 0 … 1 */
	readonly pixels: Tensor2D;
	/** [batch], class numbers */
	readonly labels: Tensor1D;
}

export class Pictures {
	readonly count: number;
	readonly #session: Session;
	readonly #row: number;
	readonly #words: Tensor2D;
	readonly #labels: Tensor1D;

	/** @param row pixels of an example */
	constructor(session: Session, examples: Examples, row: number) {
		this.#session = session;
		this.#row = row;
		this.count = examples.count;
		const shape: [number, number] = [examples.count, Math.ceil(row / 4)];
		this.#words = session.within(() => keep(tensor2d(packed(examples, row), shape, 'int32')));
		this.#labels = session.within(() => keep(tensor1d(Int32Array.from(examples.labels), 'int32')));
	}

	/** Within a tidy. @param positions [batch], 0 … count − 1 */
	batch(positions: Uint32Array): Batch {
		const chosen = tensor1d(new Int32Array(positions), 'int32');
		const pixels: Tensor = this.#session.run(unpackProgram(positions.length, this.#row), [this.#words, chosen]);
		return { pixels: pixels as Tensor2D, labels: gather(this.#labels, chosen) };
	}

	dispose(): void {
		this.#words.dispose();
		this.#labels.dispose();
	}
}
