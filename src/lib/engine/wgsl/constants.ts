// The constants that kernels are compiled with: shapes and formulas' numbers, as WGSL literals.
import { RUNAWAY, type TrainSpec } from '../engine.ts';
import { adaptiveOf, isAdaptive, trustOf, weightDecayOf } from '../optimiser.ts';
import type { Constants, OptimiserFile } from './kernels.ts';
import { rowWords } from './resident.ts';
import {
	type Cover,
	type GradientShape,
	type LayerShape,
	type NetworkShape,
	NORM_BLOCK,
	normGroupsOf,
	SPLIT,
} from './shape.ts';

const whole = (value: number): string => `${value}u`;
/** Abstract, so that 1 − β₂ is computed in float64 and only then rounded. */
const real = (value: number): string => (Number.isInteger(value) ? value.toFixed(1) : String(value));

export function networkConstants({ widths }: TrainSpec, shape: NetworkShape): Constants {
	return {
		PARAMETERS: whole(shape.parameters),
		SIGNALS: whole(shape.signals),
		LOSS_START: whole(shape.lossStart),
		ROW: whole(rowWords(widths[0])),
		PIXEL_QUADS: whole(Math.ceil(widths[0] / 4)),
		SPLIT: whole(SPLIT),
		RUNAWAY: real(RUNAWAY),
	};
}

export const layerConstants = (layer: LayerShape, { lanes, apart, blocks }: Cover): Constants => ({
	INPUTS: whole(layer.inputs),
	OUTPUTS: whole(layer.outputs),
	QUADS: whole(Math.ceil(layer.inputs / 4)),
	WEIGHTS: whole(layer.weights),
	BIASES: whole(layer.biases),
	INPUT_START: whole(layer.inputStart),
	OUTPUT_START: whole(layer.outputStart),
	LANES: whole(lanes),
	APART: whole(apart),
	BLOCKS: whole(blocks),
});

export function optimiserConstants({ optimiser }: TrainSpec): Constants {
	const { beta1, beta2, epsilon } = adaptiveOf(isAdaptive(optimiser) ? optimiser : { name: 'adam' });
	return {
		WEIGHT_DECAY: real(weightDecayOf(optimiser)),
		BETA1: real(beta1),
		BETA2: real(beta2),
		EPSILON: real(epsilon),
		TRUST: real(optimiser.name === 'lars' ? trustOf(optimiser) : 1),
	};
}

/** The file that makes steps at once. Momentum costs memory and time, so it is left out where no model has any. */
export function optimiserFile({ optimiser, models }: TrainSpec): OptimiserFile {
	if (optimiser.name === 'adam') return 'adam';
	return optimiser.name === 'sgd' && models.some(({ momentum }) => momentum > 0) ? 'momentum' : 'sgd';
}

const layerText = (layer: LayerShape, { lanes, apart, blocks, firstGroup }: GradientShape): string => {
	const { inputs, outputs, weights, inputStart, outputStart } = layer;
	const fields = [inputs, outputs, weights, inputStart, outputStart, lanes, apart, blocks, firstGroup];
	return `Layer(${fields.map(whole).join(', ')})`;
};

/** fn layerOf(group): the layer that a workgroup of the gradient kernel works on. A table would be copied whole by every invocation. */
export function layerOf({ layers }: NetworkShape, gradient: readonly GradientShape[]): string {
	const cases = layers.map((layer, l) => {
		const { firstGroup, groups } = gradient[l];
		return `if (group < ${whole(firstGroup + groups)}) { return ${layerText(layer, gradient[l])}; }`;
	});
	return `fn layerOf(group: u32) -> Layer {\n\t${cases.join('\n\t')}\n\treturn Layer();\n}`;
}

/** fn spanOf(group): the layer that a workgroup of layerwise.wgsl works on. */
export function spanOf({ layers, norms }: NetworkShape): string {
	const cases = layers.map(({ weights, biases, outputs }, l) => {
		const { firstGroup, groups } = norms[l];
		const fields = [weights, biases + outputs, firstGroup, groups].map(whole).join(', ');
		return `if (group < ${whole(firstGroup + groups)}) { return Span(${fields}); }`;
	});
	return `fn spanOf(group: u32) -> Span {\n\t${cases.join('\n\t')}\n\treturn Span();\n}`;
}
export const normConstants = (shape: NetworkShape): Constants => ({
	NORM_BLOCK: whole(NORM_BLOCK),
	NORM_GROUPS: whole(normGroupsOf(shape)),
});

export const gradientConstants = (shape: NetworkShape): Constants => ({ WORKGROUP: whole(shape.workgroup) });

export const stopConstants = (stopBelow: TrainSpec['stopBelow'] | null): Constants => ({
	STOPS: Boolean(stopBelow),
	STOP_BELOW: real(stopBelow?.loss ?? 0),
});
