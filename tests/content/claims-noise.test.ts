// What the book says besides of `gradient-noise`, on the recordings that its readers see.
import { describe, expect, test } from 'vitest';
import { median } from '../../src/lib/numbers/statistics.ts';
import { noiseStages } from '../../src/lib/series/gradient-noise.ts';
import { presets } from '../../src/lib/series/result.ts';
import { scalesOf } from '../claims/gradient-noise.ts';
import { chapterFiles, recorded } from './content.ts';

/** 𝓑 by epochs, book.md. */
const SCALES: Record<number, number> = { 0: 55, 1: 315, 5: 1378 };

describe.each(presets)('gradient-noise.%s', (preset) => {
	const result = recorded('gradient-noise', preset);
	const scales = scalesOf(result);

	test.skipIf(preset === 'small')('𝓑 is the book’s within a factor of 1.5', () => {
		Object.values(SCALES).forEach((book, index) => {
			expect(scales[index] / book).toBeGreaterThan(1 / 1.5);
			expect(scales[index] / book).toBeLessThan(1.5);
		});
	});
	test.runIf(preset === 'small')('𝓑 of its one network is, within 1.25, what all single gradients say', () => {
		const whole = noiseStages(recorded('gradient-noise', 'full')).filter(({ model }) => model === 0);
		whole.forEach(({ scale }, index) => {
			expect(scales[index] / scale!).toBeGreaterThan(1 / 1.25);
			expect(scales[index] / scale!).toBeLessThan(1.25);
		});
	});
	test.runIf(preset === 'full')('single gradients are of all examples where the recording is whole', () => {
		expect(result.settings.sample).toBe(result.settings.examples);
	});
});

test('the chapter quotes the noise scales and the noise of a batch of 16 as they are recorded', () => {
	const result = recorded('gradient-noise', 'full');
	const medianOf = (name: string, epochs: number, x: number) => {
		const all = result.series.filter((series) => series.name === name && series.at.epochs === epochs);
		return median(all.map(({ x: places, value }) => value[places.indexOf(x)]!));
	};
	const [start, one, five] = [0, 1, 5].map((epochs) => Number(medianOf('scale', epochs, 6000).toPrecision(2)));
	expect(Math.round(medianOf('noise', 5, 16))).toBe(10);
	expect(medianOf('angle', 5, 16)).toBeGreaterThan(80);
	const equal = Number(((five * 6000) / (5999 + five)).toPrecision(2));
	for (const { body: text } of chapterFiles.filter(({ id }) => id === 'speed-noise')) {
		expect(text).toMatch(new RegExp(`${start}(、|, )${one}(和| and )${five.toLocaleString('en')}\\D`));
		expect(text).toContain(`$B\\approx ${equal}$`);
	}
});
