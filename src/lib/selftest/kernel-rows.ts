// Tries every kernel of the WGSL engine against loops in float64.
import type { DataSource } from '../datasets/dataset.ts';
import type { Engine } from '../engine/engine.ts';
import { plainEngine } from '../engine/plain/plain.ts';
import { kernels } from '../engine/wgsl/kernels.ts';
import { wgslEngine } from '../engine/wgsl/engine.ts';
import type { Training } from '../engine/wgsl/program.ts';
import { resultsOf, worstShare } from './compare.ts';
import type { Deadline } from './deadline.ts';
import { measured, thrown, worse } from './finding.ts';
import type { Finding, Reason, Row } from './report.ts';
import { canaries, type Canary } from './trials.ts';
import type { Watched } from './watch.ts';

export const kernelNames: readonly string[] = Object.keys(kernels);

const row = (name: string, finding: Finding): Row => ({ part: 'kernels', name, batchSize: null, ...finding });

/** Engines of all schemes, opened anew after an error: a device at fault is not to be trusted. */
class Engines {
	readonly #source: DataSource;
	readonly #watched: Watched;
	readonly #open = new Map<Training, Engine>();

	constructor(source: DataSource, watched: Watched) {
		this.#source = source;
		this.#watched = watched;
	}

	async of(scheme: Training): Promise<Engine> {
		const engine = this.#open.get(scheme) ?? (await wgslEngine(this.#source, this.#watched.gpu, scheme));
		this.#open.set(scheme, engine);
		return engine;
	}

	async dispose(): Promise<void> {
		const open = [...this.#open.values()];
		this.#open.clear();
		await Promise.allSettled(open.map((engine) => engine.dispose()));
	}
}

/** What one canary says of all kernels that it made the engine bind. */
async function findingOf(canary: Canary, engines: Engines, source: DataSource, deadline: Deadline): Promise<Finding> {
	try {
		const engine = await deadline.take(() => engines.of(canary.scheme));
		const expected = await resultsOf(plainEngine(source, { precision: 64 }), canary);
		const { value, measure } = worstShare(
			await deadline.take(() => resultsOf(engine, canary)),
			expected,
			canary.bounds,
		);
		return measured(value, `${canary.name}: ${measure}`);
	} catch (error) {
		await engines.dispose();
		return thrown(error, canary.name);
	}
}

/** Reasons that end the part: what comes after would meet the same. */
const ending: readonly (Reason | null)[] = ['time', 'no-webgpu'];

/** One row a kernel, again when another canary finds something worse. */
export async function* kernelRows(
	source: DataSource,
	watched: Watched,
	deadline: Deadline,
	trials: readonly Canary[] = canaries,
): AsyncGenerator<Row> {
	const known = new Map<string, Finding>();
	const engines = new Engines(source, watched);
	/** Of kernels that no canary comes to. */
	let otherwise: Finding = { outcome: 'failed', value: null, reason: 'not-run', detail: '' };
	try {
		for (const canary of trials) {
			const finding = await findingOf(canary, engines, source, deadline);
			if (finding.reason && finding.reason !== 'wrong') otherwise = finding;
			for (const name of watched.takeKernels()) {
				if (!kernelNames.includes(name)) continue;
				const worst = worse(known.get(name), finding);
				if (worst === known.get(name)) continue;
				known.set(name, worst);
				yield row(name, worst);
			}
			if (ending.includes(finding.reason)) break;
		}
	} finally {
		await engines.dispose();
	}
	for (const name of kernelNames) if (!known.has(name)) yield row(name, otherwise);
}
