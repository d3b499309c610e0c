// double-well.wgsl — gradient of L(w) = w⁴/4 − hump·w²/2 − tilt·w (the potential of Duffing 1918).

fn gradient(w: f32, run: Run) -> f32 {
	return w * w * w - run.hump * w - run.tilt;
}
