// Figures in which a place of a map is chosen: by mouse, by finger, by keyboard and by slider, at any time, and it stands in the address.
import type { Locator, Page } from '@playwright/test';
import { readFileSync } from 'node:fs';
import { action, expect, mapped, openFigure, press, stateOf, test } from './site.ts';

const area = (figure: Locator) => figure.locator('[data-pick]').first();
const map = (figure: Locator) => figure.getByRole('application').first();
const said = (figure: Locator) => figure.locator('[data-drawing] [role="status"]').first();
const numbers = (figure: Locator) =>
	figure
		.locator('[data-drawing] .slider input[type="number"]')
		.evaluateAll((all) => all.map((each) => Number((each as HTMLInputElement).value)));
async function spot(figure: Locator, across: number, up: number): Promise<{ x: number; y: number }> {
	await area(figure).scrollIntoViewIfNeeded();
	const box = (await area(figure).boundingBox())!;
	return { x: box.x + across * box.width, y: box.y + (1 - up) * box.height };
}
async function point(page: Page, figure: Locator, across: number, up: number): Promise<void> {
	const { x, y } = await spot(figure, across, up);
	await page.mouse.move(x, y);
}
const query = (page: Page) => new URL(page.url()).search;

test('there is a figure to pick in', () => expect(mapped).toContain('phase'));

for (const id of mapped) {
	test(`${id}: a mouse shows what it passes over, and chooses where it presses`, async ({ page, seen }) => {
		const figure = await openFigure(page, id);
		const [before, first] = [await numbers(figure), await said(figure).innerText()];
		await point(page, figure, 0.25, 0.5);
		await expect(said(figure)).not.toHaveText(first);
		const passed = await said(figure).innerText();
		expect(await numbers(figure)).toEqual(before);
		await page.mouse.move(0, 0);
		await expect(said(figure)).toHaveText(first);
		await point(page, figure, 0.25, 0.5);
		await page.mouse.down();
		await page.mouse.up();
		await page.mouse.move(0, 0);
		await expect(said(figure)).toHaveText(passed);
		expect(await numbers(figure)).not.toEqual(before);
		await expect.poll(() => query(page)).not.toBe('');
		const again = await openFigure(page, id, query(page));
		await expect(said(again)).toHaveText(passed);
		expect(seen.errors).toEqual([]);
	});

	test(`${id}: the arrow keys move the place, and stop at the edges`, async ({ page }) => {
		const figure = await openFigure(page, id);
		await map(figure).focus();
		const [x, y] = await numbers(figure);
		await page.keyboard.press('ArrowLeft');
		const [left] = await numbers(figure);
		expect(left).toBeLessThan(x);
		await page.keyboard.press('Shift+ArrowUp');
		const [, up] = await numbers(figure);
		expect(up).toBeGreaterThan(y);
		for (let time = 0; time < 70; time++) await page.keyboard.press('ArrowDown');
		expect((await numbers(figure))[1]).toBe(0);
		await expect(map(figure)).toBeFocused();
	});

	test(`${id}: a place chosen during a run and after it leaves the run alone`, async ({ page, seen }) => {
		const figure = await openFigure(page, id, '?preset=small');
		await press(figure, 'step');
		await stateOf(figure, 'paused');
		await press(figure, 'step');
		await stateOf(figure, 'paused');
		await point(page, figure, 0.3, 0.4);
		await page.mouse.down();
		await page.mouse.up();
		const chosen = await numbers(figure);
		await stateOf(figure, 'paused');
		await press(figure, 'run');
		await stateOf(figure, 'done');
		await expect(figure.locator('.own image')).toBeVisible();
		await point(page, figure, 0.4, 0.3);
		await page.mouse.down();
		await page.mouse.up();
		expect(await numbers(figure)).not.toEqual(chosen);
		await stateOf(figure, 'done');
		await expect(figure.locator('.own image')).toBeVisible();
		expect(seen.errors).toEqual([]);
	});

	test(`${id}: a picture to take away holds the map`, async ({ page }) => {
		const figure = await openFigure(page, id);
		const [download] = await Promise.all([page.waitForEvent('download'), press(figure, 'svg')]);
		const svg = readFileSync(await download.path(), 'utf8');
		const address = await figure.locator('image').first().getAttribute('href');
		expect(svg).toContain(`href="${address}"`);
		expect(svg).toContain('image-rendering="pixelated"');
	});

	test.describe('under a finger', () => {
		test.use({ hasTouch: true, isMobile: true, viewport: { width: 360, height: 640 } });
		test(`${id}: a tap chooses a place`, async ({ page }) => {
			const figure = await openFigure(page, id);
			await area(figure).evaluate((element) => element.scrollIntoView({ block: 'center' }));
			const before = await numbers(figure);
			const { x, y } = await spot(figure, 0.5, 0.5);
			await page.touchscreen.tap(x, y);
			await expect.poll(() => numbers(figure)).not.toEqual(before);
			await expect(action(figure, 'run')).toBeEnabled();
		});
	});
}
