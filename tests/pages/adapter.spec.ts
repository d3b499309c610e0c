import { expect, test } from './site.ts';

test('the browser has a WebGPU adapter, so that no other test passes by doing nothing', async ({ page }) => {
	await page.goto('');
	const adapter = await page.evaluate(async () => {
		const found = await navigator.gpu?.requestAdapter();
		return found ? `${found.info.vendor}/${found.info.architecture}` : null;
	});
	test.skip(adapter === null && process.env.ALLOW_NO_GPU === '1', 'no WebGPU adapter, and ALLOW_NO_GPU=1');
	console.log(`WebGPU adapter: ${adapter}`);
	expect(adapter).not.toBeNull();
});
