// finish-step.wgsl — a batch of one split: the optimiser's step follows at once, and the gradient is never stored.

/** @param sum of the gradient of the parameters at `index`, where `isInside` */
fn finish(pace: Pace, model: u32, split: u32, index: vec4u, sum: vec4f, isInside: vec4<bool>) {
	step(pace, model * PARAMETERS + index, sum, isInside);
}
fn close(model: u32) {
	tally(model);
}
