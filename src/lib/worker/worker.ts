// Entry of the worker: binds the desk to the browser. Engines and experiments are loaded when a run asks for them.
import { mnistSource } from '../datasets/mnist.ts';
import { Breather } from '../engine/breather.ts';
import { probeAdapter } from '../engine/device.ts';
import type { EngineName } from '../engine/engine.ts';
import { held } from '../engine/held.ts';
import { fasterEngine, madeUpDigits } from '../engine/measure.ts';
import { chooseEngine, openEngine } from '../engine/open.ts';
import { resilientEngine } from '../engine/resilient.ts';
import { experiments } from '../experiments/list.ts';
import type { Request } from './protocol.ts';
import { desk, type Supplies } from './session.ts';
import { probeTick } from './tick.ts';

/** Set when the site is built. */
declare const __CODE_HASHES__: Readonly<Record<string, string>>;

const now = (): number => performance.now();

/** Requests that also end when the run is stopped. */
const fetchUntil =
	(stopped: AbortSignal): typeof fetch =>
	(input, init) => {
		const abort = new AbortController();
		for (const signal of [stopped, init?.signal]) {
			if (signal?.aborted) abort.abort();
			signal?.addEventListener('abort', () => abort.abort(), { once: true });
		}
		return fetch(input, { ...init, signal: abort.signal });
	};

/** Measured once a visit, where it has to be measured. */
let faster: Promise<EngineName> | null = null;
const measure = (): Promise<EngineName> => (faster ??= fasterEngine((name) => openEngine(name, madeUpDigits), now));

function supplies(base: string, progress: (loaded: number, total: number) => void, stopped: AbortSignal): Supplies {
	const source = mnistSource(base, progress, fetchUntil(stopped));
	return {
		choose: (forced) => chooseEngine(forced, () => probeAdapter(), measure),
		open: (name, watch) => resilientEngine(name, (each) => openEngine(each, source), watch, now),
		dataHash: () => source.dataHash(),
	};
}

const handle = desk({
	post: (report) => self.postMessage(report),
	experiments,
	supplies,
	codeHashes: __CODE_HASHES__,
	versions: { browser: navigator.userAgent },
	now,
	tick: probeTick(now),
	breather: new Breather(),
	artefacts: new Map(),
	held,
});

self.onmessage = ({ data }: MessageEvent<Request>) => handle(data);
