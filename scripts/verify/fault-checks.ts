// Tests are worth what they catch: faults as they really happen, each of which one named file of tests must find.
import type { Check } from './check.ts';
import { datasetFaults } from './faults/datasets.ts';
import { engineFaults } from './faults/engine.ts';
import { layerwiseFaults } from './faults/layerwise.ts';
import { numberFaults } from './faults/numbers.ts';
import { plainFaults } from './faults/plain.ts';
import { simdFaults } from './faults/simd.ts';
import { tensorflowFaults } from './faults/tensorflow.ts';
import { wgslFaults } from './faults/wgsl.ts';
import { type Fault, plant, type Planted } from './plant.ts';

/** Share of the faults that must be caught. */
const ENOUGH = 0.95;

/** What numerics tests compare with. */
const comparisons = ['tests/numerics/{cases,contract*,reference*}.ts', 'tests/numerics/golden/*.{ts,json}'];

/** All lists of faults, by the part of the program in which they are planted. */
export const faults: Readonly<Record<string, readonly Fault[]>> = {
	numbers: numberFaults,
	datasets: datasetFaults,
	engine: engineFaults,
	plain: plainFaults,
	simd: simdFaults,
	tensorflow: tensorflowFaults,
	wgsl: wgslFaults,
	layerwise: layerwiseFaults,
};

/** What is wrong with a trial of these faults, '' for nothing. */
export function unconvincing(planted: readonly Fault[], { caught, missed }: Planted): string {
	const tried = [...Object.keys(caught), ...missed];
	const untried = planted.map(({ name }) => name).filter((name) => !tried.includes(name));
	if (untried.length > 0) return `expected all faults to be tried, left out: ${untried.join(', ')}`;
	if (Object.keys(caught).length >= ENOUGH * planted.length) return '';
	return `expected ${100 * ENOUGH} % of ${planted.length} faults to be caught, missed: ${missed.join(', ')}`;
}

const checkOf = (part: string, planted: readonly Fault[]): Check<Planted> => ({
	name: `faults-${part}`,
	sources: [
		...planted.flatMap(({ file, test, build }) => [file, test, ...(build ? [build] : [])]),
		...(planted.some(({ test }) => test.startsWith('tests/numerics')) ? comparisons : []),
		`scripts/verify/faults/${part}.ts`,
		'scripts/verify/{plant,fault-checks}.ts',
	],
	run: () => plant(planted),
	fault: (result) => unconvincing(planted, result),
});

export const faultChecks: readonly Check<Planted>[] = Object.entries(faults).map(([part, planted]) =>
	checkOf(part, planted),
);
