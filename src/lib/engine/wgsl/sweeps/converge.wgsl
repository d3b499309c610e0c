// converge.wgsl — descent with momentum in a quadratic bowl around 0: 1 + the last t < `steps` with |θᵗ| > CONVERGED · |θ⁰|.
// Ends early where what follows is certain. With |μ| ≤ 1 for both eigenvalues of an eigen-direction, every later |x| is at most
// (|xᵗ| + λ|xᵗ⁻¹|) / (1 − λ); so what is smaller than its share of the threshold stays below it, and what is larger runs away.

fn outcome(run: Run) -> Result {
	var point = vec2f(run.startX, run.startY);
	var movement = vec2f();
	let near = CONVERGED * length(point);
	let far = 4.0 * length(point) / (1.0 - run.momentum);
	var steps = 0u;
	for (var t = 0u; t < u32(run.steps); t++) {
		let distance = length(point);
		if (distance > near) {
			steps = t + 1u;
		} else {
			let bound = (abs(point) + run.momentum * abs(point - movement)) / (1.0 - run.momentum);
			if (bound.x + bound.y <= near) {
				break;
			}
		}
		if (distance > far) {
			return Result(run.steps);
		}
		movement = run.momentum * movement - run.rate * gradient(point, run);
		point += movement;
	}
	return Result(f32(steps));
}
