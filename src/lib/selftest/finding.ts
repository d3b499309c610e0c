// How what happened becomes a finding.
import { failureOf } from '../worker/failure.ts';
import { OutOfTime } from './deadline.ts';
import type { Finding, Reason } from './report.ts';

export const leftOut = (reason: Reason, detail = ''): Finding => ({ outcome: 'left-out', value: null, reason, detail });

/** Of an error measured against its bound. @param share of the bound; Infinity for what is no number */
export const measured = (share: number, detail = ''): Finding =>
	share <= 1
		? { outcome: 'passed', value: share, reason: null, detail }
		: { outcome: 'failed', value: share, reason: 'wrong', detail };

/** Of anything thrown: a device that is not there and time that is up fail nobody. */
export function thrown(error: unknown, where = ''): Finding {
	if (error instanceof OutOfTime) return leftOut('time', where);
	const { reason, detail } = failureOf(error);
	const words = [where, detail].filter(Boolean).join(': ');
	return reason === 'no-webgpu' ? leftOut(reason, words) : { outcome: 'failed', value: null, reason, detail: words };
}

const rank = { failed: 2, passed: 1, 'left-out': 0 } as const;
/** Of two findings on one thing the one that a reader must know. */
export function worse(a: Finding | undefined, b: Finding): Finding {
	if (!a || rank[a.outcome] < rank[b.outcome]) return b;
	if (rank[a.outcome] > rank[b.outcome]) return a;
	return (b.value ?? Infinity) > (a.value ?? Infinity) ? b : a;
}
