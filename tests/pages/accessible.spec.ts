// axe on every page, in every language, in both themes; reduced motion; 360 pixels; text large enough to read.
import AxeBuilder from '@axe-core/playwright';
import { expect, pages, readingPages, test } from './site.ts';

for (const path of pages)
	for (const scheme of ['light', 'dark'] as const)
		test(`${path || 'the language chooser'} has no axe violation in the ${scheme} theme`, async ({ page }) => {
			await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
			await page.goto(path);
			await page.waitForLoadState('networkidle');
			const { violations } = await new AxeBuilder({ page }).analyze();
			expect(
				violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(' ')).join(', ')}`),
			).toEqual([]);
		});

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
