// The page's side of a self-test: a fresh worker each time, given up where it falls silent for good.
import type { Ask, Reason, Told } from './report.ts';

/** What is needed of a Worker. */
export interface Port {
	postMessage(ask: Ask): void;
	terminate(): void;
	onmessage: ((event: MessageEvent<Told>) => void) | null;
	onerror: ((event: ErrorEvent) => void) | null;
}
/** Milliseconds: a worker ends by itself before ten seconds, or before twenty, unless a device or a loop does not let it. */
const patienceFor = ({ tensorflow }: Ask): number => (tensorflow ? 25_000 : 14_000);

const makeWorker = (): Port => new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });
const textOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/**
 * Starts a self-test; `listen` hears all of it, 'done' or 'failed' last.
 * @returns ends it unheard
 */
export function startSelfTest(
	ask: Ask,
	listen: (told: Told) => void,
	make = makeWorker,
	patience = patienceFor(ask),
): () => void {
	let worker: Port;
	try {
		worker = make();
	} catch (error) {
		listen({ type: 'failed', reason: 'no-worker', detail: textOf(error) });
		return () => undefined;
	}
	let spoken = false;
	const fail = (reason: Reason, detail: string): void => {
		end();
		listen({ type: 'failed', reason, detail });
	};
	const timer = setTimeout(fail, patience, 'time', `no end after ${patience} ms`);
	const end = (): void => {
		clearTimeout(timer);
		worker.terminate();
	};
	worker.onmessage = ({ data }) => {
		spoken = true;
		if (data.type === 'done' || data.type === 'failed') end();
		listen(data);
	};
	// A worker that never said a word did not come.
	worker.onerror = ({ message }) => fail(spoken ? 'error' : 'offline', message || 'the worker did not load');
	worker.postMessage(ask);
	return end;
}
