// All that a trainer keeps on the device.
import type { Dataset, Split } from '../../datasets/dataset.ts';
import { ascending } from '../../numbers/shuffle.ts';
import type { Checkpoint, Standing, TrainSpec } from '../engine.ts';
import { isAdaptive } from '../optimiser.ts';
import { examplesOf, trainingCount } from '../spec.ts';
import { Memory } from './memory.ts';
import { clearSums, type Known, MODEL_WORDS, packModels, readModels } from './models.ts';
import type { Buffers } from './pipelines.ts';
import { SLOT } from './pipelines.ts';
import { Resident } from './resident.ts';
import { capacityFor, type NetworkShape, normGroupsOf, splitsOf, SPLIT } from './shape.ts';
import { SLOTS } from './slots.ts';

/** Positions that a submission may name, unless one batch needs more. */
const POSITIONS = 2 ** 20;

/** What a pass is for: a training run's batches, listed examples, or those with other parameters and every ReLU held. */
export type Use = 'training' | 'listed' | 'held';

export type Moments = Pick<Checkpoint, 'movement' | 'squares'>;

export class State {
	readonly shape: NetworkShape;
	/** Examples that the device works on at a time. */
	readonly capacity: number;
	/** Positions, of all models together, that `positions` has room for. */
	readonly room: number;
	readonly #memory: Memory;
	readonly #spec: TrainSpec;
	readonly #data: Dataset;
	/** Examples in the training split of a model. */
	readonly #trained: number;
	readonly #residents = new Map<Split, Resident>();
	readonly #fixed: ReadonlyMap<string, GPUBuffer>;
	/** Those that only some trainers need, made when they do. */
	readonly #made = new Map<string, GPUBuffer>();

