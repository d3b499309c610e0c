// What the WGSL engine asks of a device for an update, without one.
import type { TrainSpec } from '../../src/lib/engine/engine.ts';
import type { Constants, KernelName } from '../../src/lib/engine/wgsl/kernels.ts';
import { type Compile, Program, type Scheme } from '../../src/lib/engine/wgsl/program.ts';
import { capacityFor, chunksOf, networkShape } from '../../src/lib/engine/wgsl/shape.ts';

export interface Asked {
	readonly name: KernelName;
	readonly constants: Constants;
	readonly workgroups: readonly number[];
}

/** A compiler whose kernels only write down what is asked of them. */
function noting(asked: Asked[]): Compile {
	const compile = (name: KernelName, constants: Constants) => ({
		bind: () => ({
			dispatch: (...[, , workgroups]: readonly [unknown, number, readonly number[]]) => {
				asked.push({ name, constants, workgroups });
			},
		}),
	});
	return compile as unknown as Compile;
}

/** All dispatches of an update with one batch, and of an evaluation of as many examples. @param examples of the training split */
export function updateOf(spec: TrainSpec, scheme: Scheme, examples: number): Asked[] {
	const asked: Asked[] = [];
	const shape = networkShape(spec.widths, false);
	const noBuffers = () => {
		throw new Error('buffers: expected to be left alone');
	};
	const program = new Program(spec, shape, scheme, noting(asked), noBuffers);
	const pass = {} as GPUComputePassEncoder;
	for (const chunk of chunksOf(0, spec.batchSize, capacityFor(shape, examples))) {
		program.forward(pass, 0, chunk.size);
		program.learn(pass, 0, chunk, scheme !== 'held');
		program.score(pass, 0, true);
	}
	return asked;
}
