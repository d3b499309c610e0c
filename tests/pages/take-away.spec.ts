// What a reader may take away from every figure, and that it is what they saw.
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { action, expect, figures, languages, openFigure, press, stateOf, takeJson, test } from './site.ts';

const actions = ['run', 'pause', 'step', 'stop', 'reset', 'csv', 'json', 'svg', 'png', 'link', 'embed', 'code', 'cite'];

for (const id of figures)
	for (const language of languages)
		test(`${id} in ${language} gives table, pictures, program and citation`, async ({ page, seen }, info) => {
			const figure = await openFigure(page, id, '', language);
			for (const name of actions) await expect(action(figure, name)).toBeAttached();
			const save = async (name: string): Promise<Buffer> => {
				const [download] = await Promise.all([page.waitForEvent('download'), press(figure, name)]);
				const path = info.outputPath(download.suggestedFilename());
				await download.saveAs(path);
				return readFileSync(path);
			};
			const csv = (await save('csv')).toString('utf8');
			expect(csv.trim().split('\r\n').length).toBeGreaterThan(3);
			const svg = (await save('svg')).toString('utf8');
			expect(svg).toContain('<svg');
			expect(svg).not.toMatch(/var\(--|href="http/);
			expect((await save('png')).subarray(1, 4).toString()).toBe('PNG');
			const recorded = await takeJson(page, figure);
			expect(recorded.preset).toBe('full');
			await press(figure, 'code');
			await expect(figure.locator('[data-panel="code"]')).toContainText('import torch');
			await press(figure, 'embed');
			await expect(figure.locator('[data-field="embed"]')).toHaveValue(/<iframe/);
			await press(figure, 'cite');
			await expect(figure.locator('[data-panel="cite"]')).toContainText('@');
			expect(seen.errors).toEqual([]);
		});

test('the take-away of a run holds what a program in another language needs to rebuild its start and order', async ({
	page,
}, info) => {
	const figure = await openFigure(page, figures[0], '?preset=small&seed=12345&batchSizes=1&epochLimit=0.1');
	await press(figure, 'run');
	await stateOf(figure, 'done');
	const file = info.outputPath('run.json');
	writeFileSync(file, JSON.stringify(await takeJson(page, figure)));
	execFileSync('python3', [join(import.meta.dirname, '../numerics/rebuild.py'), file], { stdio: 'inherit' });
});
