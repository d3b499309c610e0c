// The numbers of the book on the recordings of `slice`: as the ways are set at first, and along a random direction.
import { globSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { bendsOf } from '../../src/lib/landscapes/bends.ts';
import { gridIn, hessianAtSolution, trainingIn } from '../../src/lib/series/slice.ts';
import { outcomesIn, sliceReading } from '../../src/lib/series/slice-reading.ts';
import { content, recorded } from './content.ts';

const full = recorded('slice', 'full');
const random = recorded('slice', 'random');
const bendsIn = (result: typeof full) =>
	bendsOf(hessianAtSolution(gridIn(result.series)!)).map(({ curvature }) => curvature);

test('momentum is down after 7 updates, plain descent after 20; after 30 their losses are 0.011 and 0.058', () => {
	const { plain, momentum } = outcomesIn(full)!;
	expect([plain.down, momentum.down]).toEqual([20, 7]);
	expect([plain.loss, momentum.loss].map((loss) => Number(loss.toPrecision(2)))).toEqual([0.058, 0.011]);
});

test('a random direction shows nothing of the training’s bend, bends far less, and momentum is down first there too', () => {
	const [most, least] = bendsIn(random);
	expect(least).toBeLessThan(bendsIn(recorded('slice', 'quick'))[1] / 4);
	expect(most).toBeLessThan(bendsIn(recorded('slice', 'quick'))[0] / 2);
	for (const { at } of trainingIn(random.series)) expect(Math.abs(at[1])).toBeLessThan(0.01);
	const { plain, momentum } = outcomesIn(random)!;
	expect(momentum.down).toBeLessThan(plain.down);
	expect(sliceReading.disagreement(random)).toBeNull();
});

test('all its recordings together are at most 60 kB', () => {
	const files = globSync(join(content, 'recordings/slice.*.json'));
	expect(files).toHaveLength(4);
	expect(files.reduce((sum, file) => sum + statSync(file).size, 0)).toBeLessThanOrEqual(60_000);
});
