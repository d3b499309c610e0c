// Which kernels run for a batch, with how many workgroups, in which order.
import type { TrainSpec } from '../engine.ts';
import { isLayerwise } from '../optimiser.ts';
import {
	gradientConstants,
	layerConstants,
	layerOf,
	networkConstants,
	normConstants,
	optimiserConstants,
	optimiserFile,
	spanOf,
	stopConstants,
} from './constants.ts';
import type { Constants, KernelName } from './kernels.ts';
import type { Bound, Buffers, Pipeline } from './pipelines.ts';
import {
	type Chunk,
	cover,
	type Cover,
	type GradientShape,
	type LayerShape,
	type NetworkShape,
	normGroupsOf,
	SHARED_TILE,
	splitsOf,
	TILE,
} from './shape.ts';

/**
 * How layers are computed. 'dense': each invocation its own products; 'sparse': in the first layer only those with pixels that are not zero;
 * 'tiled': in tiles that a workgroup shares. The numbers are the same to the last bit. 'held': as 'dense', with every ReLU kept on the side
 * where it is in the buffer `held`.
 */
export type Scheme = 'dense' | 'sparse' | 'tiled' | 'held';
/** Those that train. */
export type Training = Exclude<Scheme, 'held'>;

/** Gives a compiled kernel, the same one for the same text. */
export type Compile = (name: KernelName, constants: Constants, made?: string) => Pipeline;

type Workgroups = [number, number, number];
interface Stage {
	readonly bound: Bound;
	/** @param size examples of the chunk   @param models side by side */
	workgroups(size: number, models: number): Workgroups;
}

/** Units that one invocation of forward-sparse may cover, fewest first; more of them share the reading of a pixel. */
const sparseUnits = [16, 28];
/** Those that leave the fewest idle. */
function sparseCover(units: number): Cover & { readonly tile: number } {
	const covers = sparseUnits.map((tile) => ({ tile, ...cover(units, tile) }));
	const waste = ({ tile, lanes, blocks }: (typeof covers)[number]) => tile * lanes * blocks;
	return covers.reduce((best, each) => (waste(each) < waste(best) ? each : best));
}

/** The kernels of one spec, bound to one split of the data and one list of positions. */
export class Program {
	readonly #spec: TrainSpec;
	readonly #shape: NetworkShape;
	readonly #compile: Compile;
	readonly #buffers: Buffers;
	readonly #network: Constants;
	readonly #scheme: Scheme;
	readonly #forward: readonly Stage[];
	readonly #backward: readonly Stage[];
	readonly #bounds = new Map<string, Bound>();

