// One step at a time on a surface: the gradient, −η times it, λ times the last movement, and the sum of these two, which is the step.
import { descend, type Way } from '../landscapes/descent.ts';
import { usualShape } from '../landscapes/surfaces.ts';
import type { Series } from '../series/result.ts';
import { columnNames, FAR, groundOf, wayOf } from '../series/steps.ts';
import { ruleOf, wayNames, type WayName } from '../series/ways.ts';
import { choice, log, real, whole, type Settings } from '../settings/schema.ts';
import { defineToy } from './toy.ts';

const schema = {
	surface: choice(['ravine', 'bowl', 'saddle', 'two-minima'], 'ravine'),
	rate: real(0.01, 4, 1.8),
	/** Of the way with momentum; the other one has none. */
	momentum: real(0, 0.99, 0.5),
	startX: real(-1.8, 1.8, -0.7),
	startY: real(-1.3, 1.3, 1.3),
	updates: whole(1, 100, 20),
	/** The one whose arrows are shown when the film is at its end. */
	step: whole(1, 100, 2),
	/** Of the ravine. */
	condition: log(1, 100, usualShape.condition),
	/** Of the two minima. */
	tilt: real(-0.3, 0.3, usualShape.tilt),
};
type StepsSettings = Settings<typeof schema>;

/** Until the last update, or until it has run away. */
const walked = (name: WayName, { updates, startX, startY, ...chosen }: StepsSettings): Way =>
	descend(groundOf(chosen), {
		...{ ...ruleOf(name, chosen), updates, start: [startX, startY] },
		within: ([x, y]) => Math.hypot(x, y) <= FAR,
	});

function seriesOf(name: WayName, way: Way): Series[] {
	const rows = way.at.map((at, update) => [...at, ...way.gradient[update], ...way.movement[update], way.loss[update]]);
	const x = rows.map((_, update) => update);
	return columnNames.map((column, index) => ({
		...{ name: column, at: { way: name }, model: 0, axis: 'updates', x, value: rows.map((row) => row[index]) },
	}));
}

export const steps = defineToy({
	id: 'steps',
	settings: schema,
	presets: {
		ravine: {},
		bowl: { surface: 'bowl', rate: 0.4, momentum: 0.8, startX: -1.6, startY: 1.2, step: 4, updates: 50 },
		saddle: { surface: 'saddle', rate: 0.3, momentum: 0.6, startX: -1.6, startY: 0.02, step: 5 },
		'two-minima': { surface: 'two-minima', rate: 0.4, momentum: 0.6, startX: -1.6, startY: -0.4, updates: 40 },
		'too-large': { rate: 2.1 },
	},
	seedless: true,
	compute: (settings) => wayNames.flatMap((name) => seriesOf(name, walked(name, settings))),
	moments: (result) => Math.max(...wayNames.map((name) => wayOf(result, name).updates)),
});
