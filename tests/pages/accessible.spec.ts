// axe on every page, in every language, in both themes; reduced motion; 360 pixels; text large enough to read.
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { action, expect, figure0, languages, openFigure, pages, press, readingPages, stateOf, test } from './site.ts';

const schemes = ['light', 'dark'] as const;

/** Opens whatever the page keeps closed. */
async function openDetails(page: Page): Promise<void> {
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

/** What is looked at elsewhere. */
interface Without {
	readonly parts?: readonly string[];
	readonly rules?: readonly string[];
}

async function expectNoViolation(page: Page, { parts = [], rules = [] }: Without = {}): Promise<void> {
	const builder = parts.reduce((all, selector) => all.exclude(selector), new AxeBuilder({ page }));
	const { violations } = await builder.disableRules([...rules]).analyze();
	expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(' ')).join(', ')}`)).toEqual(
		[],
	);
}

/** Figures are looked at on their embed pages; of chapters, for which axe takes half a minute, one language in one theme has them as well. */
const isWhole = (path: string, scheme: string) =>
	path.startsWith('embed/') || (scheme === 'light' && path.startsWith(`${languages[0]}/`));

const isFirst = (path: string) => path.includes(`${languages[0]}/`);
/** Colours are the same in every language and on every page, and axe takes longest for them: it looks at a figure's on one embed page. */
const hasKnownColours = (path: string, scheme: string) =>
	isWhole(path, scheme) && !(path.startsWith('embed/') && isFirst(path));
/** In other languages a figure has other words and the same colours: one theme shows them. */
const schemesOf = (path: string) => (path.startsWith('embed/') && !isFirst(path) ? schemes.slice(0, 1) : schemes);

for (const path of pages)
	for (const scheme of schemesOf(path))
		test(`${path || 'the language chooser'} has no axe violation in the ${scheme} theme, all of it open`, async ({
			page,
		}) => {
			await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
			await page.goto(path);
			await page.waitForLoadState('networkidle');
			await (isWhole(path, scheme) ? openAll(page) : openDetails(page));
			await expectNoViolation(page, {
				parts: isWhole(path, scheme) ? [] : ['figure[data-figure]'],
				rules: hasKnownColours(path, scheme) ? ['color-contrast'] : [],
			});
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
