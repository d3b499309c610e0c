// Runs the kernels of one chunk one after the other on buffers between guards, and holds what each leaves to float64.
import { type Constants, type KernelName, sourceOf } from '../../src/lib/engine/wgsl/kernels.ts';
import { type Bound, type Buffers, Pipeline } from '../../src/lib/engine/wgsl/pipelines.ts';
import { type Compile, Program } from '../../src/lib/engine/wgsl/program.ts';
import { type Slot, Slots } from '../../src/lib/engine/wgsl/slots.ts';
import { State } from '../../src/lib/engine/wgsl/state.ts';
import { type Contents, Guards } from './kernels-guards.ts';
import { backward, forward, output } from './kernels-layers.ts';
import { Run, type Setting } from './kernels-run.ts';
import { fill, settingOf, type Shape } from './kernels-setting.ts';
import { gradient, score, step } from './kernels-steps.ts';
import { norms, stride } from './kernels-strides.ts';

/** A mistake to plant. */
export interface Mistake {
	/** In a kernel's whole text. */
	source?(source: string): string;
	/** In what a kernel is told. */
	slot?(slot: Slot): Slot;
}
const none: Mistake = {};

interface Dispatch {
	readonly name: KernelName;
	readonly constants: Constants;
	readonly workgroups: readonly [number, number, number];
	on(pass: GPUComputePassEncoder): void;
}
/** What was found. */
export interface Finding {
	/** The largest error over its bound, by the kernel's name. */
	readonly ratios: Readonly<Record<string, number>>;
	/** What was written where nothing, or something else, should be. */
	readonly wrong: readonly string[];
	/** The most workgroups of a dispatch. */
	readonly workgroups: number;
	/** What all buffers held at the end. */
	readonly contents: Contents;
}

const references: Readonly<Record<string, (run: Run) => void>> = {
	...{ forward, output, backward, gradient, step, norms, stride, score },
};
function referenceOf(name: KernelName): (run: Run) => void {
	const reference = references[name.split('-')[0]];
	if (reference) return reference;
	throw new RangeError(`kernel: expected one of ${Object.keys(references).join(', ')}, got "${name}"`);
}

/** A pipeline whose dispatches are written down, to be made one by one. */
class Noted extends Pipeline {
	note: (dispatch: Omit<Dispatch, 'constants'>) => void = () => undefined;

	override bind(buffers: Buffers): Bound {
		const bound = super.bind(buffers);
		const dispatch = bound.dispatch.bind(bound);
		bound.dispatch = (_, slot, workgroups) => {
			this.note({ name: this.name, workgroups, on: (pass) => dispatch(pass, slot, workgroups) });
		};
		return bound;
	}
}

/** Tries shapes on one device. */
export class Trials {
	readonly #device: GPUDevice;
	readonly #guards: Guards;
	/** By their texts. */
	readonly #pipelines = new Map<string, Noted>();

	/** @param device its methods are changed */
	constructor(device: GPUDevice) {
		this.#device = device;
		this.#guards = new Guards(device);
	}

	/** @throws Error where a kernel is no program   @throws RangeError for a mistake that has no place */
	async run(shape: Shape, mistake = none): Promise<Finding> {
		this.#device.pushErrorScope('validation');
		const [outcome] = await Promise.allSettled([this.#tried(shape, mistake)]);
		const error = await this.#device.popErrorScope();
		if (error) throw new Error(`expected kernels that the device takes, got: ${error.message}`);
		if (outcome.status === 'rejected') throw outcome.reason;
		return outcome.value;
	}

	async #tried(shape: Shape, mistake: Mistake): Promise<Finding> {
		const { digits, ...setting } = settingOf(shape);
		const classes = shape.widths[shape.widths.length - 1];
		const data = { pixels: shape.widths[0], classes, training: digits, validation: null, test: null };
		const state = new State(this.#device, setting.spec, data, setting.shape);
		try {
			const slot = { ...setting.slot, capacity: state.capacity };
			return await this.#compared(shape, { ...setting, digits, slot }, state, mistake);
		} finally {
			state.dispose();
		}
	}

	/** Runs all dispatches and compares after each. */
	async #compared(shape: Shape, setting: Setting, state: State, mistake: Mistake): Promise<Finding> {
		const dispatches = this.#dispatches(shape, setting, state, mistake);
		fill(this.#guards, shape, setting);
		const slots = new Slots();
		slots.add(mistake.slot?.(setting.slot) ?? setting.slot);
		slots.send(this.#device.queue, state.update);
		const ratios: Record<string, number> = {};
		const wrong: string[] = [];
		let { contents } = await this.#guards.read();
		for (const dispatch of dispatches) {
			this.#submit(dispatch);
			const after = await this.#guards.read();
			const found = comparedOne(dispatch, setting, contents, after.contents);
			ratios[dispatch.name] = Math.max(ratios[dispatch.name] ?? 0, found.ratio);
			wrong.push(...found.wrong, ...after.overrun.map((buffer) => `${dispatch.name}: wrote beyond ${buffer}`));
			contents = after.contents;
		}
		const workgroups = Math.max(...dispatches.map(({ workgroups: [x, y, z] }) => x * y * z));
		return { ratios, wrong, workgroups, contents };
	}

	/** All that a chunk takes, in order; and its evaluation. */
	#dispatches({ scheme, work }: Shape, { spec, shape, slot }: Setting, state: State, mistake: Mistake): Dispatch[] {
		const dispatches: Dispatch[] = [];
		const compile = this.#compile(mistake, dispatches);
		const use = scheme === 'held' ? scheme : work === 'gradient' ? 'listed' : 'training';
		const program = new Program(spec, shape, scheme, compile, state.buffers('training', use));
		// Nothing is recorded in this pass.
		const pass = this.#device.createCommandEncoder().beginComputePass();
		program.forward(pass, 0, slot.size);
		program.learn(pass, 0, slot, work !== 'gradient');
		program.score(pass, 0, slot.number > 0);
		if (compile.isSound && mistake.source) throw new RangeError('mistake: expected its place in a kernel, found none');
		return dispatches;
	}

	#compile({ source = (text) => text }: Mistake, dispatches: Dispatch[]): Compile & { isSound: boolean } {
		const compile = (name: KernelName, constants: Constants, made?: string) => {
			const sound = sourceOf(name, constants, made);
			const text = source(sound);
			compile.isSound &&= text === sound;
			const pipeline = this.#pipelines.get(text) ?? new Noted(this.#device, name, text);
			this.#pipelines.set(text, pipeline);
			pipeline.note = (dispatch) => dispatches.push({ ...dispatch, constants });
			return pipeline;
		};
		compile.isSound = true;
		return compile;
	}

	#submit(dispatch: Dispatch): void {
		const encoder = this.#device.createCommandEncoder();
		const pass = encoder.beginComputePass();
		dispatch.on(pass);
		pass.end();
		this.#device.queue.submit([encoder.finish()]);
	}
}

function comparedOne({ name, constants }: Dispatch, setting: Setting, before: Contents, after: Contents) {
	const run = new Run(name, constants, setting, before, after);
	referenceOf(name)(run);
	return run.compare();
}
