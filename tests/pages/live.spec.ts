// Each figure really trains, in time, smoothly, to what it claims, on the default engine and on a forced WebGPU engine.
import type { Locator, Page } from '@playwright/test';
import { gzipSync } from 'node:zlib';
import { isVerifying, keep } from '../../scripts/verify/keep.ts';
import { isLong, most, type Times } from '../../scripts/verify/live-wgsl.ts';
import { quantile } from '../../src/lib/numbers/statistics.ts';
import type { Result } from '../../src/lib/series/result.ts';
import { claims } from '../claims/list.ts';
import {
	action,
	comparing,
	expect,
	figure0,
	firstOfExperiment,
	figureOf,
	needsWebGpu,
	openFigure,
	press,
	stateOf,
	takeJson,
	test,
	toys,
	trained,
	watchSmoothness,
} from './site.ts';

/** Presses Run and returns milliseconds to the first live point and to the end, or to a stop at once. */
async function runToEnd(figure: Locator, stops = false): Promise<Times> {
	const start = Date.now();
	await action(figure, 'run').click();
	await expect(figure.locator('.own').first()).toBeAttached({ timeout: 20_000 });
	const first = Date.now() - start;
	if (stops) await press(figure, 'stop');
	await stateOf(figure, 'done', 100_000);
	return { first, done: Date.now() - start };
}

/** A run from a page of its own. One that comes late is tried once more: other programs may have had the processor. */
async function timelyRun(page: Page, open: () => Promise<Locator>, stops: boolean) {
	for (let attempt = 1; ; attempt++) {
		const figure = await open();
		await watchSmoothness(page);
		const times = await runToEnd(figure, stops);
		if (attempt > 1 || (times.first <= most.first && times.done <= most.done)) return { figure, times };
	}
}

/**
 * WebGPU is tried once an experiment. TensorFlow.js takes minutes on a software adapter for what others train in seconds: it is tried
 * where the clock ends a run.
 */
function enginesFor(id: string): string[] {
	const isFirst = [...firstOfExperiment.values()].includes(id);
	return ['', ...(isFirst ? ['wgsl'] : []), ...(id === figure0 ? ['tensorflow-webgpu'] : [])];
}

/** What is asserted of the recordings is asserted of this run. */
async function showsItsClaims(result: Record<string, unknown>): Promise<void> {
	for (const [claim, check] of Object.entries(claims[String(result.experiment)]))
		await test.step(claim, () => check(result as unknown as Result));
}

const experimentOf = new Map([...firstOfExperiment].map(([experiment, id]) => [id, experiment]));
/** Only `npm run verify` makes the long runs on a software adapter to their end. */
const stopsEarly = (id: string, engine: string): boolean =>
	engine === 'wgsl' && !isVerifying && isLong(experimentOf.get(id)!);

for (const id of trained)
	for (const engine of enginesFor(id)) {
		const stops = stopsEarly(id, engine);
		test(`${id} trains ${stops ? 'until it is stopped' : 'to its end'} on ${engine || 'the default engine'}`, async ({
			page,
			seen,
			adapter,
		}) => {
			if (engine) needsWebGpu(adapter);
			test.setTimeout(240_000);
			const open = () => openFigure(page, id, `?preset=small${engine && `&engine=${engine}`}`);
			const { figure, times } = await timelyRun(page, open, stops);
			const { shift, longest } = await page.evaluate(() => window.smoothness);
			const told = `first point ${times.first} ms, done ${times.done} ms, longest task ${longest} ms, shift ${shift}`;
			console.log(`${id} ${engine || 'default'}: ${told}`);
			expect(times.first).toBeLessThanOrEqual(most.first);
			expect(times.done).toBeLessThanOrEqual(most.done);
			expect(longest).toBeLessThanOrEqual(250);
			expect(shift).toBe(0);
			if (engine) await expect(figure).toHaveAttribute('data-engine', engine);
			const result = await takeJson(page, figure);
			expect(result.preset).toBe('small');
			expect(result.start).toMatch(/^[0-9a-f]{8}$/);
			if (!stops) await showsItsClaims(result);
			expect(seen.errors).toEqual([]);
			if (engine === 'wgsl') keep(String(result.experiment), times);
		});
	}

test(`${comparing} trains for an equal time, with a fixed rate and one in proportion to the batch`, async ({
	page,
}) => {
	const query = '?preset=small&comparisons=seconds&policies=fixed,scaled&seconds=0.2&batchSizes=10,1000';
	const figure = await openFigure(page, comparing, query);
	await runToEnd(figure);
	const { series } = (await takeJson(page, figure)) as unknown as Result;
	const of = (name: string, policy: string) =>
		series.find((each) => each.name === name && each.at.comparison === 'seconds' && each.at.policy === policy)!;
	for (const policy of ['fixed', 'scaled']) {
		const { x, value, seconds } = of('validationAccuracy', policy);
		expect([...x].sort()).toEqual([10, 1000]);
		for (const share of value) expect(share).toBeGreaterThan(0);
		for (const spent of seconds!) expect(spent).toBeGreaterThanOrEqual(0.19);
		const { x: sizes, value: made } = of('updates', policy);
		expect(made[sizes.indexOf(10)]).toBeGreaterThan(3 * made[sizes.indexOf(1000)]!);
	}
	const { x, value } = of('rate', 'scaled');
	expect([10, 1000].map((batchSize) => value[x.indexOf(batchSize)])).toEqual([0.05, 5]);
	await expect(figure.locator('[data-drawing] svg .own').first()).toBeAttached();
});

