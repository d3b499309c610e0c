// The one build works anywhere: at a root, under a base path, over plain http, from a USB stick. It calls nobody.
import { chromium } from '@playwright/test';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { dist, serve } from './serve.ts';
import { action, embedPage, expect, figure0, figureOf, openFigure, pages, press, stateOf, test } from './site.ts';

const quick = '?preset=small&batchSizes=1,10&epochLimit=0.1';

for (const path of pages)
	test(`${path || 'the language chooser'} asks no other site for anything and sets no cookie`, async ({
		page,
		context,
		seen,
	}) => {
		await page.goto(path);
		await page.waitForLoadState('networkidle');
		expect(seen.foreign).toEqual([]);
		expect(await context.cookies()).toEqual([]);
		expect(seen.errors.filter((error) => !path.includes('404') || !error.includes('404'))).toEqual([]);
	});

test('a run asks no other site for anything', async ({ page, seen }) => {
	const figure = await openFigure(page, figure0, quick);
	await press(figure, 'run');
	await stateOf(figure, 'done');
	expect(seen.foreign).toEqual([]);
});

test('under a base path every link leads somewhere and a figure runs', async ({ page }) => {
	test.setTimeout(120_000);
	const base = '/courses/ml-2026/book/';
	const served = await serve(base);
	try {
		const broken: string[] = [];
		page.on('response', (response) => {
			if (response.status() >= 400) broken.push(response.url());
		});
		const links = new Set<string>();
		for (const path of pages.filter((each) => !each.includes('404'))) {
			await page.goto(served.url + path);
			await page.waitForLoadState('networkidle');
			for (const href of await page
				.locator('a[href]')
				.evaluateAll((all) => all.map((a) => (a as HTMLAnchorElement).href)))
				if (new URL(href).origin === new URL(served.url).origin) links.add(href.split('#')[0]);
		}
		for (const link of links) {
			expect(new URL(link).pathname, 'a link stays under the base path').toContain(base);
			if ((await page.request.get(link)).status() !== 200) broken.push(link);
		}
		expect(broken).toEqual([]);
		await page.goto(`${served.url}${embedPage(figure0)}${quick}`);
		const figure = figureOf(page, figure0);
		await expect(action(figure, 'run')).toBeEnabled();
		await press(figure, 'run');
		await stateOf(figure, 'done');
	} finally {
		await served.close();
	}
});

test('over plain http, without WebGPU and crypto.subtle, the plain engine runs', async ({ site, launchOptions }) => {
	const browser = await chromium.launch({
		...launchOptions,
		args: [...(launchOptions.args ?? []), '--host-resolver-rules=MAP book.test 127.0.0.1'],
	});
	try {
		const page = await browser.newPage();
		await page.goto(`http://book.test:${site.port}/${embedPage(figure0)}${quick}`);
		expect(await page.evaluate(() => [isSecureContext, 'gpu' in navigator, 'subtle' in crypto])).toEqual([
			false,
			false,
			false,
		]);
		const figure = figureOf(page, figure0);
		await expect(action(figure, 'run')).toBeEnabled();
		await press(figure, 'run');
		await stateOf(figure, 'done');
		await expect(figure).toHaveAttribute('data-engine', 'plain');
	} finally {
		await browser.close();
	}
});

test('from a file the book reads, its links work, and it says why it does not run', async ({ page }) => {
	await page.goto(pathToFileURL(join(dist, 'zh-CN/index.html')).href);
	await page.locator('a[href*="speed-noise"]').first().click();
	await expect(page.locator('h1')).toBeVisible();
	const figure = page.locator('figure[data-figure]').first();
	await expect(figure.locator('svg').first()).toBeVisible();
	expect(await page.evaluate(() => document.styleSheets.length)).toBeGreaterThan(0);
	await expect(figure.locator('[data-note="file"]')).toBeVisible();
	await expect(page.locator('.katex').first()).toBeVisible();
});
