// A flat and a sharp minimum of one training curve, and a test curve that lies beside it, or above it.
import type { Series } from '../series/result.ts';
import { gapsOf, testLoss, trainingLoss } from '../series/sharp-flat.ts';
import { real, type Settings } from '../settings/schema.ts';
import { defineToy } from './toy.ts';

const schema = {
	/** How far the test curve lies to the right of the training curve. */
	shift: real(-0.4, 0.4, 0.2),
	/** How far it lies above. */
	lift: real(0, 0.3, 0),
};
export type SharpFlatSettings = Settings<typeof schema>;

/** Of the film, in which the test curve moves away from the training curve. */
const MOMENTS = 24;
/** Places from −2 to 2. */
const PLACES = Array.from({ length: 161 }, (_, i) => (i - 80) / 40);
const TRAINING = PLACES.map(trainingLoss);

const series = (name: string, x: readonly number[], value: readonly number[], at: Series['at'] = {}): Series => ({
	...{ name, at, model: 0, axis: 'w', x, value },
});

const compute = (settings: SharpFlatSettings): Series[] => [
	series('trainingLoss', PLACES, TRAINING),
	series(
		'testLoss',
		PLACES,
		PLACES.map((w) => testLoss(w, settings)),
	),
	...gapsOf(settings).flatMap(({ name, w, training, test }) => [
		series('trainingLoss', [w], [training], { valley: name }),
		series('testLoss', [w], [test], { valley: name }),
	]),
];

export const sharpFlat = defineToy({
	id: 'sharp-flat',
	settings: schema,
	presets: {
		beside: {},
		none: { shift: 0 },
		'other-way': { shift: -0.2 },
		lifted: { shift: 0, lift: 0.15 },
	},
	seedless: true,
	compute,
	moments: () => MOMENTS,
});
