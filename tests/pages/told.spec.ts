// A figure's words and numbers are those of what it draws: as they were built, after a change, and back again.
import type { Locator } from '@playwright/test';
import { expect, figure0, openFigure, press, stateOf, test, toys } from './site.ts';

const finding = (figure: Locator) => figure.locator('.finding .told');
const rows = (figure: Locator) => figure.locator('details.data tbody tr');
const announced = (figure: Locator) => figure.locator('[aria-live="polite"] > p');
const tableOf = async (figure: Locator) => (await rows(figure).allInnerTexts()).join('\n');

/** A toy whose first slider changes what it says. */
const [toy] = toys;

test('finding and table follow a control, and come back with it', async ({ page, seen }) => {
	const figure = await openFigure(page, toy);
	await figure.locator('details.data > summary').click();
	const [said, table] = [await finding(figure).innerText(), await tableOf(figure)];
	expect(said.length).toBeGreaterThan(40);
	expect(table.split('\n').length).toBeGreaterThan(3);
	await expect(announced(figure)).toHaveCount(0);
	const slider = figure.locator('details.settings input[type="range"]').first();
	await slider.press('Home');
	await expect(finding(figure)).not.toHaveText(said, { useInnerText: true });
	await expect.poll(() => tableOf(figure)).not.toBe(table);
	await expect(announced(figure)).not.toHaveCount(0);
	await figure.locator('details.settings button').last().click();
	await expect(finding(figure)).toHaveText(said, { useInnerText: true });
	await expect.poll(() => tableOf(figure)).toBe(table);
	expect(seen.errors).toEqual([]);
});

test('a toy that is played as it stands announces what it came to', async ({ page }) => {
	const figure = await openFigure(page, toy);
	await expect(announced(figure)).toHaveCount(0);
	await press(figure, 'run');
	await press(figure, 'stop');
	await stateOf(figure, 'done');
	await expect.poll(() => announced(figure).count()).toBeGreaterThan(1);
});

test('a run has words of its own until it is cleared', async ({ page }) => {
	const figure = await openFigure(page, figure0, '?preset=small&batchSizes=1,10&epochLimit=0.1');
	await figure.locator('details.data > summary').click();
	const [said, table] = [await finding(figure).innerText(), await tableOf(figure)];
	await press(figure, 'run');
	await stateOf(figure, 'done');
	await expect(finding(figure)).not.toHaveText(said, { useInnerText: true });
	await expect(figure.locator('.finding')).toHaveClass(/mine/);
	await expect.poll(() => tableOf(figure)).not.toBe(table);
	await press(figure, 'reset');
	await expect(finding(figure)).toHaveText(said, { useInnerText: true });
	await expect(figure.locator('.finding')).not.toHaveClass(/mine/);
	await expect.poll(() => tableOf(figure)).toBe(table);
});

test('words that do not come are missed aloud', async ({ page }) => {
	const figure = await openFigure(page, toy);
	await page.route(/\/told\.[^/]*\.js$/, (route) => route.abort('internetdisconnected'));
	await figure.locator('details.settings input[type="range"]').first().press('Home');
	await expect(figure.locator('[data-note="failed"]')).toBeVisible();
});
