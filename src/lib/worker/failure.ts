// Turns whatever was thrown into the word that the page shows.
import type { FailureReason } from './protocol.ts';

/** A request that names no experiment, or settings that its schema refuses. */
export class BadRequest extends Error {
	readonly reason = 'bad-settings';
}

const known: readonly string[] = ['no-webgpu', 'device-lost', 'out-of-memory', 'bad-settings', 'error'];

function reasonOf(error: Error): FailureReason {
	if ('reason' in error && known.includes(String(error.reason))) return error.reason as FailureReason;
	if ('what' in error) return error.what === 'offline' ? 'offline' : 'data';
	if (/allocation failed|out of memory/i.test(error.message)) return 'out-of-memory';
	if (error instanceof RangeError) return 'bad-settings';
	// A part of the program that is loaded on first use did not come.
	if (/dynamically imported module|importing a module/i.test(error.message)) return 'offline';
	return 'error';
}

/** Reason and detail of anything thrown. Errors of engine and data carry `reason` or `what`. */
export function failureOf(thrown: unknown): { reason: FailureReason; detail: string } {
	const error = thrown instanceof Error ? thrown : new Error(String(thrown));
	return { reason: reasonOf(error), detail: error.message };
}
