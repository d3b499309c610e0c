// Models that differ in their seeds alone: a comparison shows every one of them, so that nobody takes luck for a finding.
import type { ModelSpec, Trainer } from '../engine/engine.ts';
import type { Lab } from './experiment.ts';

/** The models of a population: seeds from the run's seed upwards, the same for every arm of a comparison. */
export const population = (seed: number, count: number, rate: number, momentum = 0): ModelSpec[] =>
	Array.from({ length: count }, (_, index) => ({ seed: (seed + index) % 2 ** 32, rate, momentum }));

const signed = new WeakSet<Lab>();
/** Tells the take-away what the run's first trainer began with; whoever signs later in the run is not heard. */
export async function sign(trainer: Trainer, lab: Lab): Promise<void> {
	if (signed.has(lab)) return;
	signed.add(lab);
	await lab.sign((await trainer.parameters())[0], trainer.order(0, 0));
}
