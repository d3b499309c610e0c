// lamb.wgsl — θ ← θ − rate · q · r, r = m̂ / (√v̂ + ε) + decay · θ, q = ‖θ‖ / ‖r‖; m, v as Adam's, of the gradient without decay. Formula: `Optimiser`
// in engine.ts (You et al. 2020, algorithm 2).

/** m and v after this step. */
fn momentsAt(pace: Pace, at: u32) -> vec2f {
	let gradient = sums[at] * pace.scale;
	let m = fma(BETA1, moments[at], (1.0 - BETA1) * gradient);
	let v = fma(BETA2, moments[at + arrayLength(&moments) / 2u], (1.0 - BETA2) * gradient * gradient);
	return vec2f(m, v);
}
/** r, by m and v. */
fn along(pace: Pace, both: vec2f, at: u32) -> f32 {
	let adaptive = (both.x / pace.correction1) / (sqrt(both.y / pace.correction2) + EPSILON);
	return fma(WEIGHT_DECAY, parameters[at], adaptive);
}
fn directionAt(pace: Pace, at: u32) -> f32 {
	return along(pace, momentsAt(pace, at), at);
}
fn ratioOf(parameters: f32, direction: f32) -> f32 {
	return parameters / direction;
}
fn stride(pace: Pace, at: u32, ratio: f32) {
	let both = momentsAt(pace, at);
	let direction = along(pace, both, at);
	moments[at] = both.x;
	moments[at + arrayLength(&moments) / 2u] = both.y;
	parameters[at] -= pace.rate * ratio * direction;
}
