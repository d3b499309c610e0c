// What a reader may take away from every figure, and that it is what they saw.
import AxeBuilder from '@axe-core/playwright';
import { execFileSync } from 'node:child_process';
import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
	action,
	expect,
	figure0,
	figures,
	languages,
	openFigure,
	press,
	stateOf,
	takeJson,
	test,
	toys,
} from './site.ts';

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
			const { preset, engine } = await takeJson(page, figure);
			if (toys.includes(id)) expect(engine).toBe('javascript');
			else expect(preset).toBe('full');
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
	const figure = await openFigure(page, figure0, '?preset=small&seed=12345&batchSizes=1&epochLimit=0.1');
	await press(figure, 'run');
	await stateOf(figure, 'done');
	const file = info.outputPath('run.json');
	writeFileSync(file, JSON.stringify(await takeJson(page, figure)));
	execFileSync('python3', [join(import.meta.dirname, '../numerics/rebuild.py'), file], { stdio: 'inherit' });
});

const kernelFolder = join(import.meta.dirname, '../../src/lib/engine/wgsl/kernels');

test('with the WGSL engine the program view holds every shader file, byte for byte as it is compiled', async ({
	page,
	seen,
}) => {
	const scripts: Promise<string>[] = [];
	page.on('response', (response) => {
		if (response.url().endsWith('.js')) scripts.push(response.text());
	});
	const figure = await openFigure(page, figure0, '?engine=wgsl');
	expect((await Promise.all(scripts)).filter((script) => script.includes('@compute'))).toEqual([]);
	await press(figure, 'code');
	const shaders = figure.locator('[data-shaders]');
	await expect(figure.locator('[data-panel="code"] > pre')).toContainText('import torch');
	const select = action(shaders, 'kernel');
	const shown = new Map<string, string>();
	for (const kernel of await select.locator('option').allTextContents()) {
		await select.selectOption(kernel);
		const texts = await shaders
			.locator('[data-file]')
			.evaluateAll((all) =>
				all.map((each) => [(each as HTMLElement).dataset.file!, each.querySelector('pre')!.textContent] as const),
			);
		const joined = texts.pop()!;
		expect(joined[1]).toBe(texts.map(([, text]) => text).join('\n'));
		for (const [name, text] of texts) shown.set(name, text);
	}
	expect([...shown.keys()].sort()).toEqual(globSync('*.wgsl', { cwd: kernelFolder }).sort());
	for (const [name, text] of shown) expect(text, name).toBe(readFileSync(join(kernelFolder, name), 'utf8'));
	expect(seen.errors).toEqual([]);
});

test('a shader file opens by keyboard, is copied whole and breaks no rule of accessibility', async ({
	page,
	context,
}) => {
	await context.grantPermissions(['clipboard-read', 'clipboard-write']);
	const figure = await openFigure(page, figure0, '?engine=wgsl', 'en');
	await press(figure, 'code');
	const file = figure.locator('[data-file="update.wgsl"]');
	await file.locator('summary').focus();
	await page.keyboard.press('Enter');
	await file.locator('button').click();
	await expect(file.locator('[role="status"]')).not.toBeEmpty();
	const copied = await page.evaluate(() => navigator.clipboard.readText());
	expect(copied).toBe(readFileSync(join(kernelFolder, 'update.wgsl'), 'utf8'));
	await page.setViewportSize({ width: 360, height: 740 });
	expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
	const { violations } = await new AxeBuilder({ page }).analyze();
	expect(violations.map(({ id }) => id)).toEqual([]);
});

test('with another engine the program view has no shaders', async ({ page }) => {
	const figure = await openFigure(page, figure0, '?engine=plain');
	await press(figure, 'code');
	await expect(figure.locator('[data-panel="code"]')).toBeVisible();
	await expect(figure.locator('[data-shaders]')).toHaveCount(0);
});
