// A figure is worked by keyboard alone: every button and control in order, nothing left out, no way to get stuck.
import type { Locator, Page } from '@playwright/test';
import { action, expect, figure0, figures, openFigure, stateOf, test } from './site.ts';

/** Tab stops that a figure can have; of a group of radio buttons the chosen one. */
const stops =
	'a[href], button:enabled, summary, select:enabled, input:enabled:not([type="radio"]:not(:checked)), [tabindex="0"]';

/** Presses Tab until the focus is on `target`. */
async function tabTo(page: Page, target: Locator): Promise<void> {
	for (let presses = 0; presses < 100; presses++) {
		await page.keyboard.press('Tab');
		if (await target.evaluate((element) => element === document.activeElement)) return;
	}
	throw new Error('Tab: expected to reach the target within 100 presses');
}

/** Presses Tab until the focus is anywhere inside. */
async function tabInto(page: Page, figure: Locator): Promise<void> {
	for (let presses = 0; presses < 100; presses++) {
		await page.keyboard.press('Tab');
		if (await figure.evaluate((element) => element.contains(document.activeElement))) return;
	}
	throw new Error('Tab: expected to reach the figure within 100 presses');
}

interface Stop {
	readonly inside: boolean;
	readonly closed: boolean;
	readonly action: string | null;
}
/** Notes what has the focus, and says what it is. */
const stopOf = (figure: Locator): Promise<Stop> =>
	figure.evaluate((element) => {
		const focused = document.activeElement;
		const inside = element.contains(focused);
		if (inside) focused?.setAttribute('data-visited', String(element.querySelectorAll('[data-visited]').length));
		return {
			inside,
			closed: focused instanceof HTMLElement && focused.matches('details:not([open]) > summary'),
			action: focused?.getAttribute('data-action') ?? null,
		};
	});

for (const id of figures)
	test(`${id}: Tab passes every control of the figure in order and leaves it`, async ({ page }) => {
		const figure = await openFigure(page, id);
		await tabInto(page, figure);
		for (let stop = await stopOf(figure); stop.inside; stop = await stopOf(figure)) {
			if (stop.closed) {
				await page.keyboard.press('Enter');
				await expect(figure.locator('details[open] [aria-busy="true"]')).toHaveCount(0);
			}
			if (stop.action === 'code') {
				await page.keyboard.press('Space');
				await expect(figure.locator('[data-panel="code"]')).toBeVisible();
			}
			await page.keyboard.press('Tab');
		}
		const visits = await figure.evaluate((element, selector) => {
			const visible = [...element.querySelectorAll(selector)].filter((each) =>
				each.checkVisibility({ visibilityProperty: true }),
			);
			return visible.map((each) => `${each.outerHTML.slice(0, 120)}: ${each.getAttribute('data-visited')}`);
		}, stops);
		expect(visits.length).toBeGreaterThan(20);
		visits.forEach((visit, index) => expect(visit).toMatch(new RegExp(`: ${index}$`)));
		expect(await figure.locator('[data-visited]').count()).toBe(visits.length);
	});

test('the keyboard alone runs and stops a figure', async ({ page }) => {
	const figure = await openFigure(page, figure0, '?preset=small&repeats=50&epochLimit=0.1');
	await tabTo(page, action(figure, 'run'));
	await page.keyboard.press('Enter');
	await stateOf(figure, 'running');
	await tabTo(page, action(figure, 'stop'));
	await page.keyboard.press('Space');
	await stateOf(figure, 'done');
	await expect(figure).toHaveAttribute('data-reason', 'stopped');
});
