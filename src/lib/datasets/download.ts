// One file over a network that may be slow, cut off or not what it says: bytes with progress, patience and one fresh request.
import { DataError } from './data-error.ts';

export interface Network {
	readonly fetcher: typeof fetch;
	/** Milliseconds without a byte after which a connection counts as dead. */
	readonly patience: number;
}
export interface Collected {
	/** At most the length asked for; what came beyond it is dropped. */
	readonly bytes: Uint8Array<ArrayBuffer>;
	/** Bytes that came; above the length asked for, reading stopped early. */
	readonly received: number;
}

/** Reads a stream into one array of `length` bytes. `arrived` is told of every piece's length. */
export async function collect(
	stream: ReadableStream<Uint8Array>,
	length: number,
	next: <T>(piece: Promise<T>) => Promise<T> = (piece) => piece,
	arrived: (bytes: number) => void = () => undefined,
): Promise<Collected> {
	const bytes = new Uint8Array(length);
	const reader = stream.getReader();
	let received = 0;
	for (;;) {
		const { done, value } = await next(reader.read());
		if (done) return { bytes, received };
		if (received < length) bytes.set(value.subarray(0, length - received), received);
		received += value.length;
		arrived(value.length);
		if (received > length) {
			await reader.cancel();
			return { bytes, received };
		}
	}
}

async function within<T>(patience: number, promise: Promise<T>): Promise<T> {
	let timer: ReturnType<typeof setTimeout> | undefined;
	const late = new Promise<never>((_, reject) => {
		timer = setTimeout(() => reject(new Error(`nothing for ${patience} ms`)), patience);
	});
	try {
		return await Promise.race([promise, late]);
	} finally {
		clearTimeout(timer);
	}
}

/**
 * Requests a file and reads at most `length` bytes of its body.
 * @throws DataError `offline` when the connection fails or falls silent, `missing` for any status but success
 */
export async function download(
	{ fetcher, patience }: Network,
	url: URL,
	cache: RequestCache,
	length: number,
	arrived: (bytes: number) => void,
): Promise<Collected> {
	const file = url.pathname.split('/').at(-1) ?? '';
	const abort = new AbortController();
	const next = <T>(piece: Promise<T>) => within(patience, piece);
	try {
		const response = await next(fetcher(url, { cache, signal: abort.signal }));
		if (!response.ok || !response.body) throw new DataError('missing', file, 'HTTP 200', `HTTP ${response.status}`);
		return await collect(response.body, length, next, arrived);
	} catch (error) {
		abort.abort();
		if (error instanceof DataError) throw error;
		throw new DataError('offline', file, 'a connection', error instanceof Error ? error.message : String(error));
	}
}

/** Tries once, then once more past every cache, since a bad copy may lie in one. */
export async function twice<T>(first: RequestCache, attempt: (cache: RequestCache) => Promise<T>): Promise<T> {
	try {
		return await attempt(first);
	} catch {
		return attempt('reload');
	}
}
