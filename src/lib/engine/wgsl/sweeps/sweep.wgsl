// sweep.wgsl — many toy runs at once, one an invocation.
// runs: [count] of struct Run, the sweep's inputs as f32; results: [count] of struct Result, its outputs as f32.
// Above it stand the structs, a landscape and a kernel, whose `outcome` is one run.

@group(0) @binding(0) var<storage, read> runs: array<Run>;
@group(0) @binding(1) var<storage, read_write> results: array<Result>;

@compute @workgroup_size(64)
fn sweep(@builtin(global_invocation_id) id: vec3u) {
	if (id.x < arrayLength(&runs)) {
		results[id.x] = outcome(runs[id.x]);
	}
}