	/** @param spec checked */
	constructor(device: GPUDevice, spec: TrainSpec, data: Dataset, shape: NetworkShape) {
		this.#memory = new Memory(device);
		this.#spec = spec;
		this.#data = data;
		this.#trained = trainingCount(spec, data);
		this.shape = shape;
		const models = spec.models.length;
		// No more than a batch needs: signals and lists of many models would not fit.
		this.capacity = capacityFor(shape, Math.min(this.#largest, splitsOf(spec.batchSize) * SPLIT));
		this.room = Math.max(POSITIONS, models * spec.batchSize);
		const signals = models * this.capacity * shape.signals;
		const lengths = {
			positions: Math.min(this.room, models * spec.batchSize * SLOTS),
			parameters: models * shape.parameters,
			moments: this.#momentsPerModel * models * shape.parameters,
			models: models * MODEL_WORDS,
			activations: signals,
			deltas: signals,
		};
		const words = Object.entries(lengths).map(([name, length]) => [name, this.#memory.words(length, name)] as const);
		const update = this.#memory.make({ size: SLOTS * SLOT, usage: 0x40 | 0x8, label: 'update' });
		this.#fixed = new Map([['update', update], ...words]);
	}

	get device(): GPUDevice {
		return this.#memory.device;
	}
	get update(): GPUBuffer {
		return this.#known('update');
	}
	get positions(): GPUBuffer {
		return this.#known('positions');
	}
	/** Positions for what is no training. */
	get listed(): GPUBuffer {
		return this.#later('listed');
	}

	/** Examples that a model has in a split. @throws RangeError for a split that was not asked for */
	count(split: Split): number {
		return split === 'training' ? this.#trained : examplesOf(this.#data, split).count;
	}

	/** Where the training split of a model begins among the examples of all parts. */
	first(model: number): number {
		return (this.#spec.models[model].part ?? 0) * this.#trained;
	}

	/** All that kernels bind over one split. */
	buffers(split: Split, use: Use): Buffers {
		return (name) => {
			if (use !== 'training' && name === 'positions') return this.listed;
			if (use === 'held' && name === 'parameters') return this.others;
			return this.#fixed.get(name) ?? this.#ofSplit(this.#resident(split), name) ?? this.#later(name);
		};
	}

	/** Parameters at which gradients are taken with ReLUs held. */
	get others(): GPUBuffer {
		return this.#later('others');
	}
	/** Activations whose signs hold the ReLUs. */
	get held(): GPUBuffer {
		return this.#later('held');
	}

	/** Keeps the activations as they are after all that was submitted. */
	hold(): void {
		const encoder = this.device.createCommandEncoder();
		const activations = this.#known('activations');
		encoder.copyBufferToBuffer(activations, 0, this.held, 0, activations.size);
		this.device.queue.submit([encoder.finish()]);
	}

	async parameters(): Promise<Float32Array[]> {
		return this.#cut(await this.#memory.read(this.#known('parameters')))[0];
	}

	async readSums(): Promise<Float32Array[]> {
		return this.#cut(await this.#memory.read(this.#later('sums')))[0];
	}

	/** Movement of a model without momentum is told as zeros. */
	async moments(): Promise<Moments> {
		const adaptive = isAdaptive(this.#spec.optimiser);
		const [movement, squares = []] = this.#cut(await this.#memory.read(this.#known('moments')));
		this.#spec.models.forEach(({ momentum }, m) => !adaptive && momentum === 0 && movement[m].fill(0));
		return { movement, squares: adaptive ? squares : [] };
	}

	/** Parameters for gradients with ReLUs held. */
	writeOthers(parameters: readonly Float32Array[]): void {
		this.#put(this.others, parameters, 0);
	}

	/** @param moments null for zeros */
	write(parameters: readonly Float32Array[], moments: Moments | null, standings: readonly Standing[]): void {
		const zeros = parameters.map((model) => new Float32Array(model.length));
		const models = this.#spec.models.length;
		this.#put(this.#known('parameters'), parameters, 0);
		this.#put(this.#known('moments'), moments?.movement ?? zeros, 0);
		if (this.#momentsPerModel === 2) this.#put(this.#known('moments'), moments?.squares ?? zeros, models);
		this.device.queue.writeBuffer(this.#known('models'), 0, packModels(this.#spec.models, standings));
	}

	/** As the device knows them after all that was submitted; then a new sum begins. @param updates asked for until then */
	async takeModels(updates: number): Promise<Known[]> {
		const bytes = this.#memory.read(this.#known('models'));
		clearSums(this.device.queue, this.#known('models'), this.#spec.models.length);
		return readModels(await bytes, updates);
	}

	/** @param positions within every model's own split   @returns the stride of the list: positions a model, 0 where all share them */
	list(split: Split, positions: Uint32Array): number {
		const apart = split === 'training' && this.#isApart;
		const lists = apart ? this.#spec.models.map((_, m) => positions.map((at) => this.first(m) + at)) : [positions];
		lists.forEach((list, m) => {
			this.device.queue.writeBuffer(this.listed, 4 * m * positions.length, Uint32Array.from(list));
		});
		return apart ? positions.length : 0;
	}

	listAll(split: Split): number {
		return this.list(split, ascending(this.count(split)));
	}

	dispose(): void {
		this.#memory.freeAll();
	}

	/** Whether models are trained on other parts than the first. */
	get #isApart(): boolean {
		return this.#spec.models.some(({ part = 0 }) => part > 0);
	}

	get #largest(): number {
		const { validation, test } = this.#data;
		return Math.max(this.#trained, validation?.count ?? 0, test?.count ?? 0);
	}

	get #momentsPerModel(): number {
		return isAdaptive(this.#spec.optimiser) ? 2 : 1;
	}

	#resident(split: Split): Resident {
		const known = this.#residents.get(split);
		const resident = known ?? new Resident(this.#memory, examplesOf(this.#data, split), this.#data.pixels);
		this.#residents.set(split, resident);
		return resident;
	}

	#known(name: string): GPUBuffer {
		const buffer = this.#fixed.get(name);
		if (!buffer) throw new RangeError(`buffer: expected one that kernels bind, got "${name}"`);
		return buffer;
	}

	#ofSplit(resident: Resident, name: string): GPUBuffer | undefined {
		if (name === 'digits') return resident.digits;
		return name === 'starts' || name === 'entries' ? resident.lists[name] : undefined;
	}

	#later(name: string): GPUBuffer {
		const buffer = this.#made.get(name) ?? this.#memory.words(this.#lengthOf(name), name);
		this.#made.set(name, buffer);
		return buffer;
	}

	#lengthOf(name: string): number {
		const models = this.#spec.models.length;
		const { parameters, signals } = this.shape;
		const splits = splitsOf(this.capacity);
		switch (name) {
			case 'listed':
				return Math.max(this.#largest, this.#isApart ? models * this.#trained : 0);
			case 'columns':
				return 2 * models * splits * Math.ceil(this.#data.pixels / 4) * (SPLIT + 1);
			case 'parts':
				return splits * models * parameters;
			case 'sums':
			case 'others':
				return models * parameters;
			case 'norms':
				return 2 * models * normGroupsOf(this.shape);
			case 'held':
				return models * this.capacity * signals;
			default:
				throw new RangeError(`buffer: expected one that kernels bind, got "${name}"`);
		}
	}

	/** @param from models that lie before */
	#put(buffer: GPUBuffer, arrays: readonly Float32Array[], from: number): void {
		arrays.forEach((model, m) => {
			this.device.queue.writeBuffer(buffer, 4 * (from + m) * this.shape.parameters, Float32Array.from(model));
		});
	}

	/** Arrays of a model's length, by groups of as many as there are models. */
	#cut(bytes: ArrayBuffer): Float32Array[][] {
		const [models, length] = [this.#spec.models.length, this.shape.parameters];
		const groups = Math.max(1, Math.floor(bytes.byteLength / (4 * models * length)));
		return Array.from({ length: groups }, (_, g) =>
			Array.from({ length: models }, (_, m) => new Float32Array(bytes, 4 * (g * models + m) * length, length).slice()),
		);
	}
}
