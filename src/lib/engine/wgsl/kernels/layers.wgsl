// layers.wgsl — where the layers' inputs and deltas lie for the gradient kernels. layerOf(), which is made from the network's shape, tells a
// workgroup its layer.

@group(0) @binding(5) var<storage, read> activations: array<f32>;
@group(0) @binding(6) var<storage, read> deltas: array<f32>;

struct Layer {
	inputs: u32,
	outputs: u32,
	weights: u32, // of the first parameter
	inputStart: u32, // of the inputs within the signals
	outputStart: u32,
	lanes: u32, // invocations side by side
	apart: u32, // units from one of a lane's to the next
	blocks: u32, // of units: one after the other, or those of tiles side by side
	firstGroup: u32, // of the workgroups in x
}

/** Column r. By its number a matrix would have to lie in memory. */
fn columnOf(sums: mat4x4f, r: u32) -> vec4f {
	return select(select(sums[0], sums[1], r == 1u), select(sums[2], sums[3], r == 3u), r > 1u);
}
