// What page tests share. They know no figure and no page by name: both are found in the built site.
import { test as base, expect, type Locator, type Page } from '@playwright/test';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { dist, serve, type Served } from './serve.ts';

/** Every built page as a path from the site's root, e.g. "zh-CN/speed-noise/". */
export const pages = globSync('**/*.html', { cwd: dist })
	.map((file) => file.replaceAll('\\', '/').replace(/index\.html$/, ''))
	.sort();
const embeds = pages.filter((path) => /^embed\/v1\/[^/]+\/[^/]+\/$/.test(path));
export const languages = [...new Set(embeds.map((path) => path.split('/')[2]))];
/** Every figure's id. */
export const figures = [...new Set(embeds.map((path) => path.split('/')[3]))];
export const readingPages = pages.filter((path) => !path.startsWith('embed/'));
export const embedPage = (figure: string, language = 'zh-CN') => `embed/v1/${language}/${figure}/`;

const builtPage = (figure: string): string => readFileSync(join(dist, embedPage(figure), 'index.html'), 'utf8');
/** Figures that the page computes by itself, without an engine. */
export const toys = figures.filter((id) => builtPage(id).includes('data-engine="javascript"'));
/** Figures that a worker measures, on an engine. */
export const trained = figures.filter((id) => !toys.includes(id));

/** Figures in which something is chosen by pointing at it; those among them that point into a map. */
export const picked = figures.filter((id) => builtPage(id).includes('data-pick'));
export const mapped = picked.filter((id) => builtPage(id).includes('role="application"'));

/** The first figure of each experiment: others show the same run. */
export const firstOfExperiment = new Map(
	trained.toReversed().map((id) => [/experiment\W{1,12}quot;:\W{1,3}quot;([\w-]+)/.exec(builtPage(id))![1], id]),
);

/** A trained figure that has these settings, which a test changes. @throws Error where there is none */
function trainedWith(...settings: string[]): string {
	const has = (page: string) => settings.every((name) => new RegExp(`-${name}(-label)?"`).test(page));
	const found = trained.find((id) => has(builtPage(id)));
	if (!found) throw new Error(`expected a figure with the settings ${settings.join(', ')}, got none`);
	return found;
}
/** The figure whose runs can be made short or long at will. */
export const figure0 = trainedWith('batchSizes', 'lines', 'hidden', 'repeats', 'examples', 'epochLimit');

/** The figure that compares at equal updates, epochs or time, with several ways of choosing the rate. */
export const comparing = trainedWith('comparisons', 'policies', 'seconds');

interface Seen {
	/** Addresses requested from anywhere but the site itself. */
	readonly foreign: string[];
	/** Uncaught exceptions and console errors. */
	readonly errors: string[];
}

interface Shared {
	readonly site: Served;
	/** "vendor/architecture" of the browser's WebGPU adapter, null where it has none. */
	readonly adapter: string | null;
}
export const test = base.extend<{ seen: Seen }, Shared>({
	site: [
		async ({}, use) => {
			const served = await serve();
			await use(served);
			await served.close();
		},
		{ scope: 'worker' },
	],
	adapter: [
		async ({ browser, site }, use) => {
			const page = await browser.newPage();
			await page.goto(site.url);
			const adapter = await page.evaluate(async () => {
				const found = await navigator.gpu?.requestAdapter();
				return found ? `${found.info.vendor}/${found.info.architecture}` : null;
			});
			await page.close();
			await use(adapter);
		},
		{ scope: 'worker' },
	],
	baseURL: async ({ site }, use) => use(site.url),
	seen: [
		async ({ page, baseURL }, use) => {
			const seen: Seen = { foreign: [], errors: [] };
			page.on('request', (request) => {
				const { protocol, origin } = new URL(request.url());
				if (/^(http|ws)/.test(protocol) && origin !== new URL(baseURL!).origin) seen.foreign.push(request.url());
			});
			page.on('pageerror', (error) => seen.errors.push(String(error)));
			page.on('console', (message) => {
				if (message.type() === 'error') seen.errors.push(`${message.text()} ${message.location().url}`);
			});
			await use(seen);
		},
		{ auto: true },
	],
});
export { expect };

/** Skips a test that cannot do without WebGPU, where there is none and that is allowed. */
export const needsWebGpu = (adapter: string | null): void =>
	test.skip(adapter === null && process.env.ALLOW_NO_GPU === '1', 'no WebGPU adapter, and ALLOW_NO_GPU=1');

export const figureOf = (page: Page, id: string): Locator => page.locator(`figure[data-figure="${id}"]`);
export const action = (figure: Locator, name: string): Locator => figure.locator(`[data-action="${name}"]`);
export const stateOf = (figure: Locator, state: string | RegExp, timeout = 60_000) =>
	expect(figure).toHaveAttribute('data-state', state, { timeout });

/** Opens a figure's embed page and waits until it can be pressed. */
export async function openFigure(page: Page, id: string, query = '', language = 'zh-CN'): Promise<Locator> {
	await page.goto(`${embedPage(id, language)}${query}`);
	const figure = figureOf(page, id);
	await figure.scrollIntoViewIfNeeded();
	await expect(action(figure, 'run')).toBeEnabled();
	return figure;
}

/** Opens a menu or details that hides the wanted button, if there is one. */
export async function press(figure: Locator, name: string): Promise<void> {
	const button = action(figure, name);
	if (!(await button.isVisible())) {
		// What `has` names is looked for inside each details, so it must not start at the figure.
		const within = figure.page().locator(`[data-action="${name}"]`);
		const closed = figure.locator('details:not([open])').filter({ has: within });
		await closed.first().locator('> summary').click();
	}
	await button.click();
}

/** The JSON take-away of what the figure shows, by its own button. */
export async function takeJson(page: Page, figure: Locator): Promise<Record<string, unknown>> {
	const [download] = await Promise.all([page.waitForEvent('download'), press(figure, 'json')]);
	const stream = await download.createReadStream();
	const chunks: Buffer[] = [];
	for await (const chunk of stream) chunks.push(chunk as Buffer);
	return JSON.parse(Buffer.concat(chunks).toString('utf8')) as Record<string, unknown>;
}

interface Smoothness {
	shift: number;
	longest: number;
}
declare global {
	interface Window {
		smoothness: Smoothness;
	}
}

/** Counts layout shift without a user's input and the longest main-thread task, in milliseconds, from now on. */
export async function watchSmoothness(page: Page): Promise<void> {
	await page.evaluate(() => {
		window.smoothness = { shift: 0, longest: 0 };
		new PerformanceObserver((list) => {
			for (const entry of list.getEntries() as (PerformanceEntry & { value: number })[])
				window.smoothness.shift += entry.value;
		}).observe({ type: 'layout-shift' });
		new PerformanceObserver((list) => {
			for (const entry of list.getEntries())
				window.smoothness.longest = Math.max(window.smoothness.longest, entry.duration);
		}).observe({ type: 'longtask' });
	});
}
