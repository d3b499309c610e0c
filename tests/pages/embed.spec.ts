// What an embedder asks for by the address's keys is what the page shows.
import { action, embedPage, expect, figure0, figureOf, openFigure, stateOf, test } from './site.ts';

test('controls=0 leaves the settings out, and nothing else', async ({ page }) => {
	const figure = await openFigure(page, figure0, '?controls=0');
	await expect(figure.locator('details.settings')).toHaveCount(0);
	await expect(figure.locator('details.data')).toBeVisible();
	await expect(action(figure, 'pause')).toBeVisible();
	await expect(figure.locator('[data-note="address"]')).toHaveCount(0);
});

test('hide=table leaves the table out, and nothing else', async ({ page }) => {
	const figure = await openFigure(page, figure0, '?hide=table');
	await expect(figure.locator('table')).toHaveCount(0);
	await expect(figure.locator('details.settings')).toBeVisible();
	await expect(figure.locator('details.take-away')).toBeVisible();
	await expect(figure.locator('[data-note="address"]')).toHaveCount(0);
});

test('autorun=1 runs to its end by itself', async ({ page, seen }) => {
	await page.goto(`${embedPage(figure0)}?autorun=1&preset=small&batchSizes=1,10&epochLimit=0.1`);
	const figure = figureOf(page, figure0);
	await stateOf(figure, 'done');
	await expect(figure.locator('.own').first()).toBeAttached();
	expect(seen.errors).toEqual([]);
});

for (const [theme, other] of [
	['dark', 'light'],
	['light', 'dark'],
] as const)
	test(`theme=${theme} is ${theme} whatever the system prefers`, async ({ page }) => {
		const paper = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
		await page.emulateMedia({ colorScheme: theme });
		await openFigure(page, figure0);
		const wanted = await paper();
		await page.emulateMedia({ colorScheme: other });
		expect(await paper()).not.toBe(wanted);
		await openFigure(page, figure0, `?theme=${theme}`);
		expect(await paper()).toBe(wanted);
	});
