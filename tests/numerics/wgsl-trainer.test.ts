// The WGSL trainer keeps the contract.
import { describe } from 'vitest';
import { wgslEngine } from '../../src/lib/engine/wgsl/engine.ts';
import { contractTests } from './contract.ts';
import { dawn, gpuExpected } from './dawn.ts';

describe.runIf(gpuExpected)('on a device', () => {
	contractTests('the WGSL engine', async (source) => wgslEngine(source, await dawn()));
});
