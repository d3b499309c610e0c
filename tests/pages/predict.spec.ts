// The step before the answer, in every figure that has one: a guess is made without seeing the answer, and then held against it.
import AxeBuilder from '@axe-core/playwright';
import type { Locator, Page } from '@playwright/test';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { dist } from './serve.ts';
import {
	action,
	embedPage,
	expect,
	figure0,
	figures,
	languages,
	openFigure,
	press,
	stateOf,
	takeJson,
	test,
	watchSmoothness,
} from './site.ts';

const hasStep = (id: string) => readFileSync(join(dist, embedPage(id), 'index.html'), 'utf8').includes('data-predict');
const guessed = figures.filter(hasStep);

const step = (figure: Locator) => figure.locator('[data-predict]');
const summary = (figure: Locator) => step(figure).locator('summary');
const answers = (figure: Locator) =>
	figure.locator('[data-drawing]').first().locator(':is(.own, .recorded, .published)').filter({ visible: true });
const guesses = (figure: Locator) => figure.locator('[data-guess]');
const told = (figure: Locator) => step(figure).locator('[data-difference]:not(:empty)');
const firstSlider = (figure: Locator) => step(figure).locator('input[type="range"]').first();

/** The curves that can be guessed: parts of the step arrive after it is opened. */
async function curvesOf(figure: Locator): Promise<Locator> {
	const curves = step(figure).locator('fieldset');
	await expect(curves).not.toHaveCount(0);
	return curves;
}

/** Presses Tab until the focus is on `target`. */
async function tabTo(page: Page, target: Locator): Promise<void> {
	await expect(async () => {
		await page.keyboard.press('Tab');
		await expect(target).toBeFocused({ timeout: 100 });
	}).toPass({ intervals: [0] });
}

/** Where the parts of the figure stand that are not in the step: edges on the whole page, in pixels. */
const places = (figure: Locator) =>
	figure.locator('[data-drawing], figcaption, figcaption > *').evaluateAll((all) =>
		all.map((each) => {
			const { top, bottom } = each.getBoundingClientRect();
			return [top, bottom].map((edge) => Math.round(edge + window.scrollY));
		}),
	);

test('there are figures with a step before the answer, and figures without', () => {
	expect(guessed).toContain(figure0);
	expect(guessed.length).toBeLessThan(figures.length);
	// Of these a reader has an opinion before seeing anything.
	expect(guessed).toEqual(expect.arrayContaining(['accuracy', 'epoch-time', 'gap', 'phase', 'update-time']));
});

for (const id of guessed) {
	test(`${id}: the keyboard alone guesses out of sight of the answer, and holds the guess against it`, async ({
		page,
	}) => {
		const figure = await openFigure(page, id);
		const finding = figure.locator('figcaption .words');
		await expect(answers(figure)).not.toHaveCount(0);
		await tabTo(page, summary(figure));
		await page.keyboard.press('Enter');
		await expect(answers(figure)).toHaveCount(0);
		await expect(finding).toBeHidden();
		await expect(action(figure, 'reveal')).toBeDisabled();
		// Its curves are loaded when it is opened.
		await expect(firstSlider(figure)).toBeVisible();
		const before = await places(figure);
		await tabTo(page, firstSlider(figure));
		for (const key of ['ArrowRight', 'ArrowRight', 'ArrowLeft']) await page.keyboard.press(key);
		await expect(guesses(figure)).toHaveCount(1);
		await expect(told(figure)).toHaveCount(0);
		await tabTo(page, action(figure, 'reveal'));
		await page.keyboard.press('Space');
		await expect(answers(figure)).not.toHaveCount(0);
		await expect(finding).toBeVisible();
		await expect(guesses(figure)).toHaveCount(1);
		await expect(told(figure)).toHaveCount(1);
		await expect(firstSlider(figure)).toBeDisabled();
		expect(await places(figure)).toEqual(before);
		await tabTo(page, action(figure, 'clear'));
		await page.keyboard.press('Enter');
		await expect(guesses(figure)).toHaveCount(0);
		await expect(answers(figure)).toHaveCount(0);
	});

	test(`${id}: a shape is a guess of one curve, and closing the step shows everything`, async ({ page }) => {
		const figure = await openFigure(page, id);
		await summary(figure).click();
		const shapes = (await curvesOf(figure)).last().locator('button');
		for (const shape of await shapes.all()) {
			await shape.click();
			await expect(shape).toHaveAttribute('aria-pressed', 'true');
			await expect(guesses(figure)).toHaveCount(1);
		}
		await summary(figure).click();
		await expect(answers(figure)).not.toHaveCount(0);
		await expect(guesses(figure)).toHaveCount(1);
	});

	test(`${id}: predict=1 opens the step, predict=0 leaves it out`, async ({ page }) => {
		const open = await openFigure(page, id, '?predict=1');
		await expect(firstSlider(open)).toBeVisible();
		await expect(answers(open)).toHaveCount(0);
		const without = await openFigure(page, id, '?predict=0');
		await expect(step(without)).toHaveCount(0);
		await expect(answers(without)).not.toHaveCount(0);
		await expect(without.locator('[data-note="address"]')).toHaveCount(0);
	});

	for (const language of languages)
		test(`${id} in ${language}: the step has no axe violation before the answer and after, and fits 360 pixels`, async ({
			page,
		}) => {
			await page.setViewportSize({ width: 360, height: 740 });
			await page.emulateMedia({ reducedMotion: 'reduce' });
			const figure = await openFigure(page, id, '?predict=1', language);
			for (const fieldset of await (await curvesOf(figure)).all()) await fieldset.locator('button').first().click();
			for (const scheme of ['light', 'dark'] as const) {
				await page.emulateMedia({ colorScheme: scheme });
				expect((await new AxeBuilder({ page }).analyze()).violations.map(({ id: rule }) => rule)).toEqual([]);
				if (scheme === 'light') await action(figure, 'reveal').click();
			}
			await expect(told(figure)).not.toHaveCount(0);
			expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
		});
}

test('a guess lies over the run, outlives it and its clearing, and nothing moves', async ({ page, seen }) => {
	const figure = await openFigure(page, figure0, '?preset=small&batchSizes=1,10,100&epochLimit=0.1&predict=1');
	await step(figure).locator('fieldset').first().locator('button').first().click();
	const before = await places(figure);
	await watchSmoothness(page);
	await press(figure, 'run');
	await stateOf(figure, 'done');
	await expect(guesses(figure)).toHaveCount(1);
	await expect(figure.locator('.own').filter({ visible: true })).not.toHaveCount(0);
	await expect(told(figure)).toHaveCount(1);
	const ofOwn = await told(figure).textContent();
	expect(await places(figure)).toEqual(before);
	expect(await page.evaluate(() => window.smoothness.shift)).toBe(0);
	expect(JSON.stringify(await takeJson(page, figure))).not.toContain('guess');
	await press(figure, 'reset');
	await stateOf(figure, 'ready');
	await expect(guesses(figure)).toHaveCount(1);
	await expect(told(figure)).not.toHaveText(ofOwn!);
	expect(seen.errors).toEqual([]);
});
