// axe on every page, in every language, in both themes; reduced motion; 360 pixels; text large enough to read.
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { dist } from './serve.ts';
import { action, expect, figure0, languages, openFigure, pages, press, readingPages, stateOf, test } from './site.ts';

const schemes = ['light', 'dark'] as const;
const hasFigure = (path: string) => readFileSync(join(dist, path, 'index.html'), 'utf8').includes('data-figure=');

/** Opens whatever the page keeps closed; of long tables the first rows, which the others are like: axe would take seconds for hundreds. */
async function openDetails(page: Page): Promise<void> {
	await page
		.locator('details.data tbody > tr:nth-child(n + 6)')
		.evaluateAll((rows) => rows.forEach((row) => row.remove()));
	// The step before the answer would take the answer out of sight; it has a test of its own.
	await page.locator('details:not([data-predict] *)').evaluateAll((all) => {
		for (const details of all) (details as HTMLDetailsElement).open = true;
	});
}

/** Each figure's program as well. */
async function openAll(page: Page): Promise<void> {
	for (const figure of await page.locator('figure[data-figure]').all()) {
		await figure.scrollIntoViewIfNeeded();
		await expect(action(figure, 'code')).toBeEnabled();
		await press(figure, 'code');
		await expect(figure.locator('[data-panel="code"]')).toBeVisible();
	}
	await openDetails(page);
}

/** What of a page is looked at. */
interface Look {
	/** Not these parts. */
	readonly without?: readonly string[];
	/** Only these rules, or all but these. */
	readonly only?: readonly string[];
	readonly but?: readonly string[];
}
const colours = ['color-contrast'];

async function expectNoViolation(page: Page, { without = [], only = [], but = [] }: Look = {}): Promise<void> {
	const builder = without.reduce((all, selector) => all.exclude(selector), new AxeBuilder({ page }));
	const ruled = only.length > 0 ? builder.withRules([...only]) : builder.disableRules([...but]);
	const { violations } = await ruled.analyze();
	expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(' ')).join(', ')}`)).toEqual(
		[],
	);
}

const isEmbed = (path: string) => path.startsWith('embed/');
const isFirst = (path: string) => path.includes(`${languages[0]}/`);
/** Figures are looked at on their embed pages; axe takes half a minute for a chapter with its figures, so one chapter has them as well. */
const whole = pages.find((path) => !isEmbed(path) && isFirst(path) && hasFigure(path));
const figures = (path: string) => (isEmbed(path) || path === whole ? [] : ['figure[data-figure]']);

for (const path of pages)
	test(`${path || 'the language chooser'} has no axe violation in either theme, all of it open`, async ({ page }) => {
		await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
		await page.goto(path);
		await page.waitForLoadState('networkidle');
		// Programs are the same in every language.
		await ((isEmbed(path) && isFirst(path)) || path === whole ? openAll(page) : openDetails(page));
		const without = figures(path);
		// In other languages a figure has other words and the same colours.
		if (isEmbed(path) && !isFirst(path)) return expectNoViolation(page, { but: colours });
		await expectNoViolation(page, { without });
		// In the other theme only colours are others.
		await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' });
		await expectNoViolation(page, { without, only: colours });
	});

for (const scheme of schemes) {
	test(`a figure that has run has no axe violation in the ${scheme} theme`, async ({ page }) => {
		await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
		const figure = await openFigure(page, figure0, '?preset=small&batchSizes=1,10&epochLimit=0.1');
		await press(figure, 'run');
		await stateOf(figure, 'done');
		await openAll(page);
		await expectNoViolation(page);
	});

	test(`a figure that has failed has no axe violation in the ${scheme} theme`, async ({ page }) => {
		await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
		await page.route('**/data/mnist/**', (route) => route.abort('internetdisconnected'));
		const figure = await openFigure(page, figure0, '?preset=small');
		await press(figure, 'run');
		await stateOf(figure, 'failed');
		await openAll(page);
		await expectNoViolation(page);
	});
}

for (const path of readingPages)
	test(`${path || 'the language chooser'} fits a screen of 360 pixels, its charts in letters of 11 or more`, async ({
		page,
	}) => {
		await page.setViewportSize({ width: 360, height: 740 });
		await page.goto(path);
		await page.waitForLoadState('networkidle');
		expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
		const sizes = await page.locator('figure svg text').evaluateAll((texts) =>
			texts
				.filter((text) => text.getClientRects().length > 0)
				.map((text) => {
					const svg = (text as SVGTextElement).ownerSVGElement!;
					return parseFloat(getComputedStyle(text).fontSize) * (svg.getScreenCTM()?.a ?? 1);
				}),
		);
		for (const size of sizes) expect(size).toBeGreaterThanOrEqual(10.99);
	});

test('nothing moves by itself and nothing animates under reduced motion', async ({ page }) => {
	await page.emulateMedia({ reducedMotion: 'reduce' });
	for (const path of readingPages) {
		await page.goto(path);
		const moving = await page.evaluate(
			() => document.getAnimations().filter((animation) => animation.playState === 'running').length,
		);
		expect(moving).toBe(0);
	}
});
