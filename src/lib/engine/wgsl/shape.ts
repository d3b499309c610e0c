// How a network lies on the device: sizes of everything, and how work is cut into workgroups. Pure.
import { type LayerPlace, layout, parameterCount } from '../layout.ts';

/** Examples whose gradient is summed in one go, in ascending order; larger batches are sums of such parts, whatever the variant. */
export const SPLIT = 1024;
/** Invocations of a gradient workgroup, when the widest layer allows. */
const WORKGROUP = 64;
/** Floats that a model's signals, and the parts of its gradient, may take; a batch that needs more is done chunk by chunk. */
const CHUNK_LIMIT = 2 ** 20;
/** Examples along one axis of workgroups: WebGPU allows 65,535, and the sparse kernel needs some for its lists. */
const AXIS_LIMIT = 32_767;
/** Units that one invocation covers in the forward kernel, and in the gradient's at a time. */
export const TILE = 4;
/** Invocations side by side, at most. */
const LANES = 64;
/** The same for a gradient on a software adapter: as many as it computes at once, and it is through with a short text sooner again than with a long one once. */
const SOFTWARE_LANES = 4;
/** Parameters of a layer that a workgroup of norms.wgsl and stride.wgsl works on, a multiple of its 64 lanes. */
export const NORM_BLOCK = 1024;
/** Rows, and columns, of what a workgroup of tiles.wgsl sums. */
export const SHARED_TILE = 32;

export interface LayerShape extends LayerPlace {
	/** Where inputs and outputs lie within the signals of an example; pixels lie elsewhere, and their place is 0. */
	readonly inputStart: number;
	readonly outputStart: number;
}
/** How a layer's units are covered: each invocation some of them, `apart` units from one to the next. */
export interface Cover {
	/** Invocations side by side, in fours: a software adapter computes four at once. Those beyond `apart` are idle. */
	readonly lanes: number;
	readonly apart: number;
	/** ⌈units / (tile · apart)⌉ */
	readonly blocks: number;
}
export interface NetworkShape {
	readonly layers: readonly LayerShape[];
	/** Parameters of a model. */
	readonly parameters: number;
	/** Floats an example: hidden activations or deltas, output deltas, loss and right. */
	readonly signals: number;
	readonly lossStart: number;
	/** Invocations of a gradient workgroup. */
	readonly workgroup: number;
	readonly gradient: readonly GradientShape[];
	/** The same by tiles in shared memory. */
	readonly tiledGradient: readonly GradientShape[];
	/** Workgroups of each layer where steps are sized by layers. */
	readonly norms: readonly Groups[];
}
/** Workgroups side by side. */
export interface Groups {
	readonly firstGroup: number;
	readonly groups: number;
}
export interface GradientShape extends Cover, Groups {}

/** @param tile units of one invocation   @param most lanes of a workgroup, a multiple of 4 */
export function cover(units: number, tile: number, most = LANES): Cover {
	const blocks = Math.ceil(units / (tile * most));
	const apart = Math.ceil(units / (tile * blocks));
	return { lanes: 4 * Math.ceil(apart / 4), apart, blocks };
}

/** The fewest lanes from `wanted` on that divide a workgroup; a workgroup has at least as many. */
function dividing(workgroup: number, wanted: number): number {
	let lanes = wanted;
	while (workgroup % lanes !== 0) lanes += 4;
	return lanes;
}

/** An invocation goes through all blocks of a layer. */
function gradientShapes(layers: readonly LayerPlace[], covers: readonly Cover[], workgroup: number): GradientShape[] {
	let firstGroup = 0;
	return layers.map(({ inputs }, l) => {
		const { lanes: wanted, apart, blocks } = covers[l];
		const lanes = dividing(workgroup, wanted);
		const groups = Math.ceil((Math.ceil(inputs / 4) + 1) / (workgroup / lanes));
		firstGroup += groups;
		return { lanes, apart, blocks, groups, firstGroup: firstGroup - groups };
	});
}

/** One tile a workgroup; after the inputs of a layer comes one more for its biases. */
function tiledGradientShapes(layers: readonly LayerPlace[]): GradientShape[] {
	let firstGroup = 0;
	return layers.map(({ inputs, outputs }) => {
		const blocks = Math.ceil(outputs / SHARED_TILE);
		const groups = Math.ceil((inputs + 1) / SHARED_TILE) * blocks;
		firstGroup += groups;
		return { lanes: SHARED_TILE, apart: 1, blocks, groups, firstGroup: firstGroup - groups };
	});
}

function normGroups(layers: readonly LayerPlace[]): Groups[] {
	let firstGroup = 0;
	return layers.map(({ weights, biases, outputs }) => {
		const groups = Math.ceil((biases + outputs - weights) / NORM_BLOCK);
		firstGroup += groups;
		return { firstGroup: firstGroup - groups, groups };
	});
}
export const normGroupsOf = ({ norms }: NetworkShape): number => norms.reduce((sum, { groups }) => sum + groups, 0);

/** @param widths layer widths, input first   @param software whether the device is a processor */
export function networkShape(widths: readonly number[], software: boolean): NetworkShape {
	const starts = [0, 0];
	for (const width of widths.slice(1)) starts.push(starts[starts.length - 1] + width);
	const layers = layout(widths).map((place, l) => ({
		...place,
		inputStart: starts[l],
		outputStart: starts[l + 1],
	}));
	const lossStart = starts[starts.length - 1];
	const covers = layers.map(({ outputs }) => cover(outputs, TILE, software ? SOFTWARE_LANES : LANES));
	const widest = Math.max(...covers.map(({ lanes }) => lanes));
	const workgroup = widest * Math.max(1, Math.floor(WORKGROUP / widest));
	return {
		layers,
		parameters: parameterCount(widths),
		signals: lossStart + 2,
		lossStart,
		workgroup,
		gradient: gradientShapes(layers, covers, workgroup),
		tiledGradient: tiledGradientShapes(layers),
		norms: normGroups(layers),
	};
}

/** Examples that the device works on at a time: whole splits, few enough for memory; the same for any number of models. */
export function capacityFor({ signals, parameters }: NetworkShape, examples: number): number {
	const splits = Math.min(CHUNK_LIMIT / signals / SPLIT, CHUNK_LIMIT / parameters, AXIS_LIMIT / SPLIT);
	return Math.min(examples, Math.max(1, Math.floor(splits)) * SPLIT);
}

/** Parts into which the gradient of so many examples is split. */
export const splitsOf = (size: number): number => Math.ceil(size / SPLIT);

export interface Chunk {
	/** Place of its first example within the positions of the submission, from 0. */
	readonly first: number;
	readonly size: number;
	readonly begins: boolean;
	readonly ends: boolean;
}

/** Cuts `size` examples from place `first` on into chunks of at most `capacity`. */
export function chunksOf(first: number, size: number, capacity: number): Chunk[] {
	return Array.from({ length: Math.ceil(size / capacity) }, (_, c) => ({
		first: first + c * capacity,
		size: Math.min(capacity, size - c * capacity),
		begins: c === 0,
		ends: (c + 1) * capacity >= size,
	}));
}
