// The page's side of the border: one worker a page, made when a reader first asks for a run.
import type { FailureReason, Report, Request } from './protocol.ts';

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
	/** The worker knows of it. */
	sent: boolean;
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

const stoppedReport = (run: number): Report => ({
	type: 'done',
	run,
	stopped: true,
	held: { tensors: 0, buffers: 0, devices: 0 },
});
const pageIsFile = (): boolean => globalThis.location?.protocol === 'file:';
const textOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
const isEnd = ({ type }: Report): boolean => type === 'done' || type === 'diverged' || type === 'failed';

/**
 * @param patience milliseconds after a stop in which a run must end before its worker is terminated
 * @param isFile whether the page was opened as a file, from which browsers start no worker
 */
export function createClient(makeWorker: () => Port, patience = 2000, isFile = pageIsFile): Client {
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

	/** Gives up the worker, and with it every run that it knows of. The next run makes a fresh one. */
	function drop(reason: FailureReason, detail: string): void {
		worker?.terminate();
		worker = null;
		for (const [run, { sent, stopping }] of [...runs])
			if (sent) hear(stopping ? stoppedReport(run) : { type: 'failed', run, reason, detail });
	}

	function open(): Port {
		const opened = makeWorker();
		let spoken = false;
		opened.onmessage = ({ data }) => {
			spoken = true;
			hear(data);
		};
		opened.onerror = ({ message }) => {
			if (opened !== worker) return;
			// A worker that never said a word did not come.
			const reason = spoken ? 'error' : isFile() ? 'no-worker' : 'offline';
			drop(reason, message || 'the worker did not load');
		};
		return opened;
	}

	function begin(run: number, order: Order): void {
		const waiting = runs.get(run);
		if (!waiting) return;
		try {
			worker ??= open();
			worker.postMessage({ type: 'run', run, ...order });
			waiting.sent = true;
		} catch (error) {
			hear({ type: 'failed', run, reason: worker ? 'error' : 'no-worker', detail: textOf(error) });
		}
	}

	function send(request: Request): void {
		if (runs.has(request.run)) worker?.postMessage(request);
	}

	function stop(run: number): void {
		const told = runs.get(run);
		if (!told || told.stopping) return;
		if (!told.sent) return hear(stoppedReport(run));
		const before = ending;
		ending = new Promise<void>((ended) => {
			const timer = setTimeout(() => drop('error', 'the worker did not end another run and was terminated'), patience);
			told.stopping = { timer, ended };
		}).then(() => before);
		send({ type: 'stop', run });
	}

	return {
		start(order, listen) {
			const run = ++last;
			const begun = ending;
			runs.set(run, { listen, sent: false });
			void begun.then(() => begin(run, order));
			const later = (request: Request) => void begun.then(() => send(request));
			return {
				pause: () => later({ type: 'pause', run }),
				resume: (steps) => later({ type: 'resume', run, steps }),
				stop: () => stop(run),
			};
		},
	};
}

/** The page's only client. */
export const client = createClient(() => new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' }));
