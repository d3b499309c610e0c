// optimiser.wgsl — a step of four parameters. Formulas: `Optimiser` in engine.ts (Sutskever et al. 2013; Kingma, Ba 2015).
// parameters: f32, [models, PARAMETERS]. moments: f32, [models, PARAMETERS] movement or m; with Adam v follows, of the same shape.

@group(0) @binding(3) var<storage, read_write> parameters: array<f32>;
@group(0) @binding(4) var<storage, read_write> moments: array<f32>;
@group(0) @binding(8) var<storage, read_write> models: array<Model>;

/** Whether a parameter whose gradient is zero still moves. */
const RESTLESS = ADAM || MOMENTUM || WEIGHT_DECAY > 0.0;

/** What one model's parameters share in an update. */
struct Pace {
	rate: f32,
	momentum: f32,
	scale: f32,
	correction1: f32,
	correction2: f32,
}
fn paceOf(model: u32) -> Pace {
	let rate = models[model].rate * update.factor;
	return Pace(rate, models[model].momentum, update.scale, update.correction1, update.correction2);
}

fn loadMoments(at: vec4u) -> vec4f {
	return vec4f(moments[at.x], moments[at.y], moments[at.z], moments[at.w]);
}
fn storeMoments(at: vec4u, values: vec4f, isInside: vec4<bool>) {
	if (isInside.x) { moments[at.x] = values.x; }
	if (isInside.y) { moments[at.y] = values.y; }
	if (isInside.z) { moments[at.z] = values.z; }
	if (isInside.w) { moments[at.w] = values.w; }
}
fn storeParameters(at: vec4u, values: vec4f, isInside: vec4<bool>) {
	if (all(isInside)) {
		parameters[at.x] = values.x;
		parameters[at.y] = values.y;
		parameters[at.z] = values.z;
		parameters[at.w] = values.w;
		return;
	}
	if (isInside.x) { parameters[at.x] = values.x; }
	if (isInside.y) { parameters[at.y] = values.y; }
	if (isInside.z) { parameters[at.z] = values.z; }
	if (isInside.w) { parameters[at.w] = values.w; }
}

/** @param at of the parameters, written where `isInside`   @param sum of their gradient over the batch's examples */
fn step(pace: Pace, at: vec4u, sum: vec4f, isInside: vec4<bool>) {
	let old = vec4f(parameters[at.x], parameters[at.y], parameters[at.z], parameters[at.w]);
	var gradient = sum * pace.scale;
	if (WEIGHT_DECAY > 0.0) {
		gradient = fma(vec4f(WEIGHT_DECAY), old, gradient);
	}
	var next = fma(vec4f(-pace.rate), gradient, old);
	if (ADAM) {
		let second = at + arrayLength(&moments) / 2u;
		let m = fma(vec4f(BETA1), loadMoments(at), (1.0 - BETA1) * gradient);
		let v = fma(vec4f(BETA2), loadMoments(second), (1.0 - BETA2) * gradient * gradient);
		storeMoments(at, m, isInside);
		storeMoments(second, v, isInside);
		next = old - pace.rate * (m / pace.correction1) / (sqrt(v / pace.correction2) + EPSILON);
	} else if (MOMENTUM) {
		let movement = fma(vec4f(pace.momentum), loadMoments(at), -(pace.rate * gradient));
		storeMoments(at, movement, isInside);
		// A model without momentum gets the numbers that it would get alone.
		next = select(next, old + movement, pace.momentum > 0.0);
	}
	storeParameters(at, next, isInside);
}
