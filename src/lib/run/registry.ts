// The page's runs. Figures that name the same experiment with the same settings of their chapter share one.
import type { Plan } from '../experiments/experiment.ts';
import { isToy } from '../experiments/toy.ts';
import type { AnySettings } from '../settings/schema.ts';
import type { FigureRun } from './figure-run.svelte.ts';
import { fetchRecording } from './recordings.ts';
import { Run, type Page } from './run.svelte.ts';
import { createStore } from './store.ts';
import { ToyRun, type Stage } from './toy-run.svelte.ts';

const runs = new Map<string, FigureRun>();

/** Absolute address of the site's root, from the page's relative one. */
export const siteRoot = (): string => new URL(document.documentElement.dataset.root ?? './', location.href).href;

const page: Page & Stage = {
	client: async () => (await import('../worker/client.ts')).client,
	store: createStore(),
	base: siteRoot,
	probe: async () => (await import('../engine/device.ts')).probeAdapter(),
	recording: fetchRecording,
	now: () => performance.now(),
	after: (milliseconds, act) => {
		const timer = setTimeout(act, milliseconds);
		return () => clearTimeout(timer);
	},
	beforeGo: (going) => {
		for (const run of runs.values()) if (run !== going) run.pause('other-figure');
	},
	// Where it does not come, the result is on the page all the same.
	ended: (experiment, result) => {
		void import('./keep.ts').then(({ keep }) => keep(experiment, result)).catch(() => undefined);
	},
};

/** A hidden page pauses what runs and goes on when it is seen again. */
function followVisibility(): void {
	for (const run of runs.values()) {
		const { state, reason, held, stepping } = run.status;
		if (document.visibilityState === 'hidden') run.pause('hidden');
		else if ((state === 'paused' && reason === 'hidden') || held === 'hidden') void run.go(stepping ? 1 : null);
	}
}

/** What is no toy, a worker measures. */
const newRun = (plan: Plan, set: AnySettings): FigureRun =>
	isToy(plan) ? new ToyRun(plan, set, page) : new Run(plan, set, page);

/** The page's one run of an experiment with what a chapter sets. */
export function runOf(experiment: Plan, set: AnySettings = {}): FigureRun {
	if (runs.size === 0) globalThis.document?.addEventListener('visibilitychange', followVisibility);
	const key = `${experiment.id} ${JSON.stringify(set)}`;
	const run = runs.get(key) ?? newRun(experiment, set);
	runs.set(key, run);
	return run;
}

/** A run that nobody starts: what a figure shows until the page can be pressed, on the server and at hydration. */
export const untouchedRun = newRun;
