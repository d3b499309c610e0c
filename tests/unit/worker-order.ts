// A run that the tests of worker and client ask for.
import type { Order } from '../../src/lib/worker/client.ts';

export const order: Order = {
	experiment: 'counting',
	settings: { to: 3 },
	seed: 1,
	engine: null,
	base: 'http://x/',
	steps: null,
};
