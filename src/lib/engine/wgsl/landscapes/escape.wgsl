// escape.wgsl — a sharp and a flat minimum: slope at w of the loss of one of EXAMPLES examples.
// ℓᵢ(w) = V(w − sᵢ), sᵢ even from −spread to spread,
// V(w) = 1 − depth·exp(−(w+1)²/(2·0.2²)) − exp(−(w−1)²/(2·0.6²)) + 0.02w⁴. Made for this book.

fn slope(w: f32, example: u32, run: Run) -> f32 {
	let v = w - run.spread * (2.0 * f32(example) / f32(EXAMPLES - 1u) - 1.0);
	let sharp = (v + 1.0) / 0.2;
	let flat = (v - 1.0) / 0.6;
	return run.depth * sharp * exp(-sharp * sharp / 2.0) / 0.2 + flat * exp(-flat * flat / 2.0) / 0.6 + 0.08 * v * v * v;
}
