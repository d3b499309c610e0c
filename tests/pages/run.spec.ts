// Run, pause, step, stop, reset; hidden pages; a lost device; broken data; what a run leaves behind.
import type { Locator, Page } from '@playwright/test';
import { expect, figure0, needsWebGpu, openFigure, press, stateOf, takeJson, test } from './site.ts';

const long = '?preset=small&repeats=50&epochLimit=0.1';

async function setHidden(page: Page, hidden: boolean): Promise<void> {
	await page.evaluate((value) => {
		Object.defineProperty(document, 'visibilityState', {
			configurable: true,
			get: () => (value ? 'hidden' : 'visible'),
		});
		Object.defineProperty(document, 'hidden', { configurable: true, get: () => value });
		document.dispatchEvent(new Event('visibilitychange'));
	}, hidden);
}

/** Puts code in front of the worker's own. */
const prefixWorker = (page: Page, code: string) =>
	page.route('**/*worker*.js', async (route) => {
		const response = await route.fetch();
		await route.fulfill({ response, body: `${code}\n${await response.text()}` });
	});

/** Measurements so far, by the figure's own take-away. */
async function pointsOf(page: Page, figure: Locator): Promise<number> {
	const { series } = (await takeJson(page, figure)) as { series: { x: number[] }[] };
	return series.reduce((sum, { x }) => sum + x.length, 0);
}

test('a run can be paused, stepped, resumed, stopped and reset', async ({ page }) => {
	const figure = await openFigure(page, figure0, long);
	await stateOf(figure, 'ready');
	await press(figure, 'run');
	await expect(figure.locator('.own').first()).toBeAttached({ timeout: 20_000 });
	await press(figure, 'pause');
	await stateOf(figure, 'paused');
	await expect(figure).toHaveAttribute('data-reason', 'user');
	const before = await pointsOf(page, figure);
	await press(figure, 'step');
	await expect.poll(() => pointsOf(page, figure), { timeout: 30_000 }).toBeGreaterThan(before);
	await stateOf(figure, 'paused');
	await press(figure, 'run');
	await stateOf(figure, 'running');
	await press(figure, 'stop');
	await stateOf(figure, 'done');
	await expect(figure).toHaveAttribute('data-reason', 'stopped');
	await press(figure, 'reset');
	await stateOf(figure, 'ready');
});

test('the first step of a figure makes one measurement and pauses', async ({ page }) => {
	const figure = await openFigure(page, figure0, long);
	await press(figure, 'step');
	await stateOf(figure, 'paused');
	await expect(figure.locator('.own').first()).toBeAttached();
});

test('a hidden page pauses the run and a visible one goes on', async ({ page }) => {
	const figure = await openFigure(page, figure0, long);
	await press(figure, 'run');
	await stateOf(figure, 'running');
	await setHidden(page, true);
	await stateOf(figure, 'paused');
	await expect(figure).toHaveAttribute('data-reason', 'hidden');
	await setHidden(page, false);
	await stateOf(figure, 'running');
	await press(figure, 'stop');
	await stateOf(figure, 'done');
});

test('ten runs end with nothing held: no tensor, no buffer, no device', async ({ page, adapter }) => {
	needsWebGpu(adapter);
	test.setTimeout(120_000);
	await page.addInitScript(() => {
		const Real = window.Worker;
		const seen: unknown[] = ((window as unknown as { reports: unknown[] }).reports = []);
		window.Worker = class extends Real {
			constructor(url: string | URL, options?: WorkerOptions) {
				super(url, options);
				this.addEventListener('message', (event: MessageEvent<{ type: string }>) => {
					if (event.data.type === 'done') seen.push(event.data);
				});
			}
		};
	});
	const figure = await openFigure(
		page,
		figure0,
		'?preset=small&engine=tensorflow-webgpu&lines=engine&batchSizes=1&epochLimit=0.1&examples=16',
	);
	for (let run = 0; run < 10; run++) {
		await press(figure, 'run');
		await stateOf(figure, 'done');
		await press(figure, 'reset');
		await stateOf(figure, 'ready');
	}
	const reports = await page.evaluate(() => (window as unknown as { reports: { held: unknown }[] }).reports);
	expect(reports.map(({ held }) => held)).toEqual(Array(10).fill({ tensors: 0, buffers: 0, devices: 0 }));
});

