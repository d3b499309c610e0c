// Figures whose drawing can be dragged: pointer and finger set what a slider sets, and the page still scrolls under a finger.
import type { Locator, Page } from '@playwright/test';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { dist } from './serve.ts';
import { embedPage, expect, figures, openFigure, press, stateOf, takeJson, test, toys } from './site.ts';

const dragged = figures.filter((id) =>
	readFileSync(join(dist, embedPage(id), 'index.html'), 'utf8').includes('data-drag'),
);

const area = (figure: Locator) => figure.locator('[data-drag]').first();
/** What the sliders of settings say, and the numbers beside them. */
const sliders = (figure: Locator) =>
	figure.locator('.slider input[type="range"]').evaluateAll((all) => all.map((each) => each.ariaValueText));
const numbers = (figure: Locator) =>
	figure
		.locator('.slider input[type="number"]')
		.evaluateAll((all) => all.map((each) => (each as HTMLInputElement).value));
/** Every element with its attributes and words; what comes and goes may write its attributes in another order. */
const drawing = (figure: Locator) =>
	figure
		.locator('[data-drawing]')
		.first()
		.evaluate((element) =>
			[...element.querySelectorAll('*')].map((each) => {
				const attributes = [...each.attributes].map(({ name, value }) => `${name}=${value}`).sort();
				return [each.tagName, ...attributes, each.children.length === 0 ? each.textContent : ''].join(' ');
			}),
		);

interface Spot {
	readonly x: number;
	readonly y: number;
}
/** A place of the drawing area, in shares of its width and height. */
async function spot(figure: Locator, across: number, down: number): Promise<Spot> {
	const box = (await area(figure).boundingBox())!;
	return { x: box.x + across * box.width, y: box.y + down * box.height };
}

/** The middle of the handle. */
async function handle(figure: Locator): Promise<Spot> {
	const box = (await figure.locator('g.handle').first().boundingBox())!;
	return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}
const changed = (before: readonly unknown[], after: readonly unknown[]): number =>
	after.filter((value, i) => value !== before[i]).length;

async function drag(page: Page, figure: Locator, from: number, to: number): Promise<void> {
	const [start, end] = [await spot(figure, from, 0.5), await spot(figure, to, 0.5)];
	await page.mouse.move(start.x, start.y);
	await page.mouse.down();
	await page.mouse.move(end.x, end.y, { steps: 5 });
	await page.mouse.up();
}

/** One finger, as the browser itself takes it: it may scroll the page with it. */
async function swipe(page: Page, from: Spot, to: Spot): Promise<void> {
	const session = await page.context().newCDPSession(page);
	const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', touchPoints: Spot[]) =>
		session.send('Input.dispatchTouchEvent', { type, touchPoints });
	await touch('touchStart', [from]);
	for (let step = 1; step <= 8; step++) {
		const at = (key: keyof Spot) => from[key] + ((to[key] - from[key]) * step) / 8;
		await touch('touchMove', [{ x: at('x'), y: at('y') }]);
		await page.waitForTimeout(30);
	}
	await touch('touchEnd', []);
}

test('there is a figure to drag', () => expect(dragged).toContain('sharp-flat'));

for (const id of dragged) {
	test(`${id}: a drag moves the drawing, the slider and the address, as far as the setting goes`, async ({
		page,
		seen,
	}) => {
		const figure = await openFigure(page, id);
		const [before, drawn] = [await sliders(figure), await drawing(figure)];
		await drag(page, figure, 0.5, 0.53);
		const after = await sliders(figure);
		expect(after).not.toEqual(before);
		expect(await numbers(figure)).toEqual(after);
		expect(await drawing(figure)).not.toEqual(drawn);
		await expect.poll(() => new URL(page.url()).search).not.toBe('');
		await drag(page, figure, 0.53, 0.5);
		expect(await sliders(figure)).toEqual(before);
		expect(await drawing(figure)).toEqual(drawn);
		await expect.poll(() => new URL(page.url()).search).toBe('');
		await drag(page, figure, 0.02, 0.98);
		const most = await sliders(figure);
		await drag(page, figure, 0.02, 0.98);
		expect(await sliders(figure)).toEqual(most);
		expect(seen.errors).toEqual([]);
	});

	test(`${id}: a pointer that is not down, or another button, moves nothing`, async ({ page }) => {
		const figure = await openFigure(page, id);
		const before = await takeJson(page, figure);
		const [start, end] = [await spot(figure, 0.3, 0.5), await spot(figure, 0.7, 0.5)];
		await page.mouse.move(start.x, start.y);
		await page.mouse.move(end.x, end.y, { steps: 3 });
		await page.mouse.down({ button: 'right' });
		await page.mouse.move(start.x, start.y, { steps: 3 });
		await page.mouse.up({ button: 'right' });
		await page.mouse.down();
		await page.mouse.up();
		await page.mouse.move(end.x, end.y, { steps: 3 });
		expect(await takeJson(page, figure)).toEqual(before);
	});

	// What a worker measures has no film.
	if (toys.includes(id))
		test(`${id}: what is dragged before the film has begun, or while it plays, is seen at once`, async ({ page }) => {
			const figure = await openFigure(page, id);
			const before = await sliders(figure);
			await press(figure, 'reset');
			await stateOf(figure, 'ready');
			const start = await drawing(figure);
			await drag(page, figure, 0.5, 0.55);
			await stateOf(figure, 'done');
			expect(await sliders(figure)).not.toEqual(before);
			expect(await drawing(figure)).not.toEqual(start);
			await press(figure, 'run');
			await stateOf(figure, 'running');
			await drag(page, figure, 0.5, 0.45);
			await stateOf(figure, 'done');
		});

	test.describe('under a finger', () => {
		test.use({ hasTouch: true, isMobile: true, viewport: { width: 360, height: 640 } });
		test(`${id}: it drags, and the page stays; up and down beside the handle the page scrolls`, async ({ page }) => {
			const figure = await openFigure(page, id);
			await area(figure).evaluate((element) => element.scrollIntoView({ block: 'center' }));
			const scrolled = () => page.evaluate(() => window.scrollY);
			const [before, place] = [await sliders(figure), await scrolled()];
			const both = (await area(figure).getAttribute('data-drag')) === 'both';
			const taken = both ? await handle(figure) : await spot(figure, 0.5, 0.5);
			await swipe(page, taken, { x: taken.x + 30, y: taken.y + (both ? 20 : 0) });
			const after = await sliders(figure);
			expect(changed(before, after)).toBe(both ? 2 : 1);
			expect(await scrolled()).toBe(place);
			await swipe(page, await spot(figure, 0.9, 0.9), await spot(figure, 0.9, 0.1));
			await expect.poll(scrolled).toBeGreaterThan(place);
			expect(await sliders(figure)).toEqual(after);
		});
	});
}
