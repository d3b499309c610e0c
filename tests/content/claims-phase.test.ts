// The numbers of the book on the recordings of `phase`, its other situations, and what its maps weigh.
import { globSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { valuesOf } from '../../src/lib/series/map.ts';
import { bestRun, fewestRuns, movedRows, namedRun, plainRun } from '../../src/lib/series/phase.ts';
import { phaseReading } from '../../src/lib/series/phase-reading.ts';
import { content, recorded } from './content.ts';

const full = recorded('phase', 'full');

test('at condition 100 the map’s best is 40 steps, theory’s points take 56 and 346, and the best without momentum is 330', () => {
	expect(full.settings).toMatchObject({ map: 'steps', condition: 100, side: '256' });
	expect(bestRun(full)!.steps).toBe(40);
	expect(namedRun(full, 'point')).toMatchObject({ steps: 56, rate: 3.306, momentum: 0.6694 });
	expect(namedRun(full, 'plain')).toMatchObject({ steps: 346, rate: 1.98, momentum: 0 });
	expect(plainRun(full)).toMatchObject({ steps: 330, momentum: 0 });
});

test('the recorded map has the fewest steps of its rows, but for its bytes', () => {
	const [map] = full.maps!;
	const values = valuesOf(map);
	expect(fewestRuns(full)).toHaveLength(256);
	fewestRuns(full).forEach(({ steps }, row) => {
		const known = values.subarray(row * 256, (row + 1) * 256).filter((value) => !Number.isNaN(value));
		if (steps === null) expect(known).toHaveLength(0);
		else expect(Math.abs(Math.log(known.reduce((a, b) => Math.min(a, b)) / steps))).toBeLessThan(Math.log(1000) / 254);
	});
});

test('in a ravine of condition 10 both points take fewer, and momentum gains less', () => {
	const round = recorded('phase', 'round');
	expect([namedRun(round, 'point')!.steps, namedRun(round, 'plain')!.steps]).toEqual([15, 35]);
	expect(bestRun(round)!.steps).toBe(11);
	expect(plainRun(round)!.steps / 11).toBeLessThan(plainRun(full)!.steps / 40);
});

test('basins: little momentum changes nothing, much of it takes some to the better side and some to the worse', () => {
	const basins = recorded('phase', 'basins');
	const rows = movedRows(basins);
	for (const { momentum, gained, lost } of rows) if (momentum < 0.5) expect([gained, lost]).toEqual([0, 0]);
	const most = (of: 'gained' | 'lost') => Math.max(...rows.map((row) => row[of]));
	expect(most('gained')).toBeGreaterThan(0.2);
	expect(most('lost')).toBeGreaterThan(0.05);
	expect(most('gained')).toBeGreaterThan(most('lost'));
	expect(phaseReading.disagreement(basins)).toBe('forTheWorse');
	expect(phaseReading.summary(basins).map(({ key }) => key)).toEqual(
		expect.arrayContaining(['moved', 'gained', 'lost']),
	);
});

test('all its recordings together are at most 250 kB', () => {
	const files = globSync(join(content, 'recordings/phase.*.json'));
	expect(files.reduce((sum, file) => sum + statSync(file).size, 0)).toBeLessThanOrEqual(250_000);
});
