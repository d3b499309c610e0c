// Entry of the self-test's worker: one test, then it is done with.
import { browserGpu } from '../engine/device.ts';
import { madeUpDigits } from '../engine/measure.ts';
import { probeTick } from '../worker/tick.ts';
import type { Ask } from './report.ts';
import { selfTest } from './selftest.ts';

const now = (): number => performance.now();

self.onmessage = async ({ data }: MessageEvent<Ask>) => {
	const surroundings = {
		browser: navigator.userAgent,
		cores: navigator.hardwareConcurrency,
		secure: isSecureContext,
		tick: probeTick(now),
	};
	for await (const told of selfTest(data, { gpu: browserGpu(), source: madeUpDigits, now, surroundings }))
		self.postMessage(told);
};
