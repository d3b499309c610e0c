// Each figure really trains, in time, smoothly, on the default engine and on a forced WebGPU engine.
import type { Locator, Page } from '@playwright/test';
import { action, expect, figures, openFigure, stateOf, takeJson, test } from './site.ts';

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
async function watchSmoothness(page: Page): Promise<void> {
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

/** Presses Run and returns milliseconds to the first live point and to `done`. */
async function runToEnd(figure: Locator): Promise<{ first: number; done: number }> {
	const start = Date.now();
	await action(figure, 'run').click();
	await expect(figure.locator('.own').first()).toBeAttached({ timeout: 20_000 });
	const first = Date.now() - start;
	await stateOf(figure, 'done');
	return { first, done: Date.now() - start };
}

for (const id of figures)
	for (const engine of ['', 'tensorflow-webgpu'])
		test(`${id} trains to its end on ${engine || 'the default engine'}`, async ({ page, seen }) => {
			test.setTimeout(120_000);
			const figure = await openFigure(page, id, `?preset=small${engine && `&engine=${engine}`}`);
			await watchSmoothness(page);
			const { first, done } = await runToEnd(figure);
			const { shift, longest } = await page.evaluate(() => window.smoothness);
			console.log(
				`${id} ${engine || 'default'}: first point ${first} ms, done ${done} ms, longest task ${longest} ms, shift ${shift}`,
			);
			expect(first).toBeLessThanOrEqual(5_000);
			expect(done).toBeLessThanOrEqual(60_000);
			expect(longest).toBeLessThanOrEqual(250);
			expect(shift).toBe(0);
			if (engine) await expect(figure).toHaveAttribute('data-engine', engine);
			const result = await takeJson(page, figure);
			expect(result.preset).toBe('small');
			expect(result.start).toMatch(/^[0-9a-f]{8}$/);
			expect(seen.errors).toEqual([]);
		});