for (const [name, body] of [
	['an HTML page', '<!doctype html><title>Log in</title>'],
	['garbage', 'garbage'],
] as const)
	test(`${name} in place of data is never trained on`, async ({ page }) => {
		await page.route('**/data/mnist/*.bin', (route) => route.fulfill({ status: 200, contentType: 'text/html', body }));
		const figure = await openFigure(page, figure0, '?preset=small');
		await press(figure, 'run');
		await stateOf(figure, 'failed');
		await expect(figure).toHaveAttribute('data-reason', 'data');
		await expect(figure.locator('.own')).toHaveCount(0);
		await expect(figure.getByRole('alert')).not.toBeEmpty();
	});

test('without a network for the data the figure says so, and Run works again afterwards', async ({ page }) => {
	await page.route('**/data/mnist/**', (route) => route.abort('internetdisconnected'));
	const figure = await openFigure(page, figure0, '?preset=small&batchSizes=1');
	await press(figure, 'run');
	await stateOf(figure, 'failed');
	await expect(figure).toHaveAttribute('data-reason', 'offline');
	await page.unroute('**/data/mnist/**');
	await press(figure, 'run');
	await stateOf(figure, 'done');
});

test('where the worker cannot be loaded the figure says so, and Run works again afterwards', async ({ page }) => {
	await page.route('**/*worker*.js', (route) => route.abort('internetdisconnected'));
	const figure = await openFigure(page, figure0, '?preset=small&batchSizes=1');
	await press(figure, 'run');
	await stateOf(figure, 'failed', 20_000);
	await expect(figure).toHaveAttribute('data-reason', 'offline');
	await expect(figure.getByRole('alert')).toBeVisible();
	await expect(figure.getByRole('alert')).not.toBeEmpty();
	await page.unroute('**/*worker*.js');
	await press(figure, 'run');
	await stateOf(figure, 'done');
});

/** Takes the first device away some time after it was given. */
const takeDeviceAway = `
	const request = GPUAdapter.prototype.requestDevice;
	let given = 0;
	GPUAdapter.prototype.requestDevice = async function (...wish) {
		const device = await request.apply(this, wish);
		if (given++ > 0) return device;
		const away = (tell) => setTimeout(() => (tell({ reason: 'unknown', message: 'taken away' }), device.destroy()), 1500);
		Object.defineProperty(device, 'lost', { value: new Promise(away) });
		return device;
	};`;

test('a run outlives the loss of its device and says so meanwhile', async ({ page, adapter, seen }) => {
	needsWebGpu(adapter);
	test.setTimeout(120_000);
	await prefixWorker(page, takeDeviceAway);
	const figure = await openFigure(
		page,
		figure0,
		'?preset=small&engine=tensorflow-webgpu&lines=engine&batchSizes=1,10&repeats=20&epochLimit=0.1',
	);
	const states = await figure.evaluateHandle((element) => {
		const passed: string[] = [];
		const note = () => passed.push(element.getAttribute('data-state')!);
		new MutationObserver(note).observe(element, { attributeFilter: ['data-state'] });
		return passed;
	});
	await press(figure, 'run');
	await stateOf(figure, 'done', 90_000);
	const passed = await states.jsonValue();
	console.log(`states: ${passed.join(', ')}`);
	expect(passed.filter((state) => state === 'recovering')).toHaveLength(1);
	await expect(figure).toHaveAttribute('data-engine', 'tensorflow-webgpu');
	expect(seen.errors).toEqual([]);
});

test('without WebGPU a forced WebGPU engine fails by name and the default one runs', async ({ page }) => {
	await page.addInitScript(() => Object.defineProperty(Navigator.prototype, 'gpu', { value: undefined }));
	await prefixWorker(page, "Object.defineProperty(WorkerNavigator.prototype, 'gpu', { value: undefined });");
	const forced = await openFigure(page, figure0, '?preset=small&engine=tensorflow-webgpu');
	await press(forced, 'run');
	await stateOf(forced, 'failed');
	await expect(forced).toHaveAttribute('data-reason', 'no-webgpu');
	const free = await openFigure(page, figure0, '?preset=small&batchSizes=1,10');
	await press(free, 'run');
	await stateOf(free, 'done');
	await expect(free).toHaveAttribute('data-engine', 'plain');
});
