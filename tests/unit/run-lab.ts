// A page whose worker says what a test makes it say, and a run on it.
import { updateTime } from '../../src/lib/experiments/update-time.ts';
import * as choices from '../../src/lib/run/choice.ts';
import { Run, type Page } from '../../src/lib/run/run.svelte.ts';
import { createStore } from '../../src/lib/run/store.ts';
import type { Measurement, Provenance, Result } from '../../src/lib/series/result.ts';
import type { Client, Order } from '../../src/lib/worker/client.ts';
import type { Report } from '../../src/lib/worker/protocol.ts';

export const provenance: Provenance = {
	engine: 'plain',
	adapter: '',
	software: true,
	startedAt: '2026-01-01T00:00:00.000Z',
	versions: {},
	dataHash: 'data',
	codeHash: 'code',
	start: '00000000',
	order: '00000000',
};
export const point = (x: number, more: Partial<Measurement> = {}): Measurement => ({
	series: 'updateTime',
	at: { engine: 'plain' },
	model: 0,
	axis: 'batchSize',
	x,
	value: x / 2,
	...more,
});
export const small = choices.settingsOf(updateTime, {}, { ...choices.noChoice, preset: 'small' });
const held = { tensors: 0, buffers: 0, devices: 0 };

/** A page whose worker says what the test makes it say. */
export function place({ software = true, recorded = null as Result | null, arrives = true } = {}) {
	const orders: Order[] = [];
	const said: string[] = [];
	let listen: (report: Report) => void = () => undefined;
	const client: Client = {
		start(order, listener) {
			orders.push(order);
			listen = listener;
			return {
				pause: () => said.push('pause'),
				resume: (steps) => said.push(`resume ${steps}`),
				stop: () => said.push('stop'),
			};
		},
	};
	const page: Page = {
		client: () => (arrives ? Promise.resolve(client) : Promise.reject(new TypeError('no network'))),
		store: createStore(),
		base: () => 'http://book.test/',
		probe: () => Promise.resolve({ software }),
		recording: () => Promise.resolve(recorded),
		now: () => 0,
		beforeGo: () => undefined,
		ended: (_, { seed }) => said.push(`ended ${seed}`),
	};
	const step = (x: number, done: number) => listen({ type: 'step', run: 1, step: { measurements: [point(x)], done } });
	const started = () => listen({ type: 'started', run: 1, provenance });
	const done = () => listen({ type: 'done', run: 1, stopped: false, held });
	return { page, orders, said, step, started, done, tell: (report: Report) => listen(report) };
}
export function running(options?: Parameters<typeof place>[0]) {
	const its = place(options);
	const run = new Run(updateTime, {}, its.page);
	run.hydrate();
	return { run, ...its };
}
