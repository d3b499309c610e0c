// rest.wgsl — descent with momentum for `steps` updates: where the run ends, and 1 + the last t at which it did not rest.
// movement ← momentum · movement − rate · gradient; point ← point + movement (Polyak 1964).

fn outcome(run: Run) -> Result {
	var point = startOf(run);
	var movement = Point();
	var steps = 0u;
	for (var t = 0u; t < u32(run.steps); t++) {
		let slope = gradient(point, run);
		if (length(slope) > RESTING || length(movement) > RESTING) {
			steps = t + 1u;
		}
		movement = run.momentum * movement - run.rate * slope;
		point += movement;
		if (length(point) > FAR) {
			return restAt(point, run.steps);
		}
	}
	return restAt(point, f32(steps));
}
