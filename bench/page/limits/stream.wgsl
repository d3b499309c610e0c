// Memory alone: each invocation reads 16 bytes and writes 16 elsewhere.
@group(0) @binding(0) var<storage, read_write> into: array<vec4f>;
@group(0) @binding(1) var<storage, read> source: array<vec4f>;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u) {
	into[id.x] = source[id.x] * 0.5;
}
