// Builds the bench page for itself, so that nothing of it gets into the site, and serves it.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build, preview, type InlineConfig } from 'vite';

const configOf = (outDir: string): InlineConfig => ({
	configFile: false,
	root: join(import.meta.dirname, 'page'),
	// Shards of MNIST.
	publicDir: join(import.meta.dirname, '../public'),
	base: './',
	logLevel: 'error',
	build: { outDir, emptyOutDir: true, assetsInlineLimit: 0, target: 'esnext', chunkSizeWarningLimit: 10_000 },
	worker: { format: 'es' },
	preview: { port: 0, host: '127.0.0.1' },
});

export interface Served {
	readonly url: string;
	/** Also removes what was built. */
	close(): Promise<void>;
}

export async function serveBench(): Promise<Served> {
	const outDir = mkdtempSync(join(tmpdir(), 'bench-'));
	const remove = () => rmSync(outDir, { recursive: true, force: true });
	try {
		const config = configOf(outDir);
		await build(config);
		const server = await preview(config);
		const url = server.resolvedUrls?.local[0];
		if (!url) throw new Error('bench page: expected an address to serve it on, got none');
		return { url, close: () => server.close().finally(remove) };
	} catch (error) {
		remove();
		throw error;
	}
}
