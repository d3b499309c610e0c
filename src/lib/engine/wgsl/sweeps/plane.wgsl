// plane.wgsl — what a run on a landscape of two dimensions starts from and leaves.

alias Point = vec2f;

fn startOf(run: Run) -> Point {
	return vec2f(run.startX, run.startY);
}

fn restAt(end: Point, steps: f32) -> Result {
	return Result(end.x, end.y, steps);
}
