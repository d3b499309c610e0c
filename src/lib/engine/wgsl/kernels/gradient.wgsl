// gradient.wgsl — every layer's Σ over examples of inputᵀ · delta, and of delta for the biases: 4 inputs × 4 units an invocation.
// inputs: digits for the first layer, activations, [models, SIGNALS, capacity] by layer, for the others. deltas: as activations.
// Sums go through a split's SPLIT examples in ascending order; finish() takes them: as a part, or with a step at once.
// Workgroups: those of layerOf() for all layers, and one more in x that closes the batch × splits × models. A lane's four units lie
// `apart`, so that neighbours read neighbours.

@group(0) @binding(5) var<storage, read> activations: array<f32>;
@group(0) @binding(6) var<storage, read> deltas: array<f32>;

struct Layer {
	inputs: u32,
	outputs: u32,
	weights: u32, // of the first parameter
	inputStart: u32, // of the inputs within the signals
	outputStart: u32,
	lanes: u32, // invocations side by side
	apart: u32, // units from one of a lane's to the next
	blocks: u32, // ⌈outputs / (4 · apart)⌉
	firstGroup: u32, // of the workgroups in x
}

/** The examples of one invocation, and where their deltas are. */
struct Tile {
	model: u32,
	split: u32,
	q: u32, // inputs 4q … 4q + 3
	begin: u32, // examples begin … end − 1
	end: u32,
	width: u32, // of a row of deltas
	deltas: vec4u, // of the first example, one a unit
}

fn deltasAt(i: vec4u) -> vec4f {
	return vec4f(deltas[i.x], deltas[i.y], deltas[i.z], deltas[i.w]);
}
/** sums[i] + x[i] · delta: four inputs × four units. */
fn outer(sums: mat4x4f, x: vec4f, delta: vec4f) -> mat4x4f {
	return mat4x4f(
		fma(x.xxxx, delta, sums[0]),
		fma(x.yyyy, delta, sums[1]),
		fma(x.zzzz, delta, sums[2]),
		fma(x.wwww, delta, sums[3]),
	);
}
fn biasSums(tile: Tile) -> mat4x4f {
	var sum = vec4f();
	var at = tile.deltas;
	for (var e = tile.begin; e < tile.end; e++) {
		sum += deltasAt(at);
		at += tile.width;
	}
	return mat4x4f(sum, vec4f(), vec4f(), vec4f());
}
fn activationSums(tile: Tile, layer: Layer) -> mat4x4f {
	var sums = mat4x4f();
	var at = tile.deltas;
	let row = place(tile.model, layer.inputStart) + tile.begin * layer.inputs;
	var i = row + min(tile.q * 4u + vec4u(0u, 1u, 2u, 3u), vec4u(layer.inputs - 1u));
	for (var e = tile.begin; e < tile.end; e++) {
		let x = vec4f(activations[i.x], activations[i.y], activations[i.z], activations[i.w]);
		sums = outer(sums, x, deltasAt(at));
		at += tile.width;
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
	let g = group.x - layer.firstGroup;
	let lane = local % layer.lanes;
	let q = g / layer.blocks * (WORKGROUP / layer.lanes) + local / layer.lanes;
	let quads = (layer.inputs + 3u) / 4u;
	if (q > quads || lane >= layer.apart) {
		return;
	}
	let units = (g % layer.blocks * 4u + vec4u(0u, 1u, 2u, 3u)) * layer.apart + lane;
	let begin = group.y * SPLIT;
	let rows = place(model, layer.outputStart) + begin * layer.outputs;
	let at = rows + min(units, vec4u(layer.outputs - 1u));
	let tile = Tile(model, group.y, q, begin, min(update.size, begin + SPLIT), layer.outputs, at);
	var sums: mat4x4f;
	if (q == quads) {
		sums = biasSums(tile);
	} else if (layer.weights == 0u) {
		if (isEmpty(tile)) {
			return;
		}
		sums = pixelSums(tile);
	} else {
		sums = activationSums(tile, layer);
	}
	// The biases follow the last row of weights.
	let first = select(q * 4u, layer.inputs, q == quads);
	let last = select(min(first + 4u, layer.inputs), first + 1u, q == quads);
	// Idle units read what the last one reads, and write nothing.
	let isInside = units < vec4u(layer.outputs);
	let index = layer.weights + first * layer.outputs + min(units, vec4u(layer.outputs - 1u));
	let pace = paceOf(model);
	finish(pace, model, group.y, index, sums[0], isInside);
	if (first + 1u < last) { finish(pace, model, group.y, index + layer.outputs, sums[1], isInside); }
	if (first + 2u < last) { finish(pace, model, group.y, index + 2u * layer.outputs, sums[2], isInside); }
	if (first + 3u < last) { finish(pace, model, group.y, index + 3u * layer.outputs, sums[3], isInside); }
}
