// tally.wgsl — adds up the chunk's losses, which lie behind the deltas, [models, capacity] of (nats, right), and closes the batch. One
// invocation a model, so that the order of the sum is fixed; it runs beside the work on the weights.

fn chunkSum(model: u32) -> vec2f {
	let losses = place(model, LOSS_START);
	var sum = vec2f();
	for (var e = 0u; e < update.size; e++) {
		sum += vec2f(deltas[losses + 2u * e], deltas[losses + 2u * e + 1u]);
	}
	return sum;
}

/** Not finite: told by the exponent's bits, since a compiler may assume that there is no NaN to compare with. */
fn isLost(loss: f32) -> bool {
	return (bitcast<u32>(loss) & 0x7f800000u) == 0x7f800000u || loss > RUNAWAY;
}

fn tally(model: u32) {
	let chunk = chunkSum(model);
	let loss = chunk.x + select(models[model].chunks, 0.0, update.begins == 1u);
	models[model].chunks = loss;
	models[model].right += u32(chunk.y);
	if (update.ends == 0u) {
		return;
	}
	let mean = loss * update.scale;
	models[model].loss += mean;
	models[model].batches += 1u;
	if (isLost(mean)) {
		models[model].diverged = update.number;
		models[model].last = update.number;
	}
}
