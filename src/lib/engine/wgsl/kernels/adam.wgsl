// adam.wgsl — m ← β₁m + (1 − β₁)g; v ← β₂v + (1 − β₂)g²; θ ← θ − rate · m̂ / (√v̂ + ε), where g = gradient + decay · θ. Formula: `Optimiser` in
// engine.ts (Kingma, Ba 2015, algorithm 1).

const RESTLESS = true;

/** @param at of four parameters, written where `isInside`   @param sum of their gradient over the batch's examples */
fn step(pace: Pace, at: vec4u, sum: vec4f, isInside: vec4<bool>) {
	let old = loadParameters(at);
	let gradient = fma(vec4f(WEIGHT_DECAY), old, sum * pace.scale);
	let second = at + arrayLength(&moments) / 2u;
	let m = fma(vec4f(BETA1), loadMoments(at), (1.0 - BETA1) * gradient);
	let v = fma(vec4f(BETA2), loadMoments(second), (1.0 - BETA2) * gradient * gradient);
	storeMoments(at, m, isInside);
	storeMoments(second, v, isInside);
	let slope = (m / pace.correction1) / (sqrt(v / pace.correction2) + EPSILON);
	storeParameters(at, old - pace.rate * slope, isInside);
}
