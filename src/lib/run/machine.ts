// The states of a run and what leads from one to the next. Pure: what an event does not allow leaves the status as it is.
import type { FailureReason, Interruption } from '../worker/protocol.ts';

export const states = [
	'recorded',
	'ready',
	'loading',
	'running',
	'recovering',
	'paused',
	'done',
	'diverged',
	'failed',
] as const;
export type State = (typeof states)[number];
export type PauseReason = 'user' | 'hidden' | 'other-figure';
export type Reason = '' | PauseReason | 'stopped' | 'degraded' | FailureReason;

export interface Status {
	readonly state: State;
	readonly reason: Reason;
	/** The run pauses after its next measurement. */
	readonly stepping: boolean;
	/** Why it will pause as soon as it can; '' where it need not. */
	readonly held: '' | PauseReason;
	/** It went on with a slower engine than it began with. */
	readonly degraded: boolean;
}

export type RunEvent =
	/** The page can be pressed. */
	| { readonly type: 'hydrated' }
	/** Run or Step was pressed, or a hidden page came back. */
	| { readonly type: 'go'; readonly stepping: boolean }
	| { readonly type: 'pause'; readonly reason: PauseReason }
	| { readonly type: 'stop' }
	| { readonly type: 'reset' }
	/** A result with these settings was already in the store. */
	| { readonly type: 'found'; readonly status: Status }
	/* What the worker tells: */
	| { readonly type: 'started' }
	| { readonly type: 'paused' }
	| { readonly type: 'recovering'; readonly reason: Interruption }
	| { readonly type: 'recovered'; readonly degraded: boolean }
	| { readonly type: 'done' }
	| { readonly type: 'diverged' }
	| { readonly type: 'failed'; readonly reason: FailureReason };

export const initial: Status = { state: 'recorded', reason: '', stepping: false, held: '', degraded: false };
const ready: Status = { ...initial, state: 'ready' };

const active: readonly State[] = ['loading', 'running', 'recovering', 'paused'];
/** A worker works, or waits, for this run. */
export const isActive = ({ state }: Status): boolean => active.includes(state);
/** It works right now. */
export const isWorking = (status: Status): boolean => isActive(status) && status.state !== 'paused';

const running = (status: Status): Status => ({
	...status,
	state: 'running',
	reason: status.degraded ? 'degraded' : '',
	held: '',
});
const paused = (status: Status, reason: PauseReason): Status => ({
	...status,
	state: 'paused',
	reason,
	// A hidden page only interrupts a step; it goes on with it.
	stepping: status.stepping && reason === 'hidden',
	held: '',
});
const ended = (status: Status, state: State, reason: Reason): Status => ({
	...ready,
	state,
	reason,
	degraded: status.degraded,
});

function go(status: Status, stepping: boolean): Status {
	if (status.state === 'recorded') return status;
	if (status.state === 'paused') return { ...running(status), stepping };
	if (isActive(status)) return { ...status, stepping, held: '' };
	return { ...ready, state: 'loading', stepping };
}

function pause(status: Status, reason: PauseReason): Status {
	if (status.state === 'running') return paused(status, reason);
	if (status.state === 'paused' && status.reason === 'hidden') return { ...status, reason };
	// It cannot pause while it loads or recovers: it does so afterwards.
	return isWorking(status) ? { ...status, held: reason } : status;
}

/** Loading or recovering is over. */
const goesOn = (status: Status): Status => (status.held === '' ? running(status) : paused(status, status.held));

export function next(status: Status, event: RunEvent): Status {
	const { state } = status;
	switch (event.type) {
		case 'hydrated':
			return state === 'recorded' ? ready : status;
		case 'go':
			return go(status, event.stepping);
		case 'pause':
			return pause(status, event.reason);
		case 'stop':
			return isActive(status) ? ended(status, 'done', 'stopped') : status;
		case 'reset':
			return state === 'recorded' ? status : ready;
		case 'found':
			return state === 'recorded' || isActive(status) ? status : event.status;
		case 'started':
			return state === 'loading' ? goesOn(status) : status;
		case 'paused':
			return state === 'running' && status.stepping ? paused(status, 'user') : status;
		case 'recovering':
			return state === 'running' ? { ...status, state: 'recovering', reason: event.reason } : status;
		case 'recovered': {
			const after = { ...status, degraded: status.degraded || event.degraded };
			return state === 'recovering' ? goesOn(after) : isActive(status) ? after : status;
		}
		case 'done':
			return isActive(status) ? ended(status, 'done', status.degraded ? 'degraded' : '') : status;
		case 'diverged':
			return isActive(status) ? ended(status, 'diverged', '') : status;
		case 'failed':
			return isActive(status) ? ended(status, 'failed', event.reason) : status;
		default:
			return event satisfies never;
	}
}
