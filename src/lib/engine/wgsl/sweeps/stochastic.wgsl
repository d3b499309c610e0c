// stochastic.wgsl — stochastic gradient descent on the mean of EXAMPLES examples: where a run ends, and the number (from 1) of the
// first update that took it across `barrier`, 0 for none.
// w ← w − rate · mean over the batch of ∂ℓᵢ/∂w (Robbins, Monro 1951); an epoch's last, smaller batch counts with its own mean.

alias Order = array<u32, EXAMPLES>;

/// Positions of the examples in an epoch, as in a training run with this seed; `run` tells apart those of a sweep.
fn epochOrder(run: Run, epoch: u32) -> Order {
	let seed = (u32(run.seedHigh) << 16u) | u32(run.seedLow);
	let kind = u32(run.order);
	var draws = stream(seed, PURPOSE_ORDER, select(epoch, 0u, kind == ORDER_ONCE), u32(run.run));
	var order: Order;
	for (var i = 0u; i < EXAMPLES; i++) {
		order[i] = i;
		if (kind == ORDER_REPLACEMENT) {
			order[i] = below(&draws, EXAMPLES);
		}
	}
	if (kind == ORDER_ONCE || kind == ORDER_EPOCH) {
		for (var last = EXAMPLES - 1u; last > 0u; last--) {
			let chosen = below(&draws, last + 1u);
			let kept = order[last];
			order[last] = order[chosen];
			order[chosen] = kept;
		}
	}
	return order;
}

fn outcome(run: Run) -> Result {
	let starts_beyond = run.start > run.barrier;
	var w = run.start;
	var left = 0u;
	var order: Order;
	var epoch = 0u;
	var begin = EXAMPLES;
	for (var update = 0u; update < u32(run.updates) && abs(w) <= FAR; update++) {
		if (begin == EXAMPLES) {
			order = epochOrder(run, epoch);
			epoch++;
			begin = 0u;
		}
		let end = min(begin + u32(run.batchSize), EXAMPLES);
		var sum = 0.0;
		for (var place = begin; place < end; place++) {
			sum += slope(w, order[place], run);
		}
		w -= run.rate * sum / f32(end - begin);
		begin = end;
		if (left == 0u && (w > run.barrier) != starts_beyond) {
			left = update + 1u;
		}
	}
	return Result(w, f32(left));
}
