// Trained to the same loss, do a small batch and the full batch do equally well on test data? After Keskar et al. 2017, arXiv:1609.04836.
import { defineExperiment, type Lab, type Step } from './experiment.ts';
import { gap } from './gap.ts';
import { keyOf, trainPairs } from './gap-arms.ts';

export const experiment = defineExperiment({
	...gap,
	async *run(settings, lab: Lab): AsyncGenerator<Step, void, void> {
		const engine = await lab.engine();
		const parameters = yield* trainPairs(engine, settings, lab, settings.pairs);
		lab.artefacts.set('gap', { key: keyOf(settings, lab.seed), parameters });
	},
});
