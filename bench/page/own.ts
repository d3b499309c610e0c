// Our engines, through the contract that every figure uses.
import type { DataSource } from '../../src/lib/datasets/dataset.ts';
import type { Progress, Trainer } from '../../src/lib/engine/engine.ts';
import { openEngine } from '../../src/lib/engine/open.ts';
import { wgslEngine } from '../../src/lib/engine/wgsl/engine.ts';
import type { OwnName, Point, SchemeName } from '../contenders.ts';
import { type Contender, RATE, SEED } from './contender.ts';

const specOf = ({ widths, batch, models, examples }: Point) => ({
	data: { name: 'mnist', examples, validation: 0, test: false, seed: null } as const,
	widths,
	models: Array.from({ length: models }, (_, model) => ({ seed: SEED + model, rate: RATE, momentum: 0 })),
	optimiser: { name: 'sgd' } as const,
	batchSize: batch,
	order: 'epoch' as const,
});

const lossOf = ([first]: readonly Progress[]): number => first.loss;

async function losses(trainer: Trainer, count: number): Promise<number[]> {
	const read: number[] = [];
	for (let update = 0; update < count; update++) read.push(lossOf(await trainer.update(1)));
	return read;
}

const schemes = { 'wgsl-sparse': 'sparse', 'wgsl-tiled': 'tiled', 'wgsl-dense': 'dense' } as const;
const isScheme = (name: OwnName): name is SchemeName => name in schemes;

export async function openOwn(name: OwnName, source: DataSource): Promise<Contender> {
	const engine = isScheme(name) ? await wgslEngine(source, undefined, schemes[name]) : await openEngine(name, source);
	return {
		name,
		async train(point) {
			const trainer = await engine.train(specOf(point));
			return {
				update: async (count) => lossOf(await trainer.update(count)),
				losses: (count) => losses(trainer, count),
				dispose: () => trainer.dispose(),
			};
		},
	};
}
