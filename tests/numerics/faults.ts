// Mistakes that a training engine could make: the textbook makes each when asked, and each must be told from rounding.

/** Mistakes before the step: in the batches and their gradient. */
export const gradientFaults = [
	'gradient summed, not meant',
	'last batch divided by the full batch size',
	'batch begins one place late',
	'last batch dropped',
	'order of the epoch before',
	'slope of ReLU left out',
	'weights written before deltas pass them',
	'label off by one',
] as const;
/** Mistakes in a step of descent with momentum, decay and a schedule. */
export const descentFaults = [
	'movement of the update before',
	'movement without momentum',
	'biases left alone',
	'decay forgotten',
	'decay counted twice',
	'decay spares the biases',
	'decay on the parameters, outside the gradient',
	'schedule one update late',
	'schedule counts epochs',
	'schedule without a slope between knots',
	'schedule starts at its end',
	'rate outside the movement',
	'gradient damped by the momentum',
] as const;
/** Mistakes in a step of Adam. */
export const adamFaults = [
	'no bias correction',
	'no bias correction of the second moment',
	'bias correction one step late',
	'bias correction of the first step for ever',
	'betas swapped',
	'squares not squared',
	'root left out',
	'epsilon within the root',
	'epsilon before the bias correction',
	'new gradient whole in the first moment',
	'new gradient whole in the second moment',
	'first moment forgets',
	'second moment forgets',
	'gradient in place of the first moment',
	'square of the first moment for the second',
	'decay after the moments',
	'decay missing from the second moment',
] as const;
/** Mistakes in a step that is sized layer by layer, of LARS and LAMB alike. */
export const layerFaults = [
	'norm without the biases',
	'one ratio for the whole network',
	'ratio upside down',
	'ratio of squares',
	'ratio left out',
] as const;
export const larsFaults = [
	'trust forgotten',
	'decay missing from the ratio',
	'norm of the decayed gradient',
	'ratio outside the movement',
] as const;
export const lambFaults = [
	'decay in the moments',
	'ratio without decay',
	'decay without the ratio',
	'no bias correction of either moment',
	'ratio of the first moment alone',
] as const;
export type Fault =
	| (typeof gradientFaults)[number]
	| (typeof descentFaults)[number]
	| (typeof adamFaults)[number]
	| (typeof layerFaults)[number]
	| (typeof larsFaults)[number]
	| (typeof lambFaults)[number];
