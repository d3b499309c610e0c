// step.wgsl — ends a batch whose sum was split: folds the parts in ascending order, then makes the optimiser's step or keeps the sum.
// STEPS: whether the step follows at once; TRAINS: whether the batch is one of training.
// parts: f32, [splits, models, PARAMETERS]. sums: f32, [models, PARAMETERS], over the batch's chunks before.
// Workgroups: ⌈PARAMETERS / 256⌉ × 1 × models, and one more in x that closes the batch.

@group(0) @binding(6) var<storage, read> deltas: array<f32>;
@group(0) @binding(9) var<storage, read> parts: array<f32>;
@group(0) @binding(10) var<storage, read_write> sums: array<f32>;

fn part(at: vec4u) -> vec4f {
	return vec4f(parts[at.x], parts[at.y], parts[at.z], parts[at.w]);
}
fn kept(at: vec4u) -> vec4f {
	return vec4f(sums[at.x], sums[at.y], sums[at.z], sums[at.w]);
}

@compute @workgroup_size(64)
fn main(
	@builtin(workgroup_id) group: vec3u,
	@builtin(num_workgroups) groups: vec3u,
	@builtin(local_invocation_index) lane: u32,
) {
	let model = group.z;
	if (update.number > models[model].last) {
		return;
	}
	if (group.x == groups.x - 1u) {
		if (lane == 0u && TRAINS) { tally(model); }
		return;
	}
	let index = group.x * 256u + lane + vec4u(0u, 64u, 128u, 192u);
	let isInside = index < vec4u(PARAMETERS);
	let at = model * PARAMETERS + min(index, vec4u(PARAMETERS - 1u));
	var sum = select(kept(at), vec4f(), update.begins == 1u);
	for (var s = 0u; s < update.splits; s++) {
		sum += part(at + s * update.models * PARAMETERS);
	}
	if (update.ends == 1u && STEPS) {
		step(paceOf(model), at, sum, isInside);
		return;
	}
	if (isInside.x) { sums[at.x] = sum.x; }
	if (isInside.y) { sums[at.y] = sum.y; }
	if (isInside.z) { sums[at.z] = sum.z; }
	if (isInside.w) { sums[at.w] = sum.w; }
}
