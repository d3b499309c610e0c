// lars.wgsl — movement ← momentum · movement − rate · q · (gradient + decay · θ), q = trust · ‖θ‖ / (‖gradient‖ + decay · ‖θ‖). Formula: `Optimiser`
// in engine.ts (You et al. 2017, algorithm 1).

/** The gradient. */
fn directionAt(pace: Pace, at: u32) -> f32 {
	return sums[at] * pace.scale;
}
fn ratioOf(parameters: f32, direction: f32) -> f32 {
	return TRUST * parameters / (direction + WEIGHT_DECAY * parameters);
}
fn stride(pace: Pace, at: u32, ratio: f32) {
	let slope = fma(WEIGHT_DECAY, parameters[at], directionAt(pace, at));
	let movement = fma(pace.momentum, moments[at], -(pace.rate * ratio * slope));
	moments[at] = movement;
	parameters[at] += movement;
}
