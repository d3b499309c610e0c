// Every experiment, loaded by the worker when it is asked for.
import type { Experiment } from './experiment.ts';

export const experiments: Readonly<Record<string, () => Promise<Experiment>>> = {
	accuracy: async () => (await import('./accuracy.run.ts')).experiment,
	shuffle: async () => (await import('./shuffle.run.ts')).experiment,
	gap: async () => (await import('./gap.run.ts')).experiment,
	line: async () => (await import('./line.run.ts')).experiment,
	counter: async () => (await import('./counter.run.ts')).experiment,
	both: async () => (await import('./both.run.ts')).experiment,
	'momentum-mnist': async () => (await import('./momentum-mnist.run.ts')).experiment,
	'update-time': async () => (await import('./update-time.run.ts')).experiment,
	escape: async () => (await import('./escape.run.ts')).experiment,
	phase: async () => (await import('./phase.run.ts')).experiment,
	slice: async () => (await import('./slice.run.ts')).experiment,
	'gradient-noise': async () => (await import('./gradient-noise.run.ts')).experiment,
};
