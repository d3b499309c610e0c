// relu.wgsl — the rectifier: what is above zero passes. NaN does, too: a diverged run must show, not turn into zeros.

/** Whether unit `at` of the signals lets its sum through. */
fn passes(at: u32, sum: f32) -> bool {
	return !(sum <= 0.0);
}
