// gradient.wgsl — every layer's Σ over examples of inputᵀ · delta, and of delta for the biases: 4 inputs × 8 units an invocation.
// inputs: digits for the first layer, activations, [models, SIGNALS, capacity] by layer, for the others. deltas: as activations.
// Sums go through a split's SPLIT examples in ascending order; finish() takes them: as a part, or with a step at once.
// Workgroups: those of layerOf() for all layers, and one more in x that closes the batch × splits × models. A lane's eight units lie
// `apart`, so that neighbours read neighbours.

/** The examples of one invocation, and where their deltas are. */
struct Tile {
	model: u32,
	split: u32,
	q: u32, // inputs 4q … 4q + 3
	begin: u32, // the first example
	count: u32,
	width: u32, // of a row of deltas
	a: vec4u, // deltas of the first example, one a unit
	b: vec4u,
}

fn deltasAt(i: vec4u) -> vec4f {
	return vec4f(deltas[i.x], deltas[i.y], deltas[i.z], deltas[i.w]);
}
// Each of these adds to the sums of four inputs × eight units, and returns how many examples had anything to say.

fn addBiases(tile: Tile, a: ptr<function, mat4x4f>, b: ptr<function, mat4x4f>) -> u32 {
	var sumA = vec4f();
	var sumB = vec4f();
	for (var e = 0u; e < tile.count; e++) {
		let at = e * tile.width;
		sumA += deltasAt(tile.a + at);
		sumB += deltasAt(tile.b + at);
	}
	*a = mat4x4f(sumA, vec4f(), vec4f(), vec4f());
	*b = mat4x4f(sumB, vec4f(), vec4f(), vec4f());
	return tile.count;
}
fn addActivations(tile: Tile, layer: Layer, a: ptr<function, mat4x4f>, b: ptr<function, mat4x4f>) -> u32 {
	let row = place(tile.model, layer.inputStart) + tile.begin * layer.inputs;
	var i = row + min(tile.q * 4u + vec4u(0u, 1u, 2u, 3u), vec4u(layer.inputs - 1u));
	for (var e = 0u; e < tile.count; e++) {
		let x = vec4f(activations[i.x], activations[i.y], activations[i.z], activations[i.w]);
		let at = e * tile.width;
		*a = outer(*a, x, deltasAt(tile.a + at));
		*b = outer(*b, x, deltasAt(tile.b + at));
		i += layer.inputs;
	}
	return tile.count;
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
	let g = group.x - layer.firstGroup;
	let lane = local % layer.lanes;
	let q = g / layer.blocks * (WORKGROUP / layer.lanes) + local / layer.lanes;
	let quads = (layer.inputs + 3u) / 4u;
	if (q > quads || lane >= layer.apart) {
		return;
	}
	let unit = g % layer.blocks * 8u * layer.apart + lane;
	let a = unit + vec4u(0u, 1u, 2u, 3u) * layer.apart;
	let b = a + 4u * layer.apart;
	// Idle units read what the last one reads, and write nothing.
	let last = vec4u(layer.outputs - 1u);
	let begin = group.y * SPLIT;
	let at = place(model, layer.outputStart) + begin * layer.outputs;
	let count = min(update.size - begin, SPLIT);
	let tile = Tile(model, group.y, q, begin, count, layer.outputs, at + min(a, last), at + min(b, last));
	var sumsA = mat4x4f();
	var sumsB = mat4x4f();
	var terms = 0u;
	if (q == quads) {
		terms = addBiases(tile, &sumsA, &sumsB);
	} else if (layer.weights == 0u) {
		terms = addPixels(tile, &sumsA, &sumsB);
	} else {
		terms = addActivations(tile, layer, &sumsA, &sumsB);
	}
	// The biases follow the last row of weights.
	let first = select(q * 4u, layer.inputs, q == quads);
	let all = select(min(4u, layer.inputs - q * 4u), 1u, q == quads);
	let row = layer.weights + first * layer.outputs;
	let pace = paceOf(model);
	// A loop that makes no turn is skipped on every device; a software adapter goes through both sides of an if.
	let rows = select(0u, all, RESTLESS || terms > 0u);
	for (var r = 0u; r < rows; r++) {
		let index = row + r * layer.outputs;
		finish(pace, model, group.y, index + min(a, last), columnOf(sumsA, r), a <= last);
		finish(pace, model, group.y, index + min(b, last), columnOf(sumsB, r), b <= last);
	}
}
