// Recorded runs, fetched when a reader chooses a preset or a run needs one to stand beside.
import type { Result } from '../series/result.ts';

export type Fetcher = (address: string) => Promise<Response>;

/** A recording as it stands in a page or a file; null where there is none. */
export function parseRecording(text: string): Result | null {
	return text === '' ? null : (JSON.parse(text) as Result);
}

/** The recording of a preset, or null where there is none or it does not come: a run goes on without. */
export async function fetchRecording(
	base: string,
	experiment: string,
	preset: string,
	fetcher: Fetcher = fetch,
): Promise<Result | null> {
	try {
		const response = await fetcher(`${base}recordings/${experiment}.${preset}.json`);
		return response.ok ? ((await response.json()) as Result) : null;
	} catch {
		return null;
	}
}
