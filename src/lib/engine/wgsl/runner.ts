// Records updates and passes for a trainer's program, and hands them to the device in stretches.
import type { Split } from '../../datasets/dataset.ts';
import { batchPlace, type Orders, updatesPerEpoch } from '../batches.ts';
import type { Score, Standing, TrainSpec } from '../engine.ts';
import { adaptiveOf, biasCorrection, isAdaptive } from '../optimiser.ts';
import { Pacer } from '../pacer.ts';
import { factorAt } from '../schedule.ts';
import type { Known } from './models.ts';
import { type Compile, Program, type Scheme } from './program.ts';
import { type Chunk, chunksOf, splitsOf } from './shape.ts';
import { type Slot, Slots, SLOTS } from './slots.ts';
import type { State, Use } from './state.ts';

/**
 * Updates of a call after which its sums are read and begun anew: float32 holds them, and a dead run is noticed. By count, so that a
 * repeated call tells the same loss.
 */
const READ_EVERY = 1024;

/** How far a trainer is before a call. */
export interface Progression {
	readonly updates: number;
	readonly steps: number;
}
const outside = { number: 0, stride: 0, factor: 1, correction1: 1, correction2: 1 };
const isOver = ({ stopped, diverged }: Standing): boolean => stopped || diverged !== null;

export class Runner {
	readonly #spec: TrainSpec;
	readonly #state: State;
	readonly #orders: readonly Orders[];
	readonly #compile: Compile;
	readonly #slots = new Slots();
	readonly #pacer: Pacer;
	readonly #programs = new Map<string, Program>();
	#scheme: Scheme;

	constructor(spec: TrainSpec, state: State, orders: readonly Orders[], compile: Compile, scheme: Scheme) {
		this.#spec = spec;
		this.#state = state;
		this.#orders = orders;
		this.#compile = compile;
		this.#scheme = scheme;
		this.#pacer = new Pacer(this.#most);
	}

	/** Makes `count` updates. One sum a model of what this call came to; ends early when no model goes on. */
	async run(from: Progression, count: number, standings: readonly Standing[]): Promise<Known[]> {
		const sums: Promise<Known[]>[] = [];
		let over = standings.every(isOver);
		const submit = (made: number, size: number) => {
			if (over) return;
			this.#submit({ updates: from.updates + made, steps: from.steps + made }, size);
			if ((made + size) % READ_EVERY !== 0) return;
			const known = this.#state.takeModels(from.updates + made + size);
			sums.push(known);
			void known.then(
				(models) => (over ||= models.every(isOver)),
				() => undefined,
			);
		};
		const record = (size: number, made: number) => {
			for (const part of parts(made, size)) submit(part.made, part.size);
		};
		const finished = () => this.#state.device.queue.onSubmittedWorkDone().then(() => undefined);
		await this.#pacer.run(over ? 0 : count, record, finished);
		sums.push(this.#state.takeModels(from.updates + count));
		return total(await Promise.all(sums));
	}

	async evaluate(split: Split): Promise<Score[]> {
		const examples = this.#state.count(split);
		const stride = this.#state.listAll(split);
		this.#encode((pass) => this.#score(pass, this.#program(split, 'listed'), { examples, stride, number: 0 }));
		const known = await this.#state.takeModels(0);
		return known.map(({ score, hits }) => ({ loss: score / examples, accuracy: hits / examples }));
	}

	/** @param examples positions within the training split */
	gradient(examples: Uint32Array): Promise<Float32Array[]> {
		const program = this.#program('training', 'listed');
		return this.#gradient(examples, (chunk, stride) =>
			this.#encode((pass) => this.#passBoth(pass, program, chunk, stride)),
		);
	}

