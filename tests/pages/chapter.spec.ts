// A chapter page: light until asked, figures that share a result, readable without JavaScript and on paper.
import { gzipSync } from 'node:zlib';
import { action, expect, figureOf, languages, press, readingPages, stateOf, test } from './site.ts';

const chapters = readingPages.filter((path) => /^[^/]+\/[^/]+\/$/.test(path));

/** Bytes of scripts that a chapter may load: up to six figures, and what each further one may add. */
const mostFor = (figures: number) => 70_000 + 7_000 * Math.max(0, figures - 6);

/** Chapters with a figure in them, found in the built pages. */
for (const path of chapters)
	test(`${path} scrolled to its end without Run is light and starts nothing`, async ({ page, seen }) => {
		const scripts: Promise<Buffer>[] = [];
		const others: string[] = [];
		page.on('response', (response) => {
			const url = response.url();
			if (/\.js($|\?)/.test(url)) scripts.push(response.body());
			else if (/data\/mnist|\.wgsl/.test(url)) others.push(url);
		});
		await page.goto(path);
		await page.evaluate(async () => {
			for (let y = 0; y < document.body.scrollHeight; y += 300) {
				window.scrollTo(0, y);
				await new Promise((resolve) => setTimeout(resolve, 30));
			}
		});
		await page.waitForLoadState('networkidle');
		const figures = await page.locator('figure[data-figure]').all();
		for (const figure of figures) {
			// On a busy machine a page that is scrolled fast paints too seldom to see all that passes.
			await figure.scrollIntoViewIfNeeded();
			await expect(action(figure, 'run')).toBeEnabled();
		}
		const inline = await page.locator('script:not([src])').allTextContents();
		const bodies = [Buffer.from(inline.join('\n')), ...(await Promise.all(scripts))];
		const total = bodies.reduce((sum, body) => sum + gzipSync(body).length, 0);
		console.log(`${path}: ${(total / 1000).toFixed(1)} kB gzip of JavaScript in ${scripts.length} files`);
		expect(total).toBeLessThanOrEqual(mostFor(figures.length));
		expect(page.workers()).toHaveLength(0);
		expect(others).toEqual([]);
		expect(seen.errors).toEqual([]);
	});

test('figures of one experiment share one run: running one fills the other', async ({ page }) => {
	await page.goto('zh-CN/speed-noise/?figure=update-time&preset=small&batchSizes=1,10,100');
	const [first, second] = [figureOf(page, 'update-time'), figureOf(page, 'epoch-time')];
	await expect(action(first, 'run')).toBeEnabled();
	await press(first, 'run');
	await stateOf(first, 'done');
	await second.scrollIntoViewIfNeeded();
	await stateOf(second, 'done');
	await expect(second.locator('.own').first()).toBeAttached();
});

test('real networks beside a sketch are the reader’s own once they have run the figure that measures them', async ({
	page,
}) => {
	await page.goto('zh-CN/generalization/?figure=line&preset=small&rate=0.005');
	const [sketch, measured] = [figureOf(page, 'sharp-flat'), figureOf(page, 'line')];
	await measured.scrollIntoViewIfNeeded();
	await expect(action(measured, 'run')).toBeEnabled();
	await press(measured, 'run');
	await stateOf(measured, 'done');
	await sketch.scrollIntoViewIfNeeded();
	await expect(sketch.locator('[data-drawing] .own').first()).toBeAttached();
	await press(measured, 'reset');
	await expect(sketch.locator('[data-drawing] .own')).toHaveCount(0);
});

test.describe('without JavaScript', () => {
	test.use({ javaScriptEnabled: false });
	for (const path of readingPages)
		test(`${path || 'the language chooser'} has its prose, formulas, figures and tables`, async ({ page }) => {
			await page.goto(path);
			await expect(page.locator('h1').first()).toBeVisible();
			const figures = await page.locator('figure[data-figure]').all();
			for (const figure of figures) {
				await expect(figure.locator('svg').first()).toBeVisible();
				await expect(figure).toHaveAttribute('data-state', 'recorded');
				expect(await figure.locator('svg path').count()).toBeGreaterThan(0);
				expect(await figure.locator('table tbody tr').count()).toBeGreaterThan(0);
				for (const button of await figure.locator('button[data-action]').all()) await expect(button).toBeDisabled();
			}
			if ((await page.locator('figure[data-figure]').count()) > 0)
				expect(await page.locator('.katex').count()).toBeGreaterThan(0);
		});
});

for (const language of languages)
	test(`on paper a chapter in ${language} keeps its figures and hides its buttons`, async ({ page }) => {
		await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
		await page.goto(`${language}/speed-noise/`);
		const figure = page.locator('figure[data-figure]').first();
		await expect(figure.locator('svg').first()).toBeVisible();
		await expect(action(figure, 'run')).toBeHidden();
		const paper = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
		expect(['rgb(255, 255, 255)', 'rgba(0, 0, 0, 0)']).toContain(paper);
	});
