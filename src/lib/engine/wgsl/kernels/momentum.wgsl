// momentum.wgsl — movement ← momentum · movement − rate · (gradient + decay · θ); θ ← θ + movement. Formula: `Optimiser` in engine.ts
// (Sutskever et al. 2013).

const RESTLESS = true;

/** @param at of four parameters, written where `isInside`   @param sum of their gradient over the batch's examples */
fn step(pace: Pace, at: vec4u, sum: vec4f, isInside: vec4<bool>) {
	let old = loadParameters(at);
	let gradient = fma(vec4f(WEIGHT_DECAY), old, sum * pace.scale);
	let movement = fma(vec4f(pace.momentum), loadMoments(at), -(pace.rate * gradient));
	storeMoments(at, movement, isInside);
	// A model without momentum gets the numbers that it would get alone, by sgd.wgsl.
	let alone = fma(vec4f(-pace.rate), gradient, old);
	storeParameters(at, select(alone, old + movement, vec4<bool>(pace.momentum > 0.0)), isInside);
}
