// The double well as the mean of 20 examples that differ by a linear tilt, so that the noise is the same at every place.
import { doubleWell } from './double-well.ts';
import { evenly, meanLandscape } from './landscape.ts';

const COUNT = 20;

export const tilts = meanLandscape(
	{
		formula: String.raw`\tfrac14w^4 - \tfrac12\mathrm{hump}\,w^2 - \mathrm{tilt}\,w + \tfrac1{20}\sum_i a_i w,\quad a_i = (\tfrac{2i}{19} - 1)\,\mathrm{spread}`,
		source: 'made for this book: examples whose gradients differ by a constant cancel within an epoch',
		parameters: { ...doubleWell.parameters, spread: 1 },
	},
	{
		count: COUNT,
		loss: (w, example, { spread, ...well }) => doubleWell.loss([w], well) + evenly(example, COUNT, spread) * w,
		slope: (w, example, { tilt, hump, spread }) => w * w * w - hump * w - tilt + evenly(example, COUNT, spread),
		curvature: (w, _, { hump }) => 3 * w * w - hump,
	},
);
