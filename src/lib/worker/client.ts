// The page's side of the border: one worker a page, made when a reader first asks for a run.
import type { Report, Request } from './protocol.ts';

export type Order = Omit<Extract<Request, { type: 'run' }>, 'type' | 'run'>;
export interface Handle {
	pause(): void;
	/** Goes on; `steps` more measurements, or to the end. */
	resume(steps: number | null): void;
	stop(): void;
}
export interface Client {
	/** Starts a run; `listen` hears all of it, its end last: `done`, `diverged` or `failed`. */
	start(order: Order, listen: (report: Report) => void): Handle;
}

interface Run {
	readonly listen: (report: Report) => void;
	/** Set once it was told to stop. */
	stopping?: { readonly timer: ReturnType<typeof setTimeout>; readonly ended: () => void };
}
/** What the client needs of a Worker. */
export interface Port {
	postMessage(request: Request): void;
	terminate(): void;
	onmessage: ((event: MessageEvent<Report>) => void) | null;
	onerror: ((event: ErrorEvent) => void) | null;
}

const nothingHeld = { tensors: 0, buffers: 0, devices: 0 };
const isEnd = ({ type }: Report): boolean => type === 'done' || type === 'diverged' || type === 'failed';

/** @param patience milliseconds after a stop in which a run must end before its worker is terminated */
export function createClient(makeWorker: () => Port, patience = 2000): Client {
	const runs = new Map<number, Run>();
	let worker: Port | null = null;
	let last = 0;
	/** A run that was told to stop ends before the next begins: two at a time would spoil each other's timing. */
	let ending: Promise<unknown> = Promise.resolve();

	function hear(report: Report): void {
		const run = runs.get(report.run);
		if (!run) return;
		if (isEnd(report)) {
			runs.delete(report.run);
			clearTimeout(run.stopping?.timer);
			run.stopping?.ended();
		}
		run.listen(report);
	}

	function failAll(detail: string): void {
		worker?.terminate();
		worker = null;
		for (const run of runs.keys()) hear({ type: 'failed', run, reason: 'no-worker', detail });
	}

	function open(): Port {
		const opened = makeWorker();
		opened.onmessage = (event) => hear(event.data);
		opened.onerror = (event) => failAll(event.message || 'the worker did not load');
		return opened;
	}

	function send(request: Request): void {
		if (!runs.has(request.run)) return;
		try {
			worker ??= open();
			worker.postMessage(request);
		} catch (error) {
			failAll(error instanceof Error ? error.message : String(error));
		}
	}

	function giveUp(run: number): void {
		const waiting = runs.get(run);
		if (!waiting) return;
		hear({ type: 'done', run, stopped: true, held: nothingHeld });
		failAll('the worker was stopped');
	}

	function stop(run: number): void {
		const told = runs.get(run);
		if (!told || told.stopping) return;
		const before = ending;
		ending = new Promise<void>((ended) => {
			told.stopping = { timer: setTimeout(() => giveUp(run), patience), ended };
		}).then(() => before);
		send({ type: 'stop', run });
	}

	return {
		start(order, listen) {
			const run = ++last;
			const begun = ending;
			runs.set(run, { listen });
			void begun.then(() => send({ type: 'run', run, ...order }));
			const later = (request: Request) => void begun.then(() => send(request));
			return {
				pause: () => later({ type: 'pause', run }),
				resume: (steps) => later({ type: 'resume', run, steps }),
				stop: () => void begun.then(() => stop(run)),
			};
		},
	};
}

/** The page's only client. */
export const client = createClient(() => new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' }));
