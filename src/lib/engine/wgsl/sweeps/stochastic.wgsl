// stochastic.wgsl — stochastic gradient descent on the mean of EXAMPLES examples: where a run ends, and the number (from 1) of the
// first update that took it across `barrier`, 0 for none.
// w ← w − rate · mean over the batch of ∂ℓᵢ/∂w (Robbins, Monro 1951); an epoch's last, smaller batch counts with its own mean.

alias Order = array<u32, EXAMPLES>;

/// Positions of the examples in an epoch, as in a training run with this seed; `run` tells apart those of a sweep.
/// Loops that may make no turn stand for `if`: a software adapter computes both sides of every `if`.
fn epochOrder(run: Run, epoch: u32) -> Order {
	let seed = (u32(run.seedHigh) << 16u) | u32(run.seedLow);
	let kind = u32(run.order);
	// The mean over all examples needs no shuffle.
	let is_shuffled = (kind == ORDER_ONCE || kind == ORDER_EPOCH) && u32(run.batchSize) < EXAMPLES;
	var draws = stream(seed, PURPOSE_ORDER, select(epoch, 0u, kind == ORDER_ONCE), u32(run.run));
	var order: Order;
	for (var i = 0u; i < EXAMPLES; i++) {
		order[i] = i;
	}
	for (var i = select(EXAMPLES, 0u, kind == ORDER_REPLACEMENT); i < EXAMPLES; i++) {
		order[i] = below(&draws, EXAMPLES);
	}
	for (var last = select(0u, EXAMPLES - 1u, is_shuffled); last > 0u; last--) {
		let chosen = below(&draws, last + 1u);
		let kept = order[last];
		order[last] = order[chosen];
		order[chosen] = kept;
	}
	return order;
}

fn outcome(run: Run) -> Result {
	let starts_beyond = run.start > run.barrier;
	let updates = u32(run.updates);
	var w = run.start;
	var left = 0u;
	var update = 0u;
	for (var epoch = 0u; update < updates; epoch++) {
		var order = epochOrder(run, epoch);
		for (var begin = 0u; begin < EXAMPLES && update < updates; begin += u32(run.batchSize)) {
			let end = min(begin + u32(run.batchSize), EXAMPLES);
			var sum = 0.0;
			for (var place = begin; place < end; place++) {
				sum += slope(w, order[place], run);
			}
			w -= run.rate * sum / f32(end - begin);
			update++;
			left = select(left, update, left == 0u && (w > run.barrier) != starts_beyond);
			if (abs(w) > FAR) {
				return Result(w, f32(left));
			}
		}
	}
	return Result(w, f32(left));
}