	constructor(spec: TrainSpec, shape: NetworkShape, scheme: Scheme, compile: Compile, buffers: Buffers) {
		this.#spec = spec;
		this.#shape = shape;
		this.#compile = compile;
		this.#buffers = buffers;
		this.#network = networkConstants(spec, shape);
		// Without a hidden layer the output kernel reads the pixels itself, and nobody makes the lists.
		this.#scheme = shape.layers.length > 1 ? scheme : 'dense';
		const hidden = shape.layers.slice(0, -1);
		this.#forward = [...hidden.map((layer, l) => this.#hidden(layer, l)), this.#output()];
		this.#backward = hidden
			.slice(1)
			.reverse()
			.map((layer) => this.#back(layer));
	}

	/** Losses and output deltas of a chunk, and the last hidden layer's. */
	forward(pass: GPUComputePassEncoder, slot: number, size: number): void {
		this.#run(pass, slot, size, this.#forward);
	}

	/** Adds a chunk's losses to the models' evaluation. @param stops whether low ones end a model */
	score(pass: GPUComputePassEncoder, slot: number, stops: boolean): void {
		const { stopBelow } = this.#spec;
		const bound = this.#later(`score ${stops}`, () => this.#bind('score', stopConstants(stops ? stopBelow : null)));
		bound.dispatch(pass, slot, [this.#spec.models.length, 1, 1]);
	}

	/** From a chunk's output deltas to the step, or to the sums where it does not train. @param trains whether the batch is one of training */
	learn(pass: GPUComputePassEncoder, slot: number, { size, begins, ends }: Chunk, trains: boolean): void {
		const models = this.#spec.models.length;
		const byLayers = trains && isLayerwise(this.#spec.optimiser);
		const isFused = trains && !byLayers && begins && ends && splitsOf(size) === 1;
		const file = optimiserFile(this.#spec);
		this.#run(pass, slot, size, this.#backward);
		const groups = this.#gradients.reduce((sum, layer) => sum + layer.groups, 1);
		const scheme = this.#scheme === 'held' ? 'dense' : this.#scheme;
		const name = `gradient-${isFused ? file : 'part'}-${scheme}` as const;
		const gradient = this.#later(name, () => this.#gradient(name));
		gradient.dispatch(pass, slot, [groups, splitsOf(size), models]);
		if (isFused) return;
		const step = this.#later(`step ${trains}`, () =>
			this.#bind(`step-${file}`, { ...this.#optimiser, TRAINS: trains, STEPS: trains && !byLayers }),
		);
		step.dispatch(pass, slot, [Math.ceil(this.#shape.parameters / 256) + 1, 1, models]);
		if (byLayers && ends) this.#stride(pass, slot);
	}

	/** The step of a batch whose gradient lies in the sums, sized layer by layer. */
	#stride(pass: GPUComputePassEncoder, slot: number): void {
		const { optimiser, models } = this.#spec;
		if (!isLayerwise(optimiser)) return;
		for (const name of [`norms-${optimiser.name}`, `stride-${optimiser.name}`] as const) {
			const constants = { ...this.#optimiser, ...normConstants(this.#shape) };
			const bound = this.#later(name, () => this.#bind(name, constants, spanOf(this.#shape)));
			bound.dispatch(pass, slot, [normGroupsOf(this.#shape), 1, models.length]);
		}
	}

	get #optimiser(): Constants {
		return optimiserConstants(this.#spec);
	}

	#gradient(name: KernelName): Bound {
		const constants = { ...this.#optimiser, ...gradientConstants(this.#shape) };
		return this.#bind(name, constants, layerOf(this.#shape, this.#gradients));
	}

	get #gradients(): readonly GradientShape[] {
		return this.#scheme === 'tiled' ? this.#shape.tiledGradient : this.#shape.gradient;
	}

	get #held(): '' | '-held' {
		return this.#scheme === 'held' ? '-held' : '';
	}

	#run(pass: GPUComputePassEncoder, slot: number, size: number, stages: readonly Stage[]): void {
		for (const { bound, workgroups } of stages) {
			bound.dispatch(pass, slot, workgroups(size, this.#spec.models.length));
		}
	}

	#bind(name: KernelName, constants: Constants, made?: string): Bound {
		return this.#compile(name, { ...this.#network, ...constants }, made).bind(this.#buffers);
	}

	/** Bound when first needed: most programs never score, or never split a batch. */
	#later(key: string, make: () => Bound): Bound {
		const bound = this.#bounds.get(key) ?? make();
		this.#bounds.set(key, bound);
		return bound;
	}

	#hidden(layer: LayerShape, index: number): Stage {
		if (index === 0 && this.#scheme === 'sparse') return this.#sparse(layer);
		const inputs = index === 0 ? 'pixels' : 'activations';
		if (this.#scheme === 'tiled') return this.#tiled(layer, inputs);
		const units = cover(layer.outputs, TILE);
		const bound = this.#bind(`forward-${inputs}${this.#held}`, layerConstants(layer, units));
		return { bound, workgroups: (size, models) => [units.blocks, Math.ceil(size / 8), models] };
	}

	#tiled(layer: LayerShape, inputs: 'pixels' | 'activations'): Stage {
		const tiles = (count: number) => Math.ceil(count / SHARED_TILE);
		const bound = this.#bind(`forward-${inputs}-tiled`, layerConstants(layer, cover(layer.outputs, TILE)));
		return { bound, workgroups: (size, models) => [tiles(layer.outputs), tiles(size), models] };
	}

	#sparse(layer: LayerShape): Stage {
		const units = sparseCover(layer.outputs);
		const bound = this.#bind('forward-sparse', { ...layerConstants(layer, units), UNITS: `${units.tile}u` });
		const lists = Math.ceil(Math.ceil(layer.inputs / 4) / units.lanes);
		const rows = (size: number) => Math.ceil((lists * splitsOf(size)) / units.blocks);
		return { bound, workgroups: (size, models) => [units.blocks, size + rows(size), models] };
	}

	#output(): Stage {
		const layer = this.#shape.layers[this.#shape.layers.length - 1];
		const hasHidden = this.#shape.layers.length > 1;
		const name = hasHidden ? (`output-activations${this.#held}` as const) : 'output-pixels';
		const bound = this.#bind(name, { ...layerConstants(layer, cover(layer.outputs, 1)), HIDDEN: hasHidden });
		return { bound, workgroups: (size, models) => [Math.ceil(size / 64), 1, models] };
	}

	#back(layer: LayerShape): Stage {
		const units = cover(layer.inputs, 1);
		const bound = this.#bind(`backward${this.#held}`, layerConstants(layer, units));
		return { bound, workgroups: (size, models) => [units.blocks, Math.ceil(size / 4), models] };
	}
}
