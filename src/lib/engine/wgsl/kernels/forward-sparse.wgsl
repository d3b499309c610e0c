// forward-sparse.wgsl — the first layer from the pixels that are not zero: outputs = relu(inputs · W + b), 1 example × 16 units an
// invocation; four in five pixels of a digit are zero, and what is left out would add 0 · w = 0. Beside it the lists for the gradient are made.
// W: f32, [models, INPUTS, OUTPUTS]; b: f32, [models, OUTPUTS]. activations: f32, [models, SIGNALS, capacity] by layer.
// Workgroups: BLOCKS of 16 · APART units × size, and further rows with ⌈PIXEL_QUADS / LANES⌉ workgroups a split for the lists × models.

@group(0) @binding(3) var<storage, read> parameters: array<f32>;
@group(0) @binding(5) var<storage, read_write> activations: array<f32>;
@group(0) @binding(8) var<storage, read> models: array<Model>;
@group(0) @binding(11) var<storage, read_write> columns: array<vec2u>;
@group(0) @binding(12) var<storage, read> starts: array<u32>;
@group(0) @binding(13) var<storage, read> entries: array<u32>;

fn weights(at: u32, units: vec4u) -> vec4f {
	let i = units + at;
	return vec4f(parameters[i.x], parameters[i.y], parameters[i.z], parameters[i.w]);
}
fn store(at: u32, units: vec4u, sums: vec4f) {
	let values = select(sums, vec4f(), sums <= vec4f());
	if (units.x < OUTPUTS) { activations[at + units.x] = values.x; }
	if (units.y < OUTPUTS) { activations[at + units.y] = values.y; }
	if (units.z < OUTPUTS) { activations[at + units.z] = values.z; }
	if (units.w < OUTPUTS) { activations[at + units.w] = values.w; }
}
fn forward(model: u32, example: u32, unit: u32) {
	let units = unit + vec4u(0u, 1u, 2u, 3u) * APART;
	let last = vec4u(OUTPUTS - 1u);
	let i = min(units, last);
	let j = min(units + 4u * APART, last);
	let k = min(units + 8u * APART, last);
	let l = min(units + 12u * APART, last);
	let base = model * PARAMETERS;
	var a = weights(base + BIASES, i);
	var b = weights(base + BIASES, j);
	var c = weights(base + BIASES, k);
	var d = weights(base + BIASES, l);
	let digit = positions[model * update.stride + update.first + example];
	let end = starts[digit + 1u];
	for (var e = starts[digit]; e < end; e++) {
		let entry = entries[e];
		let x = unpack4x8unorm(entry >> 16u).xxxx;
		let at = base + WEIGHTS + (entry & 0xffffu) * OUTPUTS;
		a = fma(x, weights(at, i), a);
		b = fma(x, weights(at, j), b);
		c = fma(x, weights(at, k), c);
		d = fma(x, weights(at, l), d);
	}
	let to = place(model, OUTPUT_START) + example * OUTPUTS;
	store(to, units, a);
	store(to, units + 4u * APART, b);
	store(to, units + 8u * APART, c);
	store(to, units + 12u * APART, d);
}
fn list(model: u32, split: u32, q: u32) {
	let at = column(model, update.splits, split, q);
	let begin = split * SPLIT;
	let count = min(update.size - begin, SPLIT);
	let place = model * update.stride + update.first + begin;
	var filled = 0u;
	for (var e = 0u; e < count; e++) {
		let word = digits[positions[place + e] * ROW + q];
		columns[at + filled + 1u] = vec2u(e, word);
		filled += select(0u, 1u, word != 0u);
	}
	columns[at] = vec2u(filled, 0u);
}

@compute @workgroup_size(LANES)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) lane: u32) {
	let model = group.z;
	if (update.number > models[model].last) {
		return;
	}
	if (group.y < update.size) {
		if (lane < APART) { forward(model, group.y, group.x * 16u * APART + lane); }
		return;
	}
	let lists = (PIXEL_QUADS + LANES - 1u) / LANES;
	let index = (group.y - update.size) * BLOCKS + group.x;
	let q = index % lists * LANES + lane;
	if (index / lists < update.splits && q < PIXEL_QUADS) {
		list(model, index / lists, q);
	}
}
