// What an engine makes of a spec, and how far that is from float64 in units of what rounding may do.
import type { DataSource, Dataset } from '../datasets/dataset.ts';
import type { Engine, TrainSpec } from '../engine/engine.ts';
import { startWeights } from '../engine/start.ts';

const measures = ['gradient', 'updates', 'loss', 'hessian'] as const;
type Measure = (typeof measures)[number];
/** On relative errors, ‖a − b‖ / ‖b‖. */
export type Bounds = Readonly<Record<Measure, number>>;

export interface Trial {
	/** As it stands in a report. */
	readonly name: string;
	readonly spec: TrainSpec;
	/** Updates that are made. */
	readonly updates: number;
	/** Whether the Hessian is multiplied, too. */
	readonly hessian: boolean;
	readonly bounds: Bounds;
}
/** Arrays of all models together; of losses one number a model. */
export type Results = Readonly<Partial<Record<Measure, Float64Array>>>;

/** Digits that are made once, whoever asks for them. */
export function remembered(source: DataSource): DataSource {
	const made = new Map<string, Promise<Dataset>>();
	return {
		load(spec) {
			const key = JSON.stringify(spec);
			const data = made.get(key) ?? source.load(spec);
			made.set(key, data);
			return data;
		},
	};
}

const joined = (arrays: readonly Float32Array[]): Float64Array =>
	Float64Array.from(arrays.flatMap((array) => Array.from(array)));

/**
 * All at the start over all examples: the gradient and, if asked for, the Hessian times a random vector. Then what the updates change, and
 * the loss of all examples after them.
 */
export async function resultsOf(engine: Engine, { spec, updates, hessian }: Trial): Promise<Results> {
	const trainer = await engine.train(spec);
	try {
		const start = joined(await trainer.parameters());
		const all = Uint32Array.from({ length: spec.data.examples }, (_, position) => position);
		const vectors = spec.models.map(({ seed }) => startWeights(seed + 1, spec.widths));
		const gradient = joined(await trainer.gradient(all));
		const product = hessian ? { hessian: joined(await trainer.hessianVector(vectors, all)) } : {};
		await trainer.update(updates);
		const change = joined(await trainer.parameters()).map((value, i) => value - start[i]);
		const loss = Float64Array.from(await trainer.evaluate('training'), (score) => score.loss);
		return { gradient, updates: change, loss, ...product };
	} finally {
		trainer.dispose();
	}
}

/** ‖a − b‖ / ‖b‖; NaN where one number is NaN, Infinity for another length. */
export function relativeError(a: Float64Array, b: Float64Array): number {
	if (a.length !== b.length) return Infinity;
	let difference = 0;
	let size = 0;
	for (let i = 0; i < b.length; i++) {
		difference += (a[i] - b[i]) ** 2;
		size += b[i] ** 2;
	}
	return Math.sqrt(difference / size);
}

export interface Share {
	readonly measure: Measure;
	/** The error as a share of its bound; Infinity for what is no number. */
	readonly value: number;
}

/** The measure that is closest to its bound, or furthest beyond it. */
export function worstShare(actual: Results, expected: Results, bounds: Bounds): Share {
	const shares = measures.flatMap((measure): Share[] => {
		const [a, b] = [actual[measure], expected[measure]];
		if (!a || !b) return [];
		const share = relativeError(a, b) / bounds[measure];
		return [{ measure, value: Number.isNaN(share) ? Infinity : share }];
	});
	return shares.reduce((worst, share) => (share.value > worst.value ? share : worst));
}