	/** Gradients at other parameters, with every ReLU on the side where it is at the models' own. */
	gradientHeld(parameters: readonly Float32Array[], examples: Uint32Array): Promise<Float32Array[]> {
		this.#state.writeOthers(parameters);
		const [own, held] = [this.#program('training', 'listed'), this.#program('training', 'held')];
		return this.#gradient(examples, (chunk, stride) => {
			this.#encode((pass) => own.forward(pass, this.#slot(chunk, { ...outside, stride, scale: 1 }), chunk.size));
			this.#state.hold();
			this.#encode((pass) => this.#passBoth(pass, held, chunk, stride));
		});
	}

	/** Examples in the batches of updates from … to − 1. */
	examplesIn(from: number, to: number): number {
		const examples = this.#state.count('training');
		const { batchSize } = this.#spec;
		const perEpoch = updatesPerEpoch(examples, batchSize);
		const until = (update: number) =>
			Math.floor(update / perEpoch) * examples + Math.min((update % perEpoch) * batchSize, examples);
		return until(to) - until(from);
	}

	/** @param add adds the gradient over a chunk of the listed positions to the sums, or begins them */
	async #gradient(examples: Uint32Array, add: (chunk: Chunk, stride: number) => void): Promise<Float32Array[]> {
		// More positions than the list has room for come one after the other.
		const sums: Float32Array[] = [];
		const most = this.#state.count('training');
		for (let at = 0; at < examples.length; at += most) {
			const part = examples.subarray(at, at + most);
			const stride = this.#state.list('training', part);
			chunksOf(0, part.length, this.#state.capacity).forEach((chunk) => add(chunk, stride));
			const sum = await this.#state.readSums();
			sum.forEach((model, m) => (sums[m] = sums[m]?.map((value, i) => value + model[i]) ?? model));
		}
		return sums.map((model) => model.map((value) => value / examples.length));
	}

	#passBoth(pass: GPUComputePassEncoder, program: Program, chunk: Chunk, stride: number): void {
		const slot = this.#slot(chunk, { ...outside, stride, scale: 1 });
		program.forward(pass, slot, chunk.size);
		program.learn(pass, slot, chunk, false);
	}

	/** Updates that one submission has room for. */
	get #most(): number {
		const { batchSize, models, stopBelow } = this.#spec;
		const chunks = (examples: number) => Math.ceil(examples / this.#state.capacity);
		const evaluation = stopBelow ? chunks(this.#state.count('training')) : 0;
		const bySlots = SLOTS / (chunks(batchSize) + evaluation);
		return Math.max(1, Math.floor(Math.min(bySlots, this.#state.room / (batchSize * models.length))));
	}

	#program(split: Split, use: Use): Program {
		const key = `${split} ${use}`;
		const scheme = use === 'held' ? use : this.#scheme;
		const program =
			this.#programs.get(key) ??
			new Program(this.#spec, this.#state.shape, scheme, this.#compile, this.#state.buffers(split, use));
		this.#programs.set(key, program);
		return program;
	}

	#submit(from: Progression, count: number): void {
		const places = this.#sendPositions(from.updates, count);
		const { stopBelow } = this.#spec;
		const stride = stopBelow ? this.#state.listAll('training') : 0;
		this.#encode((pass) => {
			places.forEach((place, index) => {
				const number = from.updates + index + 1;
				this.#update(pass, { ...place, number, step: from.steps + index + 1 });
				if (!stopBelow || number % stopBelow.every !== 0) return;
				const list = { examples: this.#state.count('training'), stride, number };
				this.#score(pass, this.#program('training', 'listed'), list);
			});
		});
	}

	#update(
		pass: GPUComputePassEncoder,
		batch: { first: number; size: number; stride: number; number: number; step: number },
	): void {
		const { optimiser, schedule } = this.#spec;
		const program = this.#program('training', 'training');
		const { first, second } = isAdaptive(optimiser)
			? biasCorrection(adaptiveOf(optimiser), batch.step)
			: { first: 1, second: 1 };
		for (const chunk of chunksOf(batch.first, batch.size, this.#state.capacity)) {
			const slot = this.#slot(chunk, {
				number: batch.number,
				stride: batch.stride,
				scale: 1 / batch.size,
				factor: factorAt(schedule, batch.number - 1),
				correction1: first,
				correction2: second,
			});
			program.forward(pass, slot, chunk.size);
			program.learn(pass, slot, chunk, true);
		}
	}

	/** @param list as it was listed; `number` of the update that it is measured after, or 0 */
	#score(
		pass: GPUComputePassEncoder,
		program: Program,
		{ examples, stride, number }: { examples: number; stride: number; number: number },
	): void {
		for (const chunk of chunksOf(0, examples, this.#state.capacity)) {
			const slot = this.#slot(chunk, { ...outside, stride, number, scale: 1 / examples });
			program.forward(pass, slot, chunk.size);
			program.score(pass, slot, number > 0);
		}
	}

	#slot(
		chunk: Chunk,
		rest: Pick<Slot, 'number' | 'stride' | 'scale' | 'factor' | 'correction1' | 'correction2'>,
	): number {
		const { capacity } = this.#state;
		return this.#slots.add({
			...chunk,
			...rest,
			capacity,
			splits: splitsOf(chunk.size),
			models: this.#spec.models.length,
		});
	}

	/** Sends every model's positions for `count` updates after `made` others; tells where each batch lies among them. */
	#sendPositions(made: number, count: number): { first: number; size: number; stride: number }[] {
		const examples = this.#state.count('training');
		const { batchSize, models } = this.#spec;
		const stride = this.examplesIn(made, made + count);
		const positions = new Uint32Array(models.length * stride);
		const places = Array.from({ length: count }, (_, index) => {
			const { epoch, from, to } = batchPlace(made + index, examples, batchSize);
			const first = this.examplesIn(made, made + index);
			this.#orders.forEach((orders, m) => {
				const place = m * stride + first;
				const offset = this.#state.first(m);
				positions.set(orders.epoch(epoch).subarray(from, to), place);
				if (offset > 0) for (let at = place; at < place + to - from; at++) positions[at] += offset;
			});
			return { first, size: to - from, stride };
		});
		this.#state.device.queue.writeBuffer(this.#state.positions, 0, positions);
		return places;
	}

	#encode(work: (pass: GPUComputePassEncoder) => void): void {
		const { device } = this.#state;
		const encoder = device.createCommandEncoder();
		const pass = encoder.beginComputePass();
		work(pass);
		pass.end();
		this.#slots.send(device.queue, this.#state.update);
		device.queue.submit([encoder.finish()]);
	}
}

/** Cuts `size` updates after `made` others where sums are to be read. */
function* parts(made: number, size: number): Generator<{ made: number; size: number }> {
	const end = made + size;
	for (let at = made; at < end;) {
		const next = Math.min(end, (Math.floor(at / READ_EVERY) + 1) * READ_EVERY);
		yield { made: at, size: next - at };
		at = next;
	}
}

/** What the parts of a call come to together; where a model stands, the last one knows. */
function total(parts: readonly Known[][]): Known[] {
	return parts[parts.length - 1].map((last, m) => ({
		...last,
		loss: parts.reduce((sum, part) => sum + part[m].loss, 0),
		right: parts.reduce((sum, part) => sum + part[m].right, 0),
	}));
}
