// Figures whose drawing can be pointed at: a click sets what the settings set, a mouse that passes by sets nothing.
import type { Locator, Page } from '@playwright/test';
import { expect, mapped, openFigure, picked, press, stateOf, test } from './site.ts';

/** Those with a map have tests of their own. */
const all = picked.filter((id) => !mapped.includes(id));

const area = (figure: Locator) => figure.locator('[data-pick]').first();
const drawing = (figure: Locator) => figure.locator('[data-drawing]').first().innerHTML();
/** What the settings' sliders say. */
const sliders = (figure: Locator) =>
	figure
		.locator('details.settings input[type="range"]')
		.evaluateAll((found) => found.map((each) => each.ariaValueText));

/** Ids differ from visit to visit, words and numbers do not. */
const texts = async (figure: Locator) => (await drawing(figure)).replaceAll(/<[^>]*>/g, ' ');

/** Moves a slider, one key at a time, until it says this. */
async function moveTo(page: Page, slider: Locator, wanted: string): Promise<void> {
	await slider.focus();
	for (let presses = 0; presses < 50; presses++) {
		const says = await slider.evaluate((each) => each.ariaValueText ?? '');
		if (says === wanted) return;
		await page.keyboard.press(Number(says) < Number(wanted) ? 'ArrowRight' : 'ArrowLeft');
	}
}

/** A place of the drawing area, in shares of its width and height. */
async function spot(figure: Locator, across: number, down: number) {
	const box = (await area(figure).boundingBox())!;
	return { x: across * box.width, y: down * box.height };
}

test('there is a figure to point at', () => expect(all).toContain('ledger'));

for (const id of all) {
	test(`${id}: a mouse over it marks what is there, and leaves everything as it was`, async ({ page, seen }) => {
		const figure = await openFigure(page, id);
		const [before, drawn] = [await sliders(figure), await drawing(figure)];
		await area(figure).hover({ position: await spot(figure, 0.3, 0.45) });
		await expect.poll(() => drawing(figure)).not.toBe(drawn);
		expect(await sliders(figure)).toEqual(before);
		await page.mouse.move(0, 0);
		await expect.poll(() => drawing(figure)).toBe(drawn);
		expect(new URL(page.url()).search).toBe('');
		expect(seen.errors).toEqual([]);
	});

	test(`${id}: a click sets the sliders and the address, and the sliders set the drawing alike`, async ({ page }) => {
		const figure = await openFigure(page, id);
		const before = await sliders(figure);
		await area(figure).click({ position: await spot(figure, 0.3, 0.45) });
		const after = await sliders(figure);
		expect(after).not.toEqual(before);
		await expect.poll(() => new URL(page.url()).search).not.toBe('');
		await page.mouse.move(0, 0);
		const drawn = await texts(figure);
		await page.reload();
		await stateOf(figure, 'done');
		await expect.poll(() => sliders(figure)).toEqual(after);
		expect(await texts(figure)).toBe(drawn);
		// By keyboard, from the defaults.
		await figure.locator('details.settings button').click();
		await expect.poll(() => sliders(figure)).toEqual(before);
		const settings = await figure.locator('details.settings input[type="range"]').all();
		for (const [index, slider] of settings.entries()) await moveTo(page, slider, after[index]!);
		expect(await sliders(figure)).toEqual(after);
		expect(await texts(figure)).toBe(drawn);
	});

	test(`${id}: what is pointed at before the film has begun takes it to its end`, async ({ page }) => {
		const figure = await openFigure(page, id);
		await press(figure, 'run');
		await stateOf(figure, 'running');
		await expect.poll(() => figure.locator('[data-action="run"]').isVisible()).toBe(true);
		await page.waitForTimeout(1500);
		await area(figure).click({ position: await spot(figure, 0.02, 0.5) });
		await stateOf(figure, 'done');
	});

	test.describe('with a finger', () => {
		test.use({ hasTouch: true, isMobile: true, viewport: { width: 360, height: 640 } });
		test(`${id}: a tap sets what a click sets`, async ({ page }) => {
			const figure = await openFigure(page, id);
			const before = await sliders(figure);
			await area(figure).tap({ position: await spot(figure, 0.3, 0.45) });
			await expect.poll(() => sliders(figure)).not.toEqual(before);
		});
	});
}
