// output.wgsl — the last layer, softmax, cross-entropy and what goes back, two examples an invocation.
// logits = inputs · W + b; loss = log Σ exp(logits) − logits[label]; deltas = softmax(logits) − onehot(label) (Bishop 2006, eq. 4.108 and
// 4.109); the layer before gets deltas · Wᵀ where its unit passes, the slope of ReLU.
// inputs: [models, capacity, INPUTS] by pixels.wgsl or activations.wgsl. W: f32, [models, INPUTS, OUTPUTS]; b: f32, [models, OUTPUTS].
// deltas: f32, [models, SIGNALS, capacity] by layer; behind them the losses, (nats, 1 where the label is the first of the largest).
// Workgroups of 32 invocations: ⌈size / 64⌉ × 1 × models.

@group(0) @binding(3) var<storage, read> parameters: array<f32>;
@group(0) @binding(6) var<storage, read_write> deltas: array<f32>;
@group(0) @binding(8) var<storage, read> models: array<Model>;

const LANE = vec4u(0u, 1u, 2u, 3u);

fn weights(at: u32, classes: vec4u) -> vec4f {
	let i = classes + at;
	return vec4f(parameters[i.x], parameters[i.y], parameters[i.z], parameters[i.w]);
}
/** Four logits of two examples: what is read of W serves both. */
struct Pair {
	a: vec4f,
	b: vec4f,
}
fn add(pair: Pair, x: f32, y: f32, w: vec4f) -> Pair {
	return Pair(fma(vec4f(x), w, pair.a), fma(vec4f(y), w, pair.b));
}
fn logitsOf(base: u32, inputs: vec2u, classes: vec4u) -> Pair {
	let bias = weights(base + BIASES, classes);
	var sums = Pair(bias, bias);
	for (var q = 0u; q < QUADS; q++) {
		let x = quad(inputs.x, q);
		let y = quad(inputs.y, q);
		let at = base + WEIGHTS + q * 4u * OUTPUTS;
		sums = add(sums, x.x, y.x, weights(at, classes));
		sums = add(sums, x.y, y.y, weights(at + OUTPUTS, classes));
		sums = add(sums, x.z, y.z, weights(at + 2u * OUTPUTS, classes));
		sums = add(sums, x.w, y.w, weights(at + 3u * OUTPUTS, classes));
	}
	return sums;
}
fn storeFour(at: u32, c: u32, logits: vec4f) {
	deltas[at + c] = logits.x;
	if (c + 1u < OUTPUTS) { deltas[at + c + 1u] = logits.y; }
	if (c + 2u < OUTPUTS) { deltas[at + c + 2u] = logits.z; }
	if (c + 3u < OUTPUTS) { deltas[at + c + 3u] = logits.w; }
}
fn storeLogits(base: u32, inputs: vec2u, to: vec2u) {
	for (var c = 0u; c < OUTPUTS; c += 4u) {
		let logits = logitsOf(base, inputs, min(c + LANE, vec4u(OUTPUTS - 1u)));
		storeFour(to.x, c, logits.a);
		storeFour(to.y, c, logits.b);
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
fn storeBack(inputs: u32, i: u32, to: u32, x: vec4f, sums: vec4f) {
	deltas[to + i] = select(0.0, sums.x, passes(inputs + i, x.x));
	if (i + 1u < INPUTS) { deltas[to + i + 1u] = select(0.0, sums.y, passes(inputs + i + 1u, x.y)); }
	if (i + 2u < INPUTS) { deltas[to + i + 2u] = select(0.0, sums.z, passes(inputs + i + 2u, x.z)); }
	if (i + 3u < INPUTS) { deltas[to + i + 3u] = select(0.0, sums.w, passes(inputs + i + 3u, x.w)); }
}
/** previous[i] = Σ over classes of W[i, c] · delta[c] where unit i passes, four inputs of two examples at a time. */
fn back(base: u32, inputs: vec2u, begin: vec2u, to: vec2u) {
	for (var q = 0u; q < QUADS; q++) {
		let i = q * 4u;
		let at = base + WEIGHTS + min(i + LANE, vec4u(INPUTS - 1u)) * OUTPUTS;
		var sums = Pair();
		for (var c = 0u; c < OUTPUTS; c++) {
			sums = add(sums, deltas[begin.x + c], deltas[begin.y + c], weights(c, at));
		}
		storeBack(inputs.x, i, to.x, quad(inputs.x, q), sums.a);
		storeBack(inputs.y, i, to.y, quad(inputs.y, q), sums.b);
	}
}
fn storeLoss(model: u32, example: u32, loss: vec2f) {
	let at = place(model, LOSS_START) + 2u * example;
	deltas[at] = loss.x;
	deltas[at + 1u] = loss.y;
}

@compute @workgroup_size(32)
fn main(@builtin(global_invocation_id) id: vec3u) {
	let model = id.z;
	if (2u * id.x >= update.size || update.number > models[model].last) {
		return;
	}
	// An odd last example stands beside itself, and its softmax is taken once.
	let count = min(2u, update.size - 2u * id.x);
	let examples = vec2u(2u * id.x, 2u * id.x + count - 1u);
	let base = model * PARAMETERS;
	let inputs = vec2u(row(model, examples.x), row(model, examples.y));
	let to = place(model, OUTPUT_START) + examples * OUTPUTS;
	storeLogits(base, inputs, to);
	for (var i = 0u; i < count; i++) {
		let example = examples.x + i;
		storeLoss(model, example, softmax(to.x + i * OUTPUTS, digits[digit(model, example) + ROW - 1u]));
	}
	if (HIDDEN) {
		back(base, inputs, to, place(model, INPUT_START) + examples * INPUTS);
	}
}
