// What the page computes by itself: a film that can be played, paused and stepped, and a link that shows the same again.
import { expect, figureOf, openFigure, press, stateOf, takeJson, test, toys, watchSmoothness } from './site.ts';

// Other programs may have had the processor for a moment.
test.describe.configure({ retries: 1 });

for (const id of toys) {
	test(`${id} plays its film to the end without an engine, and nothing moves`, async ({ page, seen }) => {
		const figure = await openFigure(page, id);
		await stateOf(figure, 'done');
		await expect(figure).toHaveAttribute('data-engine', 'javascript');
		const before = await takeJson(page, figure);
		await watchSmoothness(page);
		const start = Date.now();
		await press(figure, 'run');
		await stateOf(figure, 'running');
		await stateOf(figure, 'done');
		const done = Date.now() - start;
		const { shift, longest } = await page.evaluate(() => window.smoothness);
		console.log(`${id}: film ${done} ms, longest task ${longest} ms, shift ${shift}`);
		expect(done).toBeLessThanOrEqual(60_000);
		expect(longest).toBeLessThanOrEqual(250);
		expect(shift).toBe(0);
		expect(page.workers()).toHaveLength(0);
		expect(await takeJson(page, figure)).toEqual(before);
		expect(seen.errors).toEqual([]);
	});

	test(`${id}: a film plays, pauses, steps, jumps to its end and goes back to its start`, async ({ page }) => {
		await page.emulateMedia({ reducedMotion: 'reduce' });
		const figure = await openFigure(page, id);
		const done = () => figure.locator('progress').evaluate((bar: HTMLProgressElement) => bar.value);
		await stateOf(figure, 'done');
		await press(figure, 'reset');
		await stateOf(figure, 'ready');
		expect(await done()).toBe(0);
		await press(figure, 'step');
		await stateOf(figure, 'paused');
		const first = await done();
		expect(first).toBeGreaterThan(0);
		const drawing = () => figure.locator('[data-drawing]').first().innerHTML();
		const before = await drawing();
		await press(figure, 'step');
		await expect.poll(done).toBeCloseTo(2 * first, 9);
		expect(await drawing()).not.toBe(before);
		await press(figure, 'run');
		await stateOf(figure, 'running');
		await press(figure, 'pause');
		await stateOf(figure, 'paused');
		await expect(figure).toHaveAttribute('data-reason', 'user');
		await press(figure, 'stop');
		await stateOf(figure, 'done');
		await expect(figure).toHaveAttribute('data-reason', 'stopped');
		expect(await done()).toBe(1);
	});

	test(`${id}: a link shows the same toy again, and a bad address its defaults with a note`, async ({
		page,
		context,
	}) => {
		const figure = await openFigure(page, id, '?seed=7');
		const first = await takeJson(page, figure);
		await press(figure, 'link');
		const link = await figure.locator('[data-field="link"]').inputValue();
		const other = await context.newPage();
		await other.goto(link);
		const again = figureOf(other, id);
		await stateOf(again, 'done');
		expect(await takeJson(other, again)).toEqual(first);
		const bad = await openFigure(page, id, '?engine=wgsl&preset=enormous&seed=-1&unknown=1');
		await expect(bad.locator('[data-note="address"] li')).toHaveCount(4);
		expect((await takeJson(page, bad)).seed).toBe(1);
	});
}
