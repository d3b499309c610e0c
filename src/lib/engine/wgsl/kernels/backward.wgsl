// backward.wgsl — between hidden layers: previous = (deltas · Wᵀ) where the unit passes (the slope of ReLU), 4 examples × 1 unit of
// the layer before an invocation.
// deltas: f32, [models, SIGNALS, capacity] by layer. W: f32, [models, INPUTS, OUTPUTS]. Sums go through the outputs in ascending order.
// Workgroups: BLOCKS of APART units × ⌈size / 4⌉ × models.

@group(0) @binding(3) var<storage, read> parameters: array<f32>;
@group(0) @binding(6) var<storage, read_write> deltas: array<f32>;
@group(0) @binding(8) var<storage, read> models: array<Model>;

fn four(at: vec4u, output: u32) -> vec4f {
	let i = at + output;
	return vec4f(deltas[i.x], deltas[i.y], deltas[i.z], deltas[i.w]);
}

@compute @workgroup_size(LANES)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) lane: u32) {
	let model = group.z;
	let unit = group.x * APART + lane;
	if (lane >= APART || unit >= INPUTS || update.number > models[model].last) {
		return;
	}
	let examples = group.y * 4u + vec4u(0u, 1u, 2u, 3u);
	let begin = place(model, OUTPUT_START) + min(examples, vec4u(update.size - 1u)) * OUTPUTS;
	let at = model * PARAMETERS + WEIGHTS + unit * OUTPUTS;
	var sums = vec4f();
	for (var j = 0u; j < OUTPUTS; j++) {
		sums = fma(four(begin, j), vec4f(parameters[at + j]), sums);
	}
	for (var e = 0u; e < 4u && examples.x + e < update.size; e++) {
		let to = place(model, INPUT_START) + (examples.x + e) * INPUTS + unit;
		deltas[to] = select(0.0, sums[e], passes(to, activations[to]));
	}
}
