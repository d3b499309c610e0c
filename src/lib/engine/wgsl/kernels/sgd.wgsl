// sgd.wgsl — θ ← θ − rate · (gradient + decay · θ). Formula: `Optimiser` in engine.ts.

/** Whether a parameter whose gradient is zero still moves. */
const RESTLESS = WEIGHT_DECAY > 0.0;

/** @param at of four parameters, written where `isInside`   @param sum of their gradient over the batch's examples */
fn step(pace: Pace, at: vec4u, sum: vec4f, isInside: vec4<bool>) {
	let old = loadParameters(at);
	let gradient = fma(vec4f(WEIGHT_DECAY), old, sum * pace.scale);
	storeParameters(at, fma(vec4f(-pace.rate), gradient, old), isInside);
}
