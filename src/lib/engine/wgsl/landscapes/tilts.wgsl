// tilts.wgsl — the double well with a tilt of its own for each of EXAMPLES examples: slope at w of the loss of one.
// ℓᵢ(w) = w⁴/4 − hump·w²/2 − tilt·w + aᵢw, aᵢ even from −spread to spread. Made for this book.

fn slope(w: f32, example: u32, run: Run) -> f32 {
	return w * w * w - run.hump * w - run.tilt + run.spread * (2.0 * f32(example) / f32(EXAMPLES - 1u) - 1.0);
}
