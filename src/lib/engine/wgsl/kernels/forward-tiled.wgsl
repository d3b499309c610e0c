// forward-tiled.wgsl — one layer: outputs = relu(inputs · W + b), 32 examples × 32 units a workgroup, by tiles.wgsl.
// inputs: [models, capacity, INPUTS] by pixels.wgsl or activations.wgsl. W: f32, [models, INPUTS, OUTPUTS]; b: f32, [models, OUTPUTS].
// outputs: f32, [models, capacity, OUTPUTS] within activations. Sums go through the inputs in ascending order, as in forward.wgsl: the
// numbers are the same to the last bit.
// Workgroups: ⌈OUTPUTS / 32⌉ × ⌈size / 32⌉ × models.

@group(0) @binding(3) var<storage, read> parameters: array<f32>;
@group(0) @binding(8) var<storage, read> models: array<Model>;

const LANE = vec4u(0u, 1u, 2u, 3u);

fn weights(at: u32, units: vec4u) -> vec4f {
	let i = at + min(units, vec4u(OUTPUTS - 1u));
	return vec4f(parameters[i.x], parameters[i.y], parameters[i.z], parameters[i.w]);
}
/** Inputs 4q … 4q + 3 of an example, zero beyond the last. */
fn inputs(model: u32, example: u32, q: u32) -> vec4f {
	if (q >= QUADS) {
		return vec4f();
	}
	return quad(row(model, min(example, update.size - 1u)), q);
}
/** Four of the tile's inputs of one example, which stand in one column. @param part 0 … 127 */
fn fetchInputs(model: u32, example: u32, q: u32, part: u32) {
	let x = inputs(model, example + part / 4u, q + part % 4u);
	let at = part % 4u * 4u * TILE + part / 4u;
	rowTerms[at] = x.x;
	rowTerms[at + TILE] = x.y;
	rowTerms[at + 2u * TILE] = x.z;
	rowTerms[at + 3u * TILE] = x.w;
}
/** Weights of one input to four of the tile's units. @param part 0 … 127 */
fn fetchWeights(base: u32, input: u32, unit: u32, part: u32) {
	let i = min(input + part / 8u, INPUTS - 1u);
	setColumns(part * 4u, weights(base + i * OUTPUTS, unit + part % 8u * 4u + LANE));
}
fn store(at: u32, units: vec4u, sums: vec4f) {
	let i = units + at;
	if (units.x < OUTPUTS) { activations[i.x] = select(0.0, sums.x, passes(i.x, sums.x)); }
	if (units.y < OUTPUTS) { activations[i.y] = select(0.0, sums.y, passes(i.y, sums.y)); }
	if (units.z < OUTPUTS) { activations[i.z] = select(0.0, sums.z, passes(i.z, sums.z)); }
	if (units.w < OUTPUTS) { activations[i.w] = select(0.0, sums.w, passes(i.w, sums.w)); }
}

@compute @workgroup_size(64)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) local: u32) {
	let model = group.z;
	if (local == 0u) { goesOn = u32(update.number <= models[model].last); }
	if (workgroupUniformLoad(&goesOn) == 0u) {
		return;
	}
	let base = model * PARAMETERS;
	let example = group.y * TILE;
	let unit = group.x * TILE;
	let row = local / 8u * 4u;
	let column = local % 8u * 4u;
	let units = unit + column + LANE;
	let bias = weights(base + BIASES, units);
	var sums = mat4x4f(bias, bias, bias, bias);
	for (var q = 0u; q < QUADS; q += DEPTH / 4u) {
		workgroupBarrier();
		for (var part = local; part < 128u; part += 64u) {
			fetchInputs(model, example, q, part);
			fetchWeights(base + WEIGHTS, 4u * q, unit, part);
		}
		workgroupBarrier();
		sums = addTerms(sums, row, column);
	}
	for (var e = 0u; e < 4u && example + row + e < update.size; e++) {
		store(place(model, OUTPUT_START) + (example + row + e) * OUTPUTS, units, sums[e]);
	}
}
