import { defineConfig } from '@playwright/test';
import { findChromium, launchFlags } from './scripts/browser.ts';

/** These press Run and look at the clock, so nothing else may run beside them. */
const timed = ['**/live.spec.ts', '**/run.spec.ts'];

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
		{ name: 'pages', testIgnore: timed },
		{ name: 'timed', testMatch: timed, workers: 1 },
	],
	workers: 2,
});
