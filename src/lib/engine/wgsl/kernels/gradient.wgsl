// gradient.wgsl — every layer's Σ over examples of inputᵀ · delta, and of delta for the biases: 4 inputs × 4 units at a time an invocation,
// until its units are through: a software adapter runs a short text again sooner than a long one once.
// inputs: digits for the first layer, activations, [models, SIGNALS, capacity] by layer, for the others. deltas: as activations.
// Sums go through a split's SPLIT examples in ascending order; finish() takes them: as a part, or with a step at once.
// Workgroups: those of layerOf() for all layers, and one more in x that closes the batch × splits × models. A lane's units lie `apart`, so
// that neighbours read neighbours.

const LANE = vec4u(0u, 1u, 2u, 3u);

/** Four inputs × four units of a layer. */
struct Tile {
	model: u32,
	split: u32,
	q: u32, // inputs 4q … 4q + 3
	begin: u32, // the first example
	count: u32,
	width: u32, // of a row of deltas
	units: vec4u, // deltas of the first example
}

/** Of the tile's example e, from 0. */
fn deltasOf(tile: Tile, e: u32) -> vec4f {
	let i = tile.units + e * tile.width;
	return vec4f(deltas[i.x], deltas[i.y], deltas[i.z], deltas[i.w]);
}
/** Sums over all examples; the biases' input is 1. */
fn sumSignals(tile: Tile, layer: Layer, isBias: bool) -> mat4x4f {
	let row = place(tile.model, layer.inputStart) + tile.begin * layer.inputs;
	var i = row + min(tile.q * 4u + LANE, vec4u(layer.inputs - 1u));
	var sums = mat4x4f();
	for (var e = 0u; e < tile.count; e++) {
		let x = vec4f(activations[i.x], activations[i.y], activations[i.z], activations[i.w]);
		sums = outer(sums, select(x, vec4f(1.0, 0.0, 0.0, 0.0), isBias), deltasOf(tile, e));
		i += layer.inputs;
	}
	return sums;
}
@compute @workgroup_size(WORKGROUP)
fn main(
	@builtin(workgroup_id) group: vec3u,
	@builtin(num_workgroups) groups: vec3u,
	@builtin(local_invocation_index) local: u32,
) {
	let model = group.z;
	if (update.number > models[model].last) {
		return;
	}
	if (group.x == groups.x - 1u) {
		if (local == 0u) { close(model); }
		return;
	}
	let layer = layerOf(group.x);
	let lane = local % layer.lanes;
	let q = (group.x - layer.firstGroup) * (WORKGROUP / layer.lanes) + local / layer.lanes;
	let quads = (layer.inputs + 3u) / 4u;
	if (q > quads || lane >= layer.apart) {
		return;
	}
	let begin = group.y * SPLIT;
	let count = min(update.size - begin, SPLIT);
	let at = place(model, layer.outputStart) + begin * layer.outputs;
	var tile = Tile(model, group.y, q, begin, count, layer.outputs, vec4u());
	let isBias = q == quads;
	let isPixels = !isBias && layer.weights == 0u;
	// The biases follow the last row of weights.
	let row = layer.weights + select(q * 4u, layer.inputs, isBias) * layer.outputs;
	let all = select(min(4u, layer.inputs - q * 4u), 1u, isBias);
	// Without a gradient there may be nothing to do.
	let rows = select(all, 0u, !RESTLESS && isPixels && pixelTerms(tile) == 0u);
	let blocks = select(layer.blocks, 0u, rows == 0u);
	let pace = paceOf(model);
	let last = vec4u(layer.outputs - 1u);
	for (var block = 0u; block < blocks; block++) {
		let units = (4u * block + LANE) * layer.apart + lane;
		// Idle units read what the last one reads, and write nothing.
		tile.units = at + min(units, last);
		var sums = mat4x4f();
		if (isPixels) {
			sums = sumPixels(tile);
		} else {
			sums = sumSignals(tile, layer, isBias);
		}
		for (var r = 0u; r < rows; r++) {
			let index = row + r * layer.outputs;
			finish(pace, model, group.y, index + min(units, last), columnOf(sums, r), units <= last);
		}
	}
}
