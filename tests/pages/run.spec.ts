// Run, pause, step, stop, reset; hidden pages; a lost device; broken data; what a run leaves behind.
import type { Page } from '@playwright/test';
import { action, expect, figures, openFigure, press, stateOf, takeJson, test } from './site.ts';

const [figure0] = figures as [string];
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

test('a run can be paused, stepped, resumed, stopped and reset', async ({ page }) => {
	const figure = await openFigure(page, figure0, long);
	await stateOf(figure, 'ready');
	await press(figure, 'run');
	await expect(figure.locator('.own').first()).toBeAttached({ timeout: 20_000 });
	await press(figure, 'pause');
	await stateOf(figure, 'paused');
	await expect(figure).toHaveAttribute('data-reason', 'user');
	const before = ((await takeJson(page, figure)).series as unknown[]).length;
	await press(figure, 'step');
	await stateOf(figure, 'paused');
	expect(((await takeJson(page, figure)).series as unknown[]).length).toBeGreaterThanOrEqual(before);
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

test('ten runs end with nothing held: no tensor, no buffer, no device', async ({ page }) => {
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
		'?preset=small&engine=tensorflow-webgpu&lines=engine&batchSizes=1&repeats=3&epochLimit=0.1&examples=16',
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
	const figure = await openFigure(page, figure0, '?preset=small&batchSizes=1&repeats=3');
	await press(figure, 'run');
	await stateOf(figure, 'failed');
	await expect(figure).toHaveAttribute('data-reason', 'offline');
	await page.unroute('**/data/mnist/**');
	await press(figure, 'run');
	await stateOf(figure, 'done');
});

test('without WebGPU a forced WebGPU engine fails by name and the default one runs', async ({ page }) => {
	await page.addInitScript(() => Object.defineProperty(Navigator.prototype, 'gpu', { value: undefined }));
	await page.route('**/*worker*.js', async (route) => {
		const response = await route.fetch();
		const body = `Object.defineProperty(WorkerNavigator.prototype, 'gpu', { value: undefined });\n${await response.text()}`;
		await route.fulfill({ response, body });
	});
	const forced = await openFigure(page, figure0, '?preset=small&engine=tensorflow-webgpu');
	await press(forced, 'run');
	await stateOf(forced, 'failed');
	await expect(forced).toHaveAttribute('data-reason', 'no-webgpu');
	const free = await openFigure(page, figure0, '?preset=small&batchSizes=1,10&repeats=3');
	await press(free, 'run');
	await stateOf(free, 'done');
	await expect(free).toHaveAttribute('data-engine', 'plain');
});

test('the keyboard alone runs and stops a figure', async ({ page }) => {
	const figure = await openFigure(page, figure0, long);
	await action(figure, 'run').focus();
	await page.keyboard.press('Enter');
	await stateOf(figure, 'running');
	await action(figure, 'stop').focus();
	await page.keyboard.press('Space');
	await stateOf(figure, 'done');
});