/** Milliseconds of processor time in scripts that each step of a control takes, moved by keyboard from end to end, once the code is compiled. */
async function scriptOfSteps(page: Page, slider: Locator): Promise<number[]> {
	const session = await page.context().newCDPSession(page);
	// Time of the thread, not of the clock: other programs work too.
	await session.send('Performance.enable', { timeDomain: 'threadTicks' });
	const spent = async (): Promise<number> => {
		const { metrics } = await session.send('Performance.getMetrics');
		return 1000 * metrics.find(({ name }) => name === 'ScriptDuration')!.value;
	};
	await slider.focus();
	const taken: number[] = [];
	for (const key of Array.from({ length: 40 }, (_, step) => (step % 10 === 0 ? 'Home' : 'PageUp'))) {
		const before = await spent();
		await page.keyboard.press(key);
		await page.waitForTimeout(20);
		taken.push((await spent()) - before);
	}
	return taken.slice(10);
}

/** Milliseconds of a frame. */
const FRAME = 16;

/** What one step in twenty takes at least. Late ones are tried once more: other programs may have had the processor's caches. */
async function lateStep(page: Page, slider: Locator): Promise<number> {
	const late = async () => quantile(await scriptOfSteps(page, slider), 0.95);
	const first = await late();
	return first <= FRAME ? first : Math.min(first, await late());
}

for (const id of toys)
	test(`${id} answers every step of a moved control within 16 ms of script`, async ({ page }) => {
		const figure = await openFigure(page, id);
		for (const slider of await figure.locator('details.settings input[type="range"]').all()) {
			const late = await lateStep(page, slider);
			console.log(`${id}: ${(await slider.getAttribute('aria-label'))!}: p95 ${late.toFixed(1)} ms`);
			expect(late).toBeLessThanOrEqual(FRAME);
		}
	});

interface Loaded {
	/** Bytes after gzip, all scripts together. */
	readonly size: number;
	/** Names of the scripts, without their hashes. */
	readonly names: readonly string[];
	readonly hasTensorFlow: boolean;
}
/** A flag's name that no minifier shortens. */
const tensorFlowMark = 'WEBGPU_CPU_FORWARD';

/** Scripts that Run makes the page and its worker load. */
async function loadedByRun(page: Page, query: string): Promise<Loaded> {
	const figure = await openFigure(page, figure0, `?preset=small&lines=engine&batchSizes=100${query}`);
	await page.waitForLoadState('networkidle');
	const scripts = new Map<string, Promise<Buffer>>();
	page.context().on('response', (response) => {
		const { pathname } = new URL(response.url());
		if (pathname.endsWith('.js')) scripts.set(pathname, response.body());
	});
	await press(figure, 'run');
	await stateOf(figure, 'done');
	const bodies = await Promise.all(scripts.values());
	const names = [...scripts.keys()].map((path) => path.replace(/^.*\/|[.-][\w-]{8}\.js$/g, ''));
	return {
		size: bodies.reduce((sum, body) => sum + gzipSync(body).length, 0),
		names,
		hasTensorFlow: bodies.some((body) => body.includes(tensorFlowMark)),
	};
}

test('Run loads a light engine, and TensorFlow.js only where it is chosen', async ({ page, browser, adapter }) => {
	const plain = await loadedByRun(page, '');
	console.log(`default: ${(plain.size / 1000).toFixed(1)} kB gzip: ${plain.names.join(', ')}`);
	expect(plain.names).toEqual(expect.arrayContaining(['worker', 'plain']));
	expect(plain.hasTensorFlow).toBe(false);
	expect(plain.size).toBeLessThanOrEqual(60_000);
	needsWebGpu(adapter);
	const context = await browser.newContext({ baseURL: new URL(page.url()).origin });
	const tensorflow = await loadedByRun(await context.newPage(), '&engine=tensorflow-webgpu');
	await context.close();
	console.log(`tensorflow-webgpu: ${(tensorflow.size / 1000).toFixed(1)} kB gzip: ${tensorflow.names.join(', ')}`);
	expect(tensorflow.hasTensorFlow).toBe(true);
	expect(tensorflow.size - plain.size).toBeLessThanOrEqual(170_000);
});

test('nothing moves on a chapter page while both of its figures are filled', async ({ page }) => {
	const ids = ['update-time', 'epoch-time'];
	await page.goto('zh-CN/speed-noise/?figure=update-time&preset=small');
	for (const id of ids) {
		await figureOf(page, id).scrollIntoViewIfNeeded();
		await expect(action(figureOf(page, id), 'run')).toBeEnabled();
	}
	// Layout shift is counted in what is on the screen, so both are put there.
	const [top, bottom] = await page.evaluate((all) => {
		const boxes = all.map((id) => document.getElementById(id)!.getBoundingClientRect());
		return [Math.min(...boxes.map((box) => box.top)), Math.max(...boxes.map((box) => box.bottom))] as const;
	}, ids);
	await page.setViewportSize({ width: 1280, height: Math.ceil(bottom - top) + 100 });
	await page.evaluate((id) => document.getElementById(id)!.scrollIntoView(), ids[0]);
	for (const id of ids) await expect(figureOf(page, id)).toBeInViewport({ ratio: 0.95 });
	await watchSmoothness(page);
	await press(figureOf(page, ids[0]), 'run');
	for (const id of ids) await stateOf(figureOf(page, id), 'done');
	for (const id of ids) await expect(figureOf(page, id).locator('.own').first()).toBeAttached();
	const { shift } = await page.evaluate(() => window.smoothness);
	console.log(`chapter: shift ${shift}`);
	expect(shift).toBe(0);
});
