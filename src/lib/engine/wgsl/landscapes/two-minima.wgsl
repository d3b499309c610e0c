// two-minima.wgsl — gradient of L(x, y) = x⁴/4 − x²/2 − tilt·x + stiffness·(y − x)²/2. Made for this book: the double well
// coupled to a second direction.

fn gradient(point: vec2f, run: Run) -> vec2f {
	let pull = run.stiffness * (point.y - point.x);
	return vec2f(point.x * point.x * point.x - point.x - run.tilt - pull, pull);
}
