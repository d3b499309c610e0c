import { expect, test } from 'vitest';
import { initial, isActive, next, states, type RunEvent, type State, type Status } from '../../src/lib/run/machine.ts';

const at = (state: State, more: Partial<Status> = {}): Status => ({ ...initial, state, ...more });

const ends = { done: 'done', diverged: 'diverged', failed: 'failed', stop: 'done', reset: 'ready' } as const;
/** Where every event leads from every state; what is not named stays. */
const table: readonly (readonly [RunEvent, Partial<Record<State, State>>])[] = [
	[{ type: 'hydrated' }, { recorded: 'ready' }],
	[
		{ type: 'go', stepping: false },
		{ ready: 'loading', paused: 'running', done: 'loading', diverged: 'loading', failed: 'loading' },
	],
	[
		{ type: 'go', stepping: true },
		{ ready: 'loading', paused: 'running', done: 'loading', diverged: 'loading', failed: 'loading' },
	],
	[{ type: 'pause', reason: 'user' }, { running: 'paused' }],
	[{ type: 'stop' }, { loading: ends.stop, running: ends.stop, recovering: ends.stop, paused: ends.stop }],
	[
		{ type: 'reset' },
		{
			loading: 'ready',
			running: 'ready',
			recovering: 'ready',
			paused: 'ready',
			done: 'ready',
			diverged: 'ready',
			failed: 'ready',
		},
	],
	[
		{ type: 'found', status: at('done') },
		{ ready: 'done', diverged: 'done', failed: 'done' },
	],
	[{ type: 'started' }, { loading: 'running' }],
	[{ type: 'paused' }, {}],
	[{ type: 'recovering', reason: 'device-lost' }, { running: 'recovering' }],
	[{ type: 'recovered', degraded: false }, { recovering: 'running' }],
	[{ type: 'done' }, { loading: 'done', running: 'done', recovering: 'done', paused: 'done' }],
	[{ type: 'diverged' }, { loading: 'diverged', running: 'diverged', recovering: 'diverged', paused: 'diverged' }],
	[
		{ type: 'failed', reason: 'data' },
		{ loading: 'failed', running: 'failed', recovering: 'failed', paused: 'failed' },
	],
];

for (const [event, leads] of table)
	test(`${JSON.stringify(event)} leads from every state where it should`, () => {
		const reached = Object.fromEntries(states.map((state) => [state, next(at(state), event).state]));
		expect(reached).toEqual(Object.fromEntries(states.map((state) => [state, leads[state] ?? state])));
	});

test('recovering is reached from running alone', () => {
	const lost = { type: 'recovering', reason: 'device-lost' } as const;
	const from = states.filter((state) => state !== 'recovering' && next(at(state), lost).state === 'recovering');
	expect(from).toEqual(['running']);
});

test('a stop says so, and what the worker still tells changes nothing', () => {
	const stopped = next(at('running'), { type: 'stop' });
	expect(stopped).toMatchObject({ state: 'done', reason: 'stopped' });
	for (const [event] of table.filter(([{ type }]) =>
		['started', 'paused', 'recovering', 'recovered', 'done', 'diverged', 'failed'].includes(type),
	))
		expect(next(stopped, event)).toBe(stopped);
});

test('a pause that comes while the run loads is kept until it has started', () => {
	const loading = next(at('loading'), { type: 'pause', reason: 'hidden' });
	expect(loading.state).toBe('loading');
	expect(next(loading, { type: 'started' })).toMatchObject({ state: 'paused', reason: 'hidden' });
	const again = next(loading, { type: 'go', stepping: false });
	expect(next(again, { type: 'started' }).state).toBe('running');
});

test('the reader’s pause outlives a hidden page', () => {
	const hidden = next(at('running'), { type: 'pause', reason: 'hidden' });
	expect(next(hidden, { type: 'pause', reason: 'user' }).reason).toBe('user');
	const byReader = next(at('running'), { type: 'pause', reason: 'user' });
	expect(next(byReader, { type: 'pause', reason: 'hidden' }).reason).toBe('user');
});

test('a step pauses when the worker has made it, a run does not', () => {
	const stepping = next(at('paused', { reason: 'user' }), { type: 'go', stepping: true });
	expect(next(stepping, { type: 'paused' })).toMatchObject({ state: 'paused', reason: 'user', stepping: false });
	const going = next(stepping, { type: 'go', stepping: false });
	expect(next(going, { type: 'paused' }).state).toBe('running');
});

test.each(['device-lost', 'out-of-memory'] as const)('a slower engine after %s is told to the end', (reason) => {
	const recovering = next(at('running'), { type: 'recovering', reason });
	expect(recovering.reason).toBe(reason);
	const after = next(recovering, { type: 'recovered', degraded: true });
	expect(after).toMatchObject({ state: 'running', reason: 'degraded' });
	expect(next(after, { type: 'done' })).toMatchObject({ state: 'done', reason: 'degraded' });
});

test('a failure keeps its reason, a new run forgets it', () => {
	const failed = next(at('loading'), { type: 'failed', reason: 'offline' });
	expect(failed.reason).toBe('offline');
	expect(next(failed, { type: 'go', stepping: false })).toMatchObject({ state: 'loading', reason: '' });
});

test('only a run that a worker knows of is active', () => {
	expect(states.filter((state) => isActive(at(state)))).toEqual(['loading', 'running', 'recovering', 'paused']);
});
