// forward-sparse.wgsl — the first layer from the pixels that are not zero: outputs = relu(inputs · W + b), 1 example × UNITS
// units an invocation (4, 16 or 28). Four in five pixels of a digit are zero, and what is left out would add 0 · w = 0. Beside it the lists
// for the gradient are made.
// W: f32, [models, INPUTS, OUTPUTS]; b: f32, [models, OUTPUTS]. activations: f32, [models, SIGNALS, capacity] by layer.
// Workgroups: BLOCKS of UNITS · APART units × size, and further rows with ⌈PIXEL_QUADS / LANES⌉ workgroups a split for the lists × models.

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
	let i = unit + vec4u(0u, 1u, 2u, 3u) * APART;
	let next = 4u * APART;
	let last = vec4u(OUTPUTS - 1u);
	let units = array(i, i + next, i + 2u * next, i + 3u * next, i + 4u * next, i + 5u * next, i + 6u * next);
	let u0 = min(units[0], last);
	let u1 = min(units[1], last);
	let u2 = min(units[2], last);
	let u3 = min(units[3], last);
	let u4 = min(units[4], last);
	let u5 = min(units[5], last);
	let u6 = min(units[6], last);
	let base = model * PARAMETERS + WEIGHTS;
	let bias = model * PARAMETERS + BIASES;
	var s0 = weights(bias, u0);
	var s1 = vec4f();
	var s2 = vec4f();
	var s3 = vec4f();
	var s4 = vec4f();
	var s5 = vec4f();
	var s6 = vec4f();
	if (UNITS > 4u) {
		s1 = weights(bias, u1);
		s2 = weights(bias, u2);
		s3 = weights(bias, u3);
	}
	if (UNITS > 16u) {
		s4 = weights(bias, u4);
		s5 = weights(bias, u5);
		s6 = weights(bias, u6);
	}
	let digit = positions[model * update.stride + update.first + example];
	let end = starts[digit + 1u];
	for (var e = starts[digit]; e < end; e++) {
		let entry = entries[e];
		let x = unpack4x8unorm(entry >> 16u).xxxx;
		let at = base + (entry & 0xffffu) * OUTPUTS;
		s0 = fma(x, weights(at, u0), s0);
		if (UNITS > 4u) {
			s1 = fma(x, weights(at, u1), s1);
			s2 = fma(x, weights(at, u2), s2);
			s3 = fma(x, weights(at, u3), s3);
		}
		if (UNITS > 16u) {
			s4 = fma(x, weights(at, u4), s4);
			s5 = fma(x, weights(at, u5), s5);
			s6 = fma(x, weights(at, u6), s6);
		}
	}
	let to = place(model, OUTPUT_START) + example * OUTPUTS;
	store(to, units[0], s0);
	if (UNITS > 4u) {
		store(to, units[1], s1);
		store(to, units[2], s2);
		store(to, units[3], s3);
	}
	if (UNITS > 16u) {
		store(to, units[4], s4);
		store(to, units[5], s5);
		store(to, units[6], s6);
	}
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
		if (lane < APART) { forward(model, group.y, group.x * UNITS * APART + lane); }
		return;
	}
	let lists = (PIXEL_QUADS + LANES - 1u) / LANES;
	let index = (group.y - update.size) * BLOCKS + group.x;
	let q = index % lists * LANES + lane;
	if (index / lists < update.splits && q < PIXEL_QUADS) {
		list(model, index / lists, q);
	}
}
