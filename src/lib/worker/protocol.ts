// The border between page and worker: two closed unions of plain data. Every message names its run.
import type { EngineName } from '../engine/engine.ts';
import type { Held } from '../engine/held.ts';
import type { Step } from '../experiments/experiment.ts';
import type { Provenance } from '../series/result.ts';
import type { AnySettings } from '../settings/schema.ts';

/** What the page asks of the worker. */
export type Request =
	| {
			readonly type: 'run';
			readonly run: number;
			readonly experiment: string;
			readonly settings: AnySettings;
			readonly seed: number;
			/** null: the worker chooses. */
			readonly engine: EngineName | null;
			/** Where the site's files lie, as an absolute address ending in '/'. */
			readonly base: string;
			/** Pause again after this many steps; null runs on. */
			readonly steps: number | null;
	  }
	| { readonly type: 'pause'; readonly run: number }
	| { readonly type: 'resume'; readonly run: number; readonly steps: number | null }
	| { readonly type: 'stop'; readonly run: number };

/** Why a run could not go on. The word is also the figure's `data-reason`. */
export type FailureReason =
	'no-webgpu' | 'device-lost' | 'out-of-memory' | 'data' | 'offline' | 'bad-settings' | 'no-worker' | 'error';

/** Why a run goes on with another device, or another engine. */
export type Interruption = Extract<FailureReason, 'device-lost' | 'out-of-memory'>;

/** What a run trains on, after a recovery too. */
export type Origin = Pick<Provenance, 'engine' | 'adapter' | 'software'>;

/** What the worker tells the page. */
export type Report =
	| { readonly type: 'loading'; readonly run: number; readonly loaded: number; readonly total: number }
	/** The first trainer stands, its data loaded: from now on time is spent on measuring. */
	| { readonly type: 'started'; readonly run: number; readonly provenance: Provenance }
	| { readonly type: 'step'; readonly run: number; readonly step: Step }
	| { readonly type: 'paused'; readonly run: number }
	| { readonly type: 'recovering'; readonly run: number; readonly reason: Interruption }
	| ({ readonly type: 'recovered'; readonly run: number; readonly degraded: boolean } & Origin)
	| { readonly type: 'done'; readonly run: number; readonly stopped: boolean; readonly held: Held }
	| { readonly type: 'diverged'; readonly run: number; readonly updates: number }
	| { readonly type: 'failed'; readonly run: number; readonly reason: FailureReason; readonly detail: string };
