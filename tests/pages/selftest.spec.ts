// The self-test on a reader's device: all passes on the software adapter, the report can be taken along, and nothing that is missing is an exception.
import AxeBuilder from '@axe-core/playwright';
import { chromium, type Locator, type Page } from '@playwright/test';
import { readFileSync } from 'node:fs';
import type { Report } from '../../src/lib/selftest/report.ts';
import { action, expect, languages, needsWebGpu, test } from './site.ts';

const part = (selftest: Locator, name: string): Locator => selftest.locator(`[data-part="${name}"] tbody tr`);
const outcomes = (rows: Locator): Promise<(string | undefined)[]> =>
	rows.evaluateAll((all) => all.map((row) => (row as HTMLElement).dataset.outcome));

/** Opens the page and waits until its parts are there. */
async function openPage(page: Page, address = 'selftest/'): Promise<Locator> {
	await page.goto(address);
	const selftest = page.locator('[data-selftest]:visible');
	await expect(selftest).toHaveCount(1);
	await expect(action(selftest, 'tensorflow')).toBeAttached();
	return selftest;
}
const ended = (selftest: Locator, state: string) =>
	expect(selftest).toHaveAttribute('data-state', state, { timeout: 30_000 });

async function jsonOf(page: Page, selftest: Locator): Promise<Report> {
	const [download] = await Promise.all([page.waitForEvent('download'), action(selftest, 'json').click()]);
	expect(download.suggestedFilename()).toBe('selftest.json');
	return JSON.parse(readFileSync(await download.path(), 'utf8')) as Report;
}

/** Sum of the layout shifts from now on. */
const watchShifts = (page: Page) =>
	page.evaluate(() => {
		const shifts = { sum: 0 };
		Object.assign(window, { shifts });
		new PerformanceObserver((list) => {
			for (const entry of list.getEntries()) shifts.sum += (entry as PerformanceEntry & { value: number }).value;
		}).observe({ type: 'layout-shift' });
	});
const shifted = (page: Page): Promise<number> =>
	page.evaluate(() => (window as unknown as { shifts: { sum: number } }).shifts.sum);

for (const [width, scheme] of [
	[1280, 'light'],
	[360, 'dark'],
] as const)
	test(`nothing fails within ten seconds at ${width} pixels, nothing moves, and the report names the adapter`, async ({
		page,
		context,
		adapter,
		seen,
	}) => {
		needsWebGpu(adapter);
		await context.grantPermissions(['clipboard-read', 'clipboard-write']);
		await page.setViewportSize({ width, height: 740 });
		await page.emulateMedia({ colorScheme: scheme });
		const selftest = await openPage(page);
		await watchShifts(page);
		await expect(action(selftest, 'run')).toBeEnabled();
		await action(selftest, 'run').focus();
		await page.keyboard.press('Enter');
		await ended(selftest, 'done');
		expect(await shifted(page)).toBe(0);
		const { seconds, facts, rows } = await jsonOf(page, selftest);
		for (const name of ['kernels', 'sweeps', 'engines'])
			expect(await outcomes(part(selftest, name))).toEqual(
				rows.filter((row) => row.part === name).map(({ outcome }) => outcome),
			);
		// A machine that does other things, too, has time for less; what it had no time for has not failed.
		const open = rows.filter(({ outcome }) => outcome !== 'passed');
		expect(open.filter(({ reason }) => reason !== 'time' && reason !== 'not-asked')).toEqual([]);
		expect(rows.find(({ name }) => name === 'forward-sparse')).toMatchObject({ outcome: 'passed', reason: null });
		console.log(
			`self-test on ${adapter}: ${seconds?.toFixed(1)} s, ${rows.length - open.length} of ${rows.length} passed`,
		);
		expect(seconds).toBeLessThan(10);
		expect(facts?.adapter).toBe(adapter);
		for (const { part, outcome, value } of rows)
			if (part === 'speed' && outcome === 'passed') expect(value).toBeGreaterThan(0);

		await action(selftest, 'copy').click();
		const copied = await page.evaluate(() => navigator.clipboard.readText());
		expect(copied).toContain(adapter!);
		expect(copied).toContain('forward-sparse');
		const { violations } = await new AxeBuilder({ page }).analyze();
		expect(violations.map(({ id }) => id)).toEqual([]);
		expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
		expect(seen).toEqual({ foreign: [], errors: [] });
	});

for (const language of languages)
	test(`speaks ${language} to who asks for it, and runs by itself where the address says so`, async ({ page }) => {
		const selftest = await openPage(page, `selftest/?lang=${language}&autorun=1`);
		expect(await page.evaluate(() => document.documentElement.lang)).toBe(language);
		await expect(page.locator('main:visible')).toHaveCount(1);
		await expect(selftest).toHaveAttribute('data-state', 'running');
		await expect(page.locator('footer:visible a[href*="selftest"]')).toHaveAttribute(
			'href',
			new RegExp(`lang=${language}$`),
		);
	});

test('over plain http it says that there is no WebGPU, tries plain loops, and the report is selected to be copied', async ({
	site,
	launchOptions,
}) => {
	const args = [...(launchOptions.args ?? []), '--host-resolver-rules=MAP book.test 127.0.0.1'];
	const browser = await chromium.launch({ ...launchOptions, args });
	try {
		const page = await browser.newPage();
		const selftest = await openPage(page, `http://book.test:${site.port}/selftest/?lang=en`);
		await action(selftest, 'run').click();
		await ended(selftest, 'done');
		await expect(selftest.locator('[data-verdict]')).toContainText('WebGPU cannot be used here');
		for (const name of ['kernels', 'sweeps'])
			expect(new Set(await outcomes(part(selftest, name)))).toEqual(new Set(['left-out']));
		expect(await outcomes(part(selftest, 'engines'))).toEqual(['left-out', 'passed', 'left-out']);
		await action(selftest, 'copy').click();
		expect(await page.evaluate(() => getSelection()?.toString() ?? '')).toContain('no WebGPU');
		expect((await jsonOf(page, selftest)).facts).toMatchObject({ adapter: '', secure: false });
	} finally {
		await browser.close();
	}
});

test('a program that does not arrive is a verdict, and every check is told as left out', async ({ page }) => {
	await page.route(/\/worker-[^/]*\.js$/, (route) => route.abort('internetdisconnected'));
	const selftest = await openPage(page, 'selftest/?lang=en');
	await action(selftest, 'run').click();
	await ended(selftest, 'failed');
	await expect(selftest.locator('[data-verdict]')).toContainText('could not be finished (not loaded)');
	expect(new Set(await outcomes(part(selftest, 'kernels')))).toEqual(new Set(['left-out']));
	await expect(action(selftest, 'run')).toBeEnabled();
});
