import { expect, test, vi } from 'vitest';
import { createClient, type Port } from '../../src/lib/worker/client.ts';
import type { Report, Request } from '../../src/lib/worker/protocol.ts';
import { order } from './worker-order.ts';

/** A worker that does nothing but remember. */
function fakePort() {
	const port: Port & { asked: Request[]; terminated: boolean } = {
		asked: [],
		terminated: false,
		postMessage: (request) => port.asked.push(request),
		terminate: () => void (port.terminated = true),
		onmessage: null,
		onerror: null,
	};
	return port;
}
const tell = (port: Port, report: Report) => port.onmessage?.({ data: report } as MessageEvent<Report>);
const settled = () => new Promise((resolve) => setTimeout(resolve));
const doneOf = (run: number): Report => ({
	type: 'done',
	run,
	stopped: false,
	held: { tensors: 0, buffers: 0, devices: 0 },
});

/** A client with as many workers as it asks for. */
function several(patience?: number, isFile?: () => boolean) {
	const ports: ReturnType<typeof fakePort>[] = [];
	const make = () => ports[ports.push(fakePort()) - 1];
	return { ports, client: createClient(make, patience, isFile) };
}

test('the worker is made at the first run and kept for the next', async () => {
	const ports = [fakePort(), fakePort()];
	const make = vi.fn(() => ports[make.mock.calls.length - 1]);
	const client = createClient(make);
	expect(make).not.toHaveBeenCalled();
	client.start(order, () => undefined);
	client.start(order, () => undefined);
	await settled();
	expect(make).toHaveBeenCalledTimes(1);
	expect(ports[0].asked.map(({ type, run }) => [type, run])).toEqual([
		['run', 1],
		['run', 2],
	]);
});

test('a worker that does not end within its patience is terminated, and the run counts as stopped', async () => {
	const port = fakePort();
	const heard: Report[] = [];
	const handle = createClient(() => port, 5).start(order, (report) => heard.push(report));
	await settled();
	handle.stop();
	await vi.waitFor(() => expect(port.terminated).toBe(true));
	expect(heard).toMatchObject([{ type: 'done', stopped: true }]);
});

test('a stuck worker takes only the runs with it that it knew of; the one that waits has a fresh one', async () => {
	const { client, ports } = several(5);
	const heard: Report[] = [];
	const listen = (report: Report) => void heard.push(report);
	client.start(order, listen);
	const stuck = client.start(order, listen);
	await settled();
	stuck.stop();
	client.start(order, listen);
	await vi.waitFor(() => expect(ports).toHaveLength(2));
	expect(ports[0].terminated).toBe(true);
	expect(heard).toMatchObject([
		{ type: 'failed', run: 1, reason: 'error' },
		{ type: 'done', run: 2, stopped: true },
	]);
	expect(ports[1].asked).toMatchObject([{ type: 'run', run: 3 }]);
	tell(ports[1], doneOf(3));
	expect(heard.at(-1)).toMatchObject({ type: 'done', run: 3 });
});

test('a run that was stopped before the worker heard of it is dropped, and two never run at once', async () => {
	const { client, ports } = several();
	const first = client.start(order, () => undefined);
	await settled();
	first.stop();
	const heard: Report[] = [];
	client.start(order, (report) => heard.push(report)).stop();
	expect(heard).toMatchObject([{ type: 'done', run: 2, stopped: true }]);
	client.start(order, () => undefined);
	await settled();
	expect(ports[0].asked.map(({ type, run }) => [type, run])).toEqual([
		['run', 1],
		['stop', 1],
	]);
	tell(ports[0], doneOf(1));
	await settled();
	expect(ports[0].asked.at(-1)).toMatchObject({ type: 'run', run: 3 });
});

test('the next run waits until a stopping one has ended', async () => {
	const port = fakePort();
	const client = createClient(() => port);
	const first = client.start(order, () => undefined);
	await settled();
	first.stop();
	await settled();
	client.start(order, () => undefined);
	await settled();
	expect(port.asked.map(({ type }) => type)).toEqual(['run', 'stop']);
	tell(port, { type: 'done', run: 1, stopped: true, held: { tensors: 0, buffers: 0, devices: 0 } });
	await settled();
	expect(port.asked.map(({ type }) => type)).toEqual(['run', 'stop', 'run']);
});

test('a worker that cannot be made fails the run by name', async () => {
	const heard: Report[] = [];
	const refused = createClient(() => {
		throw new Error('not from file:');
	});
	refused.start(order, (report) => heard.push(report));
	await settled();
	expect(heard).toMatchObject([{ type: 'failed', reason: 'no-worker', detail: 'not from file:' }]);
});

test('a worker that does not come is the network’s fault, except on a page from a file; the next run asks again', async () => {
	for (const [isFile, reason] of [
		[false, 'offline'],
		[true, 'no-worker'],
	] as const) {
		const heard: Report[] = [];
		const { client, ports } = several(2000, () => isFile);
		client.start(order, (report) => heard.push(report));
		await settled();
		ports[0].onerror?.({} as ErrorEvent);
		expect(heard).toMatchObject([{ type: 'failed', reason }]);
		client.start(order, (report) => heard.push(report));
		await settled();
		expect(ports[1].asked).toMatchObject([{ type: 'run', run: 2 }]);
	}
});

test('a worker that breaks after it has spoken is not taken for a missing one', async () => {
	const heard: Report[] = [];
	const { client, ports } = several();
	client.start(order, (report) => heard.push(report));
	await settled();
	tell(ports[0], { type: 'loading', run: 1, loaded: 1, total: 2 });
	ports[0].onerror?.({ message: 'broken' } as ErrorEvent);
	expect(heard.at(-1)).toMatchObject({ type: 'failed', reason: 'error', detail: 'broken' });
	expect(ports[0].terminated).toBe(true);
});
