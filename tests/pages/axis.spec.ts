// Training curves along another axis: a view of what was measured, kept in the address, that starts nothing.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { embedPage, expect, figureOf, figures, openFigure, press, test } from './site.ts';
import { dist } from './serve.ts';

const withCurves = figures.filter((id) =>
	readFileSync(join(dist, embedPage(id), 'index.html'), 'utf8').includes('data-axis'),
);

test('there are figures with training curves', () => expect(withCurves.length).toBeGreaterThan(0));

for (const id of withCurves)
	test(`${id} is looked at along updates, examples and seconds, and a link shows it so`, async ({ page, seen }) => {
		const figure = await openFigure(page, id);
		const drawing = () => figure.locator('[data-drawing]').first().innerHTML();
		const views = new Set([await drawing()]);
		for (const axis of ['updates', 'examples', 'seconds']) {
			await figure.locator(`[data-axis] input[value="${axis}"]`).check();
			await expect.poll(() => new URL(page.url()).searchParams.get('x')).toBe(axis);
			views.add(await drawing());
		}
		expect(views.size).toBe(4);
		expect(page.workers()).toHaveLength(0);
		await press(figure, 'link');
		const shown = await drawing();
		await page.goto(await figure.locator('[data-field="link"]').inputValue());
		const again = figureOf(page, id);
		await expect(again.locator('[data-axis] input[value="seconds"]')).toBeChecked();
		// Ids differ from page to page, numbers do not.
		const texts = (html: string) => html.replace(/<[^>]*>/g, ' ');
		expect(texts(await again.locator('[data-drawing]').first().innerHTML())).toBe(texts(shown));
		expect(seen.errors).toEqual([]);
	});

test('an axis that is none is told and leaves the default', async ({ page }) => {
	const figure = await openFigure(page, withCurves[0], '?x=time');
	await expect(figure.locator('[data-note="address"]')).toBeVisible();
	await expect(figure.locator('[data-axis] input[value="epochs"]')).toBeChecked();
});
