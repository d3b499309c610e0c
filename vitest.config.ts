import { compileModule } from 'svelte/compiler';
import { defineConfig } from 'vitest/config';
import type { Plugin } from 'vite';
import { dawnEnvironment } from './tests/numerics/dawn.ts';

// The loader of shared libraries reads LD_LIBRARY_PATH only when a process starts: workers are forked with this environment.
Object.assign(process.env, dawnEnvironment());

/** Compiles rune modules as the site's bundler does. */
const runes: Plugin = {
	name: 'runes',
	enforce: 'post',
	transform: (code, id) =>
		/\.svelte\.ts$/.test(id) ? compileModule(code, { filename: id, generate: 'client' }).js : null,
};

export default defineConfig({
	test: {
		pool: 'forks',
		projects: [
			{
				extends: true,
				plugins: [runes],
				resolve: { conditions: ['browser'] },
				test: { name: 'unit', include: ['tests/unit/**/*.test.ts'], server: { deps: { inline: ['svelte'] } } },
			},
			{
				extends: true,
				test: {
					name: 'numerics',
					include: ['tests/numerics/**/*.test.ts'],
					// Its modules import each other without extensions, which Node does not resolve.
					server: { deps: { inline: [/@tensorflow\//] } },
					testTimeout: 120_000,
					hookTimeout: 60_000,
				},
			},
			{
				extends: true,
				test: { name: 'verify', include: ['scripts/verify/runs/*.run.ts'], testTimeout: 30 * 60_000 },
			},
			{ extends: true, test: { name: 'content', include: ['tests/content/**/*.test.ts'], testTimeout: 60_000 } },
		],
	},
});
