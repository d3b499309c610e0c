// The browser's GPU process dies under a run, once and again. In a browser of its own: one that has seen crashes gives pages no adapter.
import { chromium, type Browser, type Locator, type Page } from '@playwright/test';
import { median } from '../../src/lib/numbers/statistics.ts';
import { expect, figure0, needsWebGpu, openFigure, press, stateOf, takeJson, test as base } from './site.ts';

const batchSizes = Array.from({ length: 24 }, (_, i) => i + 1);
/** Many short measurements: each is a sign of life. */
const query = `?preset=small&engine=wgsl&lines=engine&batchSizes=${batchSizes.join()}&repeats=9&epochLimit=0.1`;

const test = base.extend<{ own: Browser }>({
	own: async ({ launchOptions }, use) => {
		const own = await chromium.launch(launchOptions);
		await use(own);
		await own.close();
	},
	page: async ({ own, baseURL }, use) => {
		await use(await own.newPage({ baseURL }));
	},
});

async function crashGpuProcess(browser: Browser): Promise<void> {
	const session = await browser.newBrowserCDPSession();
	await session.send('Browser.crashGpuProcess');
	await session.detach();
}

interface Life {
	readonly state: string;
	readonly engine: string;
	/** Share of the run that is done. */
	readonly done: number;
	/** Milliseconds. */
	readonly at: number;
}
/** Notes every change of a figure's state and progress. */
const watchLife = (figure: Locator) =>
	figure.evaluateHandle((element) => {
		const progress = element.querySelector('progress')!;
		const passed: Life[] = [];
		const note = () => {
			const { state = '', engine = '' } = (element as HTMLElement).dataset;
			passed.push({ state, engine, done: progress.value, at: performance.now() });
		};
		const observer = new MutationObserver(note);
		observer.observe(element, { attributeFilter: ['data-state', 'data-engine'] });
		observer.observe(progress, { attributeFilter: ['value'] });
		return passed;
	});

/** How often it has begun to recover. */
async function recoveries(life: Awaited<ReturnType<typeof watchLife>>): Promise<number> {
	const states = (await life.jsonValue()).map(({ state }) => state);
	return states.filter((state, i) => state === 'recovering' && states[i - 1] !== state).length;
}

/** Runs to the end, with a crash after as many measurements as each of `crashes` says. */
async function runThrough(page: Page, browser: Browser, crashes: readonly number[]) {
	const figure = await openFigure(page, figure0, query);
	const life = await watchLife(figure);
	await press(figure, 'run');
	// Before that, the bar tells how much of the data is there.
	await stateOf(figure, 'running');
	const done = () => figure.locator('progress').evaluate((bar: HTMLProgressElement) => bar.value);
	let recovered = 0;
	for (const share of crashes) {
		await expect.poll(done).toBeGreaterThan(share);
		await crashGpuProcess(browser);
		recovered++;
		await expect.poll(() => recoveries(life)).toBe(recovered);
	}
	await stateOf(figure, 'done');
	const { series } = (await takeJson(page, figure)) as { series: { name: string; x: number[] }[] };
	const measured = series.filter(({ name }) => name === 'updateTime').flatMap(({ x }) => x);
	return { figure, life: await life.jsonValue(), measured };
}

/** Milliseconds from the crash to the next point, whose measurement begins anew, and from one point to the next before. */
function lossOf(life: readonly Life[]): { took: number; usual: number } {
	const broken = life.findIndex(({ state }) => state === 'recovering');
	// The bar tells no share while the run recovers.
	const points = life.filter(({ state, done }, i) => state === 'running' && done > 0 && done !== life[i - 1].done);
	const [before, after] = [
		points.filter(({ at }) => at < life[broken].at),
		points.filter(({ at }) => at > life[broken].at),
	];
	const known = before[before.length - 1].done;
	const next = after.find(({ done }) => done > known)!;
	return { took: next.at - life[broken].at, usual: median(before.slice(1).map(({ at }, i) => at - before[i].at)) };
}

test('a run outlives a crash of the GPU process, and is back within three seconds', async ({
	page,
	own,
	adapter,
	seen,
}) => {
	needsWebGpu(adapter);
	const { figure, life, measured } = await runThrough(page, own, [0.2]);
	const { took, usual } = lossOf(life);
	console.log(`next point ${took.toFixed(0)} ms after the crash, usually ${usual.toFixed(0)} ms after the one before`);
	expect(took - usual).toBeLessThanOrEqual(3000);
	await expect(figure).toHaveAttribute('data-engine', 'wgsl');
	expect(measured).toEqual(batchSizes);
	expect(seen.errors).toEqual([]);
});

test('after two crashes a run goes on in plain loops and says so', async ({ page, own, adapter, seen }) => {
	needsWebGpu(adapter);
	const { figure, measured } = await runThrough(page, own, [0.2, 0.5]);
	await expect(figure).toHaveAttribute('data-engine', 'plain');
	await expect(figure).toHaveAttribute('data-reason', 'degraded');
	expect([...new Set(measured)].sort((a, b) => a - b)).toEqual(batchSizes);
	expect(seen.errors).toEqual([]);
});
