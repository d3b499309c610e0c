// A figure's state is its address; a bad address gives the default, says so and loses nothing.
import type { Locator } from '@playwright/test';
import { action, embedPage, expect, figure0, figureOf, openFigure, press, stateOf, takeJson, test } from './site.ts';

const hostile = [
	'?preset=enormous', '?seed=-1', '?seed=4294967296', '?seed=1e999', '?seed=NaN', '?engine=cuda', '?batchSizes=', '?batchSizes=0',
	'?batchSizes=1,,2', '?batchSizes=1e9', '?hidden=0.5', '?hidden=99999', '?repeats=<script>alert(1)</script>', '?lines=toString',
	'?__proto__=1', '?constructor=prototype', '?unknown=1', `?batchSizes=${'9,'.repeat(3000)}9`, '?epochLimit=%F0%9F%92%A5', '?theme=%00',
]; // prettier-ignore

for (const query of hostile)
	test(`${decodeURIComponent(query).slice(0, 40)} gives defaults with a visible note`, async ({ page, seen }) => {
		await page.goto(embedPage(figure0) + query);
		const figure = figureOf(page, figure0);
		await expect(action(figure, 'run')).toBeEnabled();
		await expect(figure.locator('[data-note="address"]')).toBeVisible();
		await expect(figure).toHaveAttribute('data-state', 'ready');
		expect(seen.errors).toEqual([]);
	});

test('a link to a preset shows its recording before any run; what has none fades the one that is there', async ({
	page,
}) => {
	const fades = (figure: Locator) => figure.locator('dl .faded:not(.away)');
	const figure = await openFigure(page, figure0, '?preset=small');
	await expect.poll(async () => (await takeJson(page, figure)).preset).toBe('small');
	await expect(fades(figure)).toHaveCount(0);
	const other = await openFigure(page, figure0, '?preset=small&hidden=37');
	await expect(fades(other)).toHaveCount(1);
	expect((await takeJson(page, other)).preset).toBe('full');
	expect(page.workers()).toHaveLength(0);
});

test('the link of a figure reproduces settings and seed', async ({ page, context }) => {
	const figure = await openFigure(page, figure0, '?preset=small&seed=7&batchSizes=1,16&hidden=20&epochLimit=0.1');
	await press(figure, 'run');
	await stateOf(figure, 'done');
	const first = await takeJson(page, figure);
	await press(figure, 'link');
	const link = await figure.locator('[data-field="link"]').inputValue();
	const other = await context.newPage();
	await other.goto(link);
	const again = figureOf(other, figure0);
	await expect(action(again, 'run')).toBeEnabled();
	await press(again, 'run');
	await stateOf(again, 'done');
	const second = await takeJson(other, again);
	expect(second.settings).toEqual(first.settings);
	expect([second.seed, second.start, second.order]).toEqual([7, first.start, first.order]);
});

test('a changed setting is in the address, and only what differs', async ({ page }) => {
	const figure = await openFigure(page, figure0);
	await figure.locator('details.settings > summary').click();
	const keys = () => [...new URL(page.url()).searchParams].sort();
	const type = async (name: string, value: string) => {
		const input = figure.locator(`details.settings input[type="number"][id$="-${name}"]`);
		await input.fill(value);
		await input.press('Tab');
	};
	expect(keys()).toEqual([]);
	await type('hidden', '37');
	await expect.poll(keys).toEqual([['hidden', '37']]);
	await type('seed', '9');
	await expect.poll(keys).toEqual([['hidden', '37'], ['seed', '9']]); // prettier-ignore
	await type('hidden', '100');
	await expect.poll(keys).toEqual([['seed', '9']]);
});
