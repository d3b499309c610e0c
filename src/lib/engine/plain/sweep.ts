// The plain twin of the sweep kernels: the same runs in the same order of operations, one after another and in float64.
import type { Examples, Landscape } from '../../landscapes/landscape.ts';
import { landscapes } from '../../landscapes/list.ts';
import { epochOrder } from '../batches.ts';
import { Breather } from '../breather.ts';
import { CONVERGED, FAR, RESTING } from '../bounds.ts';
import { runReader, sweepOrders, sweepRows, sweeps } from '../sweeps.ts';
import type { Run, Sweep, SweepName } from '../sweeps.ts';

/** @see Engine.sweep  @param breather lets messages in between two runs */
export async function plainSweep(
	name: SweepName,
	inputs: readonly Float32Array[],
	count: number,
	breather = new Breather(),
): Promise<Float32Array> {
	const sweep: Sweep = sweeps[name];
	const runAt = runReader(sweep, sweepRows(name, inputs, count));
	const results = new Float32Array(count * sweep.outputs.length);
	for (let run = 0; run < count; run++) {
		results.set(outcome(sweep, runAt(run)), run * sweep.outputs.length);
		if (breather.due) await breather.breathe();
	}
	return results;
}

/** [outputs] of one run. */
function outcome(sweep: Sweep, run: Run): number[] {
	const landscape: Landscape = landscapes[sweep.landscape];
	switch (sweep.kernel) {
		case 'stochastic':
			return stochastic(landscape.examples!, run);
		case 'converge':
			return converge(landscape, run);
		case 'rest':
			return rest(landscape, run);
		default:
			return sweep.kernel satisfies never;
	}
}

function stochastic({ count, slope }: Examples, run: Run): number[] {
	const seed = run.seedHigh * 2 ** 16 + run.seedLow;
	const asked = sweepOrders[run.order];
	// The mean over all examples needs no shuffle.
	const kind = run.batchSize === count && asked !== 'replacement' ? 'never' : asked;
	const redrawn = kind === 'epoch' || kind === 'replacement';
	const startsBeyond = run.start > run.barrier;
	let w = run.start;
	let left = 0;
	let order: Uint32Array = new Uint32Array();
	for (let update = 0, epoch = 0, from = count; update < run.updates && Math.abs(w) <= FAR; update++) {
		if (from === count) {
			if (epoch === 0 || redrawn) order = epochOrder(seed, kind, count, epoch, run.run);
			epoch++;
			from = 0;
		}
		const to = Math.min(from + run.batchSize, count);
		let sum = 0;
		for (let place = from; place < to; place++) sum += slope(w, order[place], run);
		w -= (run.rate * sum) / (to - from);
		from = to;
		if (left === 0 && w > run.barrier !== startsBeyond) left = update + 1;
	}
	return [w, left];
}

const length = (x: number, y: number): number => Math.sqrt(x * x + y * y);

// Ends early where what follows is certain. With |μ| ≤ 1 for both eigenvalues of an eigen-direction, every later |x| is at most
// (|xᵗ| + λ|xᵗ⁻¹|) / (1 − λ); so what is smaller than its share of the threshold stays below it, and what is larger runs away.
function converge(landscape: Landscape, run: Run): number[] {
	const { rate, momentum, startX, startY } = run;
	const near = CONVERGED * length(startX, startY);
	const far = (4 * length(startX, startY)) / (1 - momentum);
	const point = [startX, startY];
	const gradient = [0, 0];
	let [mx, my, steps] = [0, 0, 0];
	for (let t = 0; t < run.steps; t++) {
		const [x, y] = [point[0], point[1]];
		const distance = length(x, y);
		if (distance > near) steps = t + 1;
		else if (bound(x, mx, momentum) + bound(y, my, momentum) <= near) break;
		if (distance > far) return [run.steps];
		landscape.gradient(point, run, gradient);
		mx = momentum * mx - rate * gradient[0];
		my = momentum * my - rate * gradient[1];
		point[0] = x + mx;
		point[1] = y + my;
	}
	return [steps];
}

/** Of |x| from now on, where x has just moved by `movement`. */
const bound = (x: number, movement: number, momentum: number): number =>
	(Math.abs(x) + momentum * Math.abs(x - movement)) / (1 - momentum);

function rest(landscape: Landscape, run: Run): number[] {
	const point = landscape.dimension === 1 ? [run.start] : [run.startX, run.startY];
	const movement = point.map(() => 0);
	const gradient = point.map(() => 0);
	let steps = 0;
	for (let t = 0; t < run.steps; t++) {
		landscape.gradient(point, run, gradient);
		if (norm(gradient) > RESTING || norm(movement) > RESTING) steps = t + 1;
		for (let axis = 0; axis < point.length; axis++) {
			movement[axis] = run.momentum * movement[axis] - run.rate * gradient[axis];
			point[axis] += movement[axis];
		}
		if (norm(point) > FAR) return [...point, run.steps];
	}
	return [...point, steps];
}

const norm = (vector: readonly number[]): number =>
	vector.length === 1 ? Math.abs(vector[0]) : length(vector[0], vector[1]);
