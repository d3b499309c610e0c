// forward.wgsl — one layer: outputs = relu(inputs · W + b), 8 examples × 4 units an invocation, held in registers.
// inputs: [models, capacity, INPUTS] by pixels.wgsl or activations.wgsl. W: f32, [models, INPUTS, OUTPUTS]; b: f32, [models, OUTPUTS].
// outputs: f32, [models, capacity, OUTPUTS] within activations. Sums go through the inputs in ascending order.
// Workgroups: BLOCKS of 4 · APART units × ⌈size / 8⌉ × models. The four units of a lane lie APART, so that neighbours read neighbours.

@group(0) @binding(3) var<storage, read> parameters: array<f32>;
@group(0) @binding(8) var<storage, read> models: array<Model>;

fn weights(at: u32, units: vec4u) -> vec4f {
	let i = units + at;
	return vec4f(parameters[i.x], parameters[i.y], parameters[i.z], parameters[i.w]);
}
fn store(at: u32, units: vec4u, sums: vec4f) {
	let i = units + at;
	if (units.x < OUTPUTS) { activations[i.x] = select(0.0, sums.x, passes(i.x, sums.x)); }
	if (units.y < OUTPUTS) { activations[i.y] = select(0.0, sums.y, passes(i.y, sums.y)); }
	if (units.z < OUTPUTS) { activations[i.z] = select(0.0, sums.z, passes(i.z, sums.z)); }
	if (units.w < OUTPUTS) { activations[i.w] = select(0.0, sums.w, passes(i.w, sums.w)); }
}
/** Four examples' inputs 4q … 4q + 3: column k holds input 4q + k of each. */
fn four(rows: vec4u, q: u32) -> mat4x4f {
	return transpose(mat4x4f(quad(rows.x, q), quad(rows.y, q), quad(rows.z, q), quad(rows.w, q)));
}
fn rowsFrom(model: u32, example: u32) -> vec4u {
	let e = min(vec4u(0u, 1u, 2u, 3u) + example, vec4u(update.size - 1u));
	return vec4u(row(model, e.x), row(model, e.y), row(model, e.z), row(model, e.w));
}
fn storeFour(model: u32, example: u32, units: vec4u, sums: mat4x4f) {
	for (var e = 0u; e < 4u && example + e < update.size; e++) {
		store(place(model, OUTPUT_START) + (example + e) * OUTPUTS, units, sums[e]);
	}
}

@compute @workgroup_size(LANES)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) lane: u32) {
	let model = group.z;
	if (update.number > models[model].last || lane >= APART) {
		return;
	}
	let units = group.x * 4u * APART + lane + vec4u(0u, 1u, 2u, 3u) * APART;
	let read = min(units, vec4u(OUTPUTS - 1u));
	let base = model * PARAMETERS;
	let bias = weights(base + BIASES, read);
	let example = group.y * 8u;
	let rowsA = rowsFrom(model, example);
	let rowsB = rowsFrom(model, example + 4u);
	var a = mat4x4f(bias, bias, bias, bias);
	var b = a;
	for (var q = 0u; q < QUADS; q++) {
		let x = four(rowsA, q);
		let y = four(rowsB, q);
		let at = base + WEIGHTS + q * 4u * OUTPUTS;
		let w0 = weights(at, read);
		a = outer(a, x[0], w0);
		b = outer(b, y[0], w0);
		let w1 = weights(at + OUTPUTS, read);
		a = outer(a, x[1], w1);
		b = outer(b, y[1], w1);
		let w2 = weights(at + 2u * OUTPUTS, read);
		a = outer(a, x[2], w2);
		b = outer(b, y[2], w2);
		let w3 = weights(at + 3u * OUTPUTS, read);
		a = outer(a, x[3], w3);
		b = outer(b, y[3], w3);
	}
	storeFour(model, example, units, a);
	storeFour(model, example + 4u, units, b);
}
