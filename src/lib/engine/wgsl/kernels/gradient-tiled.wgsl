// gradient-tiled.wgsl — every layer's Σ over examples of inputᵀ · delta, 32 inputs × 32 units a workgroup, by tiles.wgsl. After a layer's
// last input comes one that is always 1: its gradient is the biases'.
// inputs: digits for the first layer, activations, [models, SIGNALS, capacity] by layer, for the others. deltas: as activations.
// Sums go through a split's SPLIT examples in ascending order, as in gradient.wgsl: the numbers are the same to the last bit. finish() takes
// them: as a part, or with a step at once.
// Workgroups: those of layerOf() for all layers, and one more in x that closes the batch × splits × models.

const LANE = vec4u(0u, 1u, 2u, 3u);

/** Inputs i … i + 3 of the chunk's example. */
fn inputs(model: u32, layer: Layer, example: u32, i: vec4u) -> vec4f {
	var x = vec4f();
	if (layer.weights == 0u) {
		if (i.x < layer.inputs) { x = unpack4x8unorm(digits[digit(model, example) + i.x / 4u]); }
	} else {
		let row = place(model, layer.inputStart) + example * layer.inputs;
		let at = row + min(i, vec4u(layer.inputs - 1u));
		let all = vec4f(activations[at.x], activations[at.y], activations[at.z], activations[at.w]);
		x = select(vec4f(), all, i < vec4u(layer.inputs));
	}
	return select(x, vec4f(1.0), i == vec4u(layer.inputs));
}
fn deltasOf(model: u32, layer: Layer, example: u32, units: vec4u) -> vec4f {
	let row = place(model, layer.outputStart) + example * layer.outputs;
	let at = row + min(units, vec4u(layer.outputs - 1u));
	return vec4f(deltas[at.x], deltas[at.y], deltas[at.z], deltas[at.w]);
}
/** Four inputs and four deltas of one of the tile's examples; zeros beyond the last example. @param part 0 … 127 */
fn fetch(model: u32, layer: Layer, example: u32, end: u32, input: u32, unit: u32, part: u32) {
	let e = example + part / 8u;
	let four = part % 8u * 4u + LANE;
	var x = vec4f();
	var delta = vec4f();
	if (e < end) {
		x = inputs(model, layer, e, input + four);
		delta = deltasOf(model, layer, e, unit + four);
	}
	rowTerms[part * 4u] = x.x;
	rowTerms[part * 4u + 1u] = x.y;
	rowTerms[part * 4u + 2u] = x.z;
	rowTerms[part * 4u + 3u] = x.w;
	setColumns(part * 4u, delta);
}

@compute @workgroup_size(64)
fn main(
	@builtin(workgroup_id) group: vec3u,
	@builtin(num_workgroups) groups: vec3u,
	@builtin(local_invocation_index) local: u32,
) {
	let model = group.z;
	if (local == 0u) { goesOn = u32(update.number <= models[model].last); }
	if (workgroupUniformLoad(&goesOn) == 0u) {
		return;
	}
	if (group.x == groups.x - 1u) {
		if (local == 0u) { close(model); }
		return;
	}
	let layer = layerOf(group.x);
	let g = group.x - layer.firstGroup;
	let input = g / layer.blocks * TILE;
	let unit = g % layer.blocks * TILE;
	let row = local / 8u * 4u;
	let column = local % 8u * 4u;
	let begin = group.y * SPLIT;
	let end = min(update.size, begin + SPLIT);
	var sums = mat4x4f();
	for (var example = begin; example < end; example += DEPTH) {
		workgroupBarrier();
		for (var part = local; part < 128u; part += 64u) {
			fetch(model, layer, example, end, input, unit, part);
		}
		workgroupBarrier();
		sums = addTerms(sums, row, column);
	}
	let pace = paceOf(model);
	let units = unit + column + LANE;
	let last = vec4u(layer.outputs - 1u);
	// The biases follow the last row of weights.
	for (var r = 0u; r < 4u && input + row + r <= layer.inputs; r++) {
		let index = layer.weights + (input + row + r) * layer.outputs;
		finish(pace, model, group.y, index + min(units, last), columnOf(sums, r), units <= last);
	}
}
