// Where a network's layers lie in its flat parameters: layer by layer, W row-major [in, out], then b [out].

export interface LayerPlace {
	readonly inputs: number;
	readonly outputs: number;
	/** Of W's first element. */
	readonly weights: number;
	/** Of b's first element; W ends here. */
	readonly biases: number;
}

/** @param widths layer widths, input first */
export function layout(widths: readonly number[]): LayerPlace[] {
	let offset = 0;
	return widths.slice(1).map((outputs, layer) => {
		const inputs = widths[layer];
		const weights = offset;
		const biases = weights + inputs * outputs;
		offset = biases + outputs;
		return { inputs, outputs, weights, biases };
	});
}

/** Length of the flat parameters. */
export const parameterCount = (widths: readonly number[]): number =>
	layout(widths).reduce((count, { inputs, outputs }) => count + (inputs + 1) * outputs, 0);
