// What a reader has run is on the scorecard of another page: after a reload, until it is cleared, and without storage too.
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { readFileSync } from 'node:fs';
import { action, expect, figureOf, openFigure, press, stateOf, test, watchSmoothness } from './site.ts';

const card = (page: Page, query = '') => openFigure(page, 'scorecard', query);
const mine = (page: Page) => page.locator('tr[data-whose="own"]');

async function runTimes(page: Page): Promise<void> {
	const figure = await openFigure(page, 'update-time', '?preset=small&engine=plain&lines=engine&epochLimit=0.1');
	await press(figure, 'run');
	await stateOf(figure, 'done');
	await expect.poll(() => page.evaluate(() => localStorage.length)).toBe(1);
}

test('a run decides its rows, which survive a reload and are gone once cleared', async ({ page, seen }) => {
	await runTimes(page);
	await card(page);
	await expect(mine(page)).toHaveCount(2);
	await page.reload();
	await expect(mine(page)).toHaveCount(2);
	const row = page.locator('tr[data-row="updateSerial"]');
	await expect(row).toHaveAttribute('data-outcome', 'seen');
	const link = row.locator('[class*="small"] a').last();
	const address = new URL((await link.getAttribute('href'))!, page.url());
	expect(address.search).toContain('lines=engine');
	await page.goto(address.href);
	const figure = figureOf(page, 'update-time');
	await figure.scrollIntoViewIfNeeded();
	await expect(action(figure, 'run')).toBeEnabled();
	await expect(figure.locator('[data-note="address"]')).toHaveCount(0);
	await card(page);
	await action(figureOf(page, 'scorecard'), 'clear').click();
	await expect(mine(page)).toHaveCount(0);
	await page.reload();
	await expect(page.locator('tr[data-row]')).not.toHaveCount(0);
	await expect(mine(page)).toHaveCount(0);
	expect(await page.evaluate(() => localStorage.length)).toBe(0);
	expect(seen.errors).toEqual([]);
	expect(seen.foreign).toEqual([]);
});

for (const width of [1280, 360])
	test(`nothing moves when the reader's own rows come, nor when they go, at ${width} pixels`, async ({ page }) => {
		await runTimes(page);
		await page.setViewportSize({ width, height: 2600 });
		await page.addInitScript(() => {
			window.smoothness = { shift: 0, longest: 0 };
			new PerformanceObserver((list) => {
				for (const entry of list.getEntries() as (PerformanceEntry & { value: number })[])
					window.smoothness.shift += entry.value;
			}).observe({ type: 'layout-shift', buffered: true });
		});
		const figure = await card(page);
		await expect(mine(page)).toHaveCount(2);
		const finding = figure.locator('.finding .told');
		const said = await finding.innerText();
		expect(await page.evaluate(() => window.smoothness.shift)).toBe(0);
		await watchSmoothness(page);
		await action(figureOf(page, 'scorecard'), 'clear').click();
		await expect(mine(page)).toHaveCount(0);
		await expect(finding).not.toHaveText(said, { useInnerText: true });
		expect(await page.evaluate(() => window.smoothness.shift)).toBe(0);
		const { violations } = await new AxeBuilder({ page }).include('[data-drawing]').analyze();
		expect(violations.map(({ id }) => id)).toEqual([]);
	});

for (const [trouble, spoil] of [
	[
		'denied',
		() =>
			Object.defineProperty(window, 'localStorage', {
				get: () => {
					throw new DOMException('', 'SecurityError');
				},
			}),
	],
	['unreadable', () => localStorage.setItem('noisy-descent.scorecard.v1', '{')],
] as const)
	test(`with storage ${trouble} the card works and says so`, async ({ page, seen }) => {
		await page.addInitScript(spoil);
		const figure = await card(page);
		await expect(figure.locator(`[data-kept="${trouble}"]`)).toBeVisible();
		await expect(page.locator('tr[data-outcome="seen"]')).not.toHaveCount(0);
		expect(seen.errors).toEqual([]);
	});

test('with storage full the run goes well, and the chapter’s card has its rows and says that they will not last', async ({
	page,
	seen,
}) => {
	await page.addInitScript(() => {
		Storage.prototype.setItem = () => {
			throw new DOMException('', 'QuotaExceededError');
		};
	});
	await page.goto('zh-CN/generalization/?figure=gap&preset=small&examples=100&hidden=8&layers=1&pairs=5&target=1');
	const [gap, card] = [figureOf(page, 'gap'), figureOf(page, 'scorecard')];
	await gap.scrollIntoViewIfNeeded();
	await expect(action(gap, 'run')).toBeEnabled();
	await press(gap, 'run');
	await stateOf(gap, 'done');
	await card.scrollIntoViewIfNeeded();
	await expect(card.locator('[data-kept="full"]')).toBeVisible();
	await expect(card.locator('tr[data-row="generalization"]')).toHaveAttribute('data-whose', 'own');
	expect(seen.errors).toEqual([]);
});

test('the picture to take away holds the table as it is seen, once', async ({ page }, info) => {
	const figure = await card(page);
	const [download] = await Promise.all([page.waitForEvent('download'), press(figure, 'svg')]);
	const path = info.outputPath('card.svg');
	await download.saveAs(path);
	const svg = readFileSync(path, 'utf8');
	const names = await page
		.locator('tr[data-row] th')
		.evaluateAll((all) => all.map((each) => each.firstChild!.textContent!.trim()));
	expect(names.length).toBeGreaterThan(7);
	for (const name of names) expect(svg.split(name.slice(0, 6)).length).toBeGreaterThan(1);
	expect(svg.match(/<circle/g)).toHaveLength(names.length);
});
