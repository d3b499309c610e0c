// ravine.wgsl — gradient of L(x, y) = (x² + y²/condition)/2, curvatures 1 and 1/condition (Polyak 1964).

fn gradient(point: vec2f, run: Run) -> vec2f {
	return vec2f(point.x, point.y / run.condition);
}
