// What follows a pointer is computed and drawn between two frames.
import { expect, openFigure, picked, test } from './site.ts';

const MOVES = 60;

for (const id of picked)
	test(`${id}: what follows a pointer is drawn within a frame`, async ({ page }) => {
		const figure = await openFigure(page, id);
		const area = figure.locator('[data-pick]').first();
		await area.scrollIntoViewIfNeeded();
		const before = await figure.locator('[data-drawing]').first().innerHTML();
		const times = await area.evaluate(async (element, moves) => {
			const box = element.getBoundingClientRect();
			const times: number[] = [];
			for (let move = 0; move < moves; move++) {
				const place = { clientX: box.x + (box.width * move) / moves, clientY: box.y + box.height * (0.2 + move / 100) };
				const start = performance.now();
				element.dispatchEvent(new PointerEvent('pointermove', { ...place, pointerType: 'mouse', bubbles: true }));
				// The drawing follows in a microtask that was queued before this one.
				await Promise.resolve();
				times.push(performance.now() - start);
				await new Promise(requestAnimationFrame);
			}
			return times;
		}, MOVES);
		expect(await figure.locator('[data-drawing]').first().innerHTML()).not.toBe(before);
		const late = times.toSorted((a, b) => a - b)[Math.floor(0.95 * MOVES)];
		console.log(`${id}: pointer to drawing ${late.toFixed(1)} ms at the 95th percentile`);
		expect(late).toBeLessThanOrEqual(16);
	});
