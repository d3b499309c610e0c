// output.wgsl — the last layer, softmax, cross-entropy and what goes back, one example an invocation.
// logits = inputs · W + b; loss = log Σ exp(logits) − logits[label]; deltas = softmax(logits) − onehot(label) (Bishop 2006, eq. 4.108 and
// 4.109); the layer before gets deltas · Wᵀ where its unit passes, the slope of ReLU.
// inputs: [models, capacity, INPUTS] by pixels.wgsl or activations.wgsl. W: f32, [models, INPUTS, OUTPUTS]; b: f32, [models, OUTPUTS].
// deltas: f32, [models, SIGNALS, capacity] by layer; behind them the losses, (nats, 1 where the label is the first of the largest).
// Workgroups: ⌈size / 64⌉ × 1 × models.

@group(0) @binding(3) var<storage, read> parameters: array<f32>;
@group(0) @binding(6) var<storage, read_write> deltas: array<f32>;
@group(0) @binding(8) var<storage, read> models: array<Model>;

const LANE = vec4u(0u, 1u, 2u, 3u);

fn weights(at: u32, classes: vec4u) -> vec4f {
	let i = classes + at;
	return vec4f(parameters[i.x], parameters[i.y], parameters[i.z], parameters[i.w]);
}
fn logitsOf(base: u32, inputs: u32, classes: vec4u) -> vec4f {
	var sums = weights(base + BIASES, classes);
	for (var q = 0u; q < QUADS; q++) {
		let x = quad(inputs, q);
		let at = base + WEIGHTS + q * 4u * OUTPUTS;
		sums = fma(x.xxxx, weights(at, classes), sums);
		sums = fma(x.yyyy, weights(at + OUTPUTS, classes), sums);
		sums = fma(x.zzzz, weights(at + 2u * OUTPUTS, classes), sums);
		sums = fma(x.wwww, weights(at + 3u * OUTPUTS, classes), sums);
	}
	return sums;
}
fn storeLogits(base: u32, inputs: u32, to: u32) {
	for (var c = 0u; c < OUTPUTS; c += 4u) {
		let classes = c + LANE;
		let logits = logitsOf(base, inputs, min(classes, vec4u(OUTPUTS - 1u)));
		deltas[to + c] = logits.x;
		if (classes.y < OUTPUTS) { deltas[to + classes.y] = logits.y; }
		if (classes.z < OUTPUTS) { deltas[to + classes.z] = logits.z; }
		if (classes.w < OUTPUTS) { deltas[to + classes.w] = logits.w; }
	}
}
/** Turns the logits at `to` into deltas. Returns (loss, right). */
fn softmax(to: u32, label: u32) -> vec2f {
	var largest = 0u;
	for (var c = 1u; c < OUTPUTS; c++) {
		largest = select(largest, c, deltas[to + c] > deltas[to + largest]);
	}
	let maximum = deltas[to + largest];
	let own = deltas[to + label];
	var sum = 0.0;
	for (var c = 0u; c < OUTPUTS; c++) {
		let share = exp(deltas[to + c] - maximum);
		deltas[to + c] = share;
		sum += share;
	}
	// The label's own delta is minus the others: p − 1 would lose its digits once p is near 1.
	var others = 0.0;
	for (var c = 0u; c < OUTPUTS; c++) {
		let share = deltas[to + c] / sum;
		others += select(share, 0.0, c == label);
		deltas[to + c] = share;
	}
	deltas[to + label] = -others;
	return vec2f(maximum - own + log(sum), f32(largest == label));
}
/** previous[i] = Σ over classes of W[i, c] · delta[c] where unit i passes, four inputs at a time. */
fn back(base: u32, inputs: u32, begin: u32, to: u32) {
	for (var q = 0u; q < QUADS; q++) {
		let i = q * 4u + LANE;
		let at = base + WEIGHTS + min(i, vec4u(INPUTS - 1u)) * OUTPUTS;
		var sums = vec4f();
		for (var c = 0u; c < OUTPUTS; c++) {
			sums = fma(vec4f(deltas[begin + c]), weights(c, at), sums);
		}
		let x = quad(inputs, q);
		let unit = i + inputs;
		deltas[to + i.x] = select(0.0, sums.x, passes(unit.x, x.x));
		if (i.y < INPUTS) { deltas[to + i.y] = select(0.0, sums.y, passes(unit.y, x.y)); }
		if (i.z < INPUTS) { deltas[to + i.z] = select(0.0, sums.z, passes(unit.z, x.z)); }
		if (i.w < INPUTS) { deltas[to + i.w] = select(0.0, sums.w, passes(unit.w, x.w)); }
	}
}

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u) {
	let example = id.x;
	let model = id.z;
	if (example >= update.size || update.number > models[model].last) {
		return;
	}
	let base = model * PARAMETERS;
	let inputs = row(model, example);
	let to = place(model, OUTPUT_START) + example * OUTPUTS;
	storeLogits(base, inputs, to);
	let loss = softmax(to, digits[digit(model, example) + ROW - 1u]);
	let losses = place(model, LOSS_START) + 2u * example;
	deltas[losses] = loss.x;
	deltas[losses + 1u] = loss.y;
	if (HIDDEN) {
		back(base, inputs, to, place(model, INPUT_START) + example * INPUTS);
	}
}
