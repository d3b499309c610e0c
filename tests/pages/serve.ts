// A static server for the built site: under any base path, over plain http, as a school's server would do it.
import { createReadStream, existsSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';

export const dist = join(import.meta.dirname, '../../dist');

const types: Readonly<Record<string, string>> = {
	'.html': 'text/html; charset=utf-8',
	'.js': 'text/javascript',
	'.css': 'text/css',
	'.json': 'application/json',
	'.svg': 'image/svg+xml',
	'.woff2': 'font/woff2',
	'.png': 'image/png',
};

function fileFor(path: string): string | null {
	const plain = normalize(decodeURIComponent(path)).replace(/^(\.\.[/\\])+/, '');
	const file = join(dist, plain);
	if (!existsSync(file)) return null;
	if (!statSync(file).isDirectory()) return file;
	const index = join(file, 'index.html');
	return existsSync(index) ? index : null;
}

export interface Served {
	/** Address of the site's root, ending in '/'. */
	readonly url: string;
	readonly port: number;
	close(): Promise<void>;
}

/** Serves `dist` below `base` ("/" or "/any/path/") on a free port. */
export async function serve(base = '/'): Promise<Served> {
	const server = createServer((request, response) => {
		const path = new URL(request.url ?? '/', 'http://x').pathname;
		const file = path.startsWith(base) ? fileFor(path.slice(base.length - 1)) : null;
		if (file === null)
			return void response.writeHead(404, { 'content-type': 'text/html' }).end('<!doctype html>not found');
		response.writeHead(200, { 'content-type': types[extname(file)] ?? 'application/octet-stream' });
		createReadStream(file).pipe(response);
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const { port } = server.address() as AddressInfo;
	const close = () =>
		new Promise<void>((resolve) => {
			server.closeAllConnections();
			server.close(() => resolve());
		});
	return { url: `http://127.0.0.1:${port}${base}`, port, close };
}
