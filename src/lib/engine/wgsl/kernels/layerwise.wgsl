// layerwise.wgsl — what steps that are sized layer by layer share. sums: f32, [models, PARAMETERS], of the gradient over the whole batch.
// norms: [models, NORM_GROUPS] of what a workgroup's parameters add to (‖θ‖², ‖direction‖²). spanOf(), which is made from the network's
// shape, tells a workgroup its layer.

@group(0) @binding(10) var<storage, read> sums: array<f32>;
@group(0) @binding(11) var<storage, read_write> norms: array<vec2f>;

/** A layer: W and b. */
struct Span {
	begin: u32, // of the parameters
	end: u32,
	firstGroup: u32,
	groups: u32,
}

/** Parameter number k of a lane, within those of its model; past the span's end where there is none. */
fn indexOf(span: Span, group: u32, lane: u32, k: u32) -> u32 {
	return span.begin + (group - span.firstGroup) * NORM_BLOCK + k * 64u + lane;
}
