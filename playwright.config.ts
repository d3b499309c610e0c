import { defineConfig } from '@playwright/test';
import { findChromium, launchFlags } from './scripts/browser.ts';

/** Without an adapter every other test would say little. */
const first = '**/adapter.spec.ts';
/** These press Run and look at the clock, so nothing else may run beside them. */
const timed = ['**/live.spec.ts', '**/pointer.spec.ts', '**/selftest.spec.ts', '**/survive.spec.ts'];

// The built site is served by the tests themselves: tests/pages/serve.ts.
export default defineConfig({
	testDir: 'tests/pages',
	outputDir: 'test-results/pages',
	forbidOnly: true,
	retries: 0,
	timeout: 90_000,
	globalTimeout: 15 * 60_000,
	reporter: 'list',
	use: { launchOptions: { executablePath: findChromium()?.path, args: launchFlags } },
	projects: [
		{ name: 'setup', testMatch: first },
		{ name: 'pages', testIgnore: [first, ...timed], dependencies: ['setup'] },
		{ name: 'timed', testMatch: timed, workers: 1, dependencies: ['setup'] },
	],
	// One more than cores: pages wait much of their time.
	workers: 3,
});
