// Every experiment, loaded by the worker when it is asked for.
import type { Experiment } from './experiment.ts';

export const experiments: Readonly<Record<string, () => Promise<Experiment>>> = {
	accuracy: async () => (await import('./accuracy.ts')).accuracy,
	shuffle: async () => (await import('./shuffle.ts')).shuffle,
	'update-time': async () => (await import('./update-time.ts')).updateTime,
	escape: async () => (await import('./escape.ts')).escape,
	'gradient-noise': async () => (await import('./gradient-noise.ts')).gradientNoise,
};
