import { expect, needsWebGpu, test } from './site.ts';

test('the browser has a WebGPU adapter, so that no other test passes by doing nothing', ({ adapter }) => {
	needsWebGpu(adapter);
	console.log(`WebGPU adapter: ${adapter}`);
	expect(adapter).not.toBeNull();
});
