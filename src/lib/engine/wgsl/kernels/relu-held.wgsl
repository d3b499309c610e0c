// relu-held.wgsl — the rectifier with every unit kept on the side where it was at other parameters, for differences of gradients.
// held: f32, the activations there, laid out as `activations`.

@group(0) @binding(14) var<storage, read> held: array<f32>;

/** Whether unit `at` of the signals lets its sum through. */
fn passes(at: u32, sum: f32) -> bool {
	return held[at] > 0.0;
}
