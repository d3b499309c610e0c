// Every kernel stays within its error bound on hundreds of shapes.
import type { Check } from './check.ts';
import { measured } from './vitest.ts';

/** Errors over their bounds. */
interface Bounds {
	readonly shapes: number;
	readonly largest: number;
	/** By the kernel's name. */
	readonly ratios: Readonly<Record<string, number>>;
}

const test = 'tests/numerics/kernels.test.ts';
/** Shapes that must have been tried. */
const ENOUGH = 200;
/** Minutes. */
const PATIENCE = 30;

export const kernelBounds: Check<Bounds> = {
	name: 'kernels',
	sources: [
		'src/lib/engine/wgsl/{constants,kernels,models,pipelines,program,resident,shape,slots,state}.ts',
		'src/lib/engine/wgsl/kernels/*.wgsl',
		'src/lib/engine/{layout,optimiser}.ts',
		'tests/numerics/kernels*.ts',
		'scripts/verify/kernels.ts',
	],
	async run() {
		const { shapes, 'largest ratio': largest, ratios } = await measured(test, PATIENCE);
		return { shapes, largest, ratios } as Bounds;
	},
	fault({ shapes, largest }) {
		if (shapes < ENOUGH) return `expected at least ${ENOUGH} shapes, got ${shapes}`;
		return largest <= 1 ? '' : `expected errors within their bounds, got ${largest} times one`;
	},
};
