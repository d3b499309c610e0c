// line.wgsl — what a run on a landscape of one dimension starts from and leaves.

alias Point = f32;

fn startOf(run: Run) -> Point {
	return run.start;
}

fn restAt(end: Point, steps: f32) -> Result {
	return Result(end, steps);
}
