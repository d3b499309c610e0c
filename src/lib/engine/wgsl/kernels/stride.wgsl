// stride.wgsl — the step of a batch whose gradient and norms are known: folds the layer's norms in a fixed order, then moves its parameters.
// Workgroups: NORM_GROUPS × 1 × models.

var<workgroup> shares: array<vec2f, 64>;

/** ‖θ‖ and ‖direction‖ of the layer. */
fn layerNorms(model: u32, span: Span, lane: u32) -> vec2f {
	var share = vec2f();
	for (var other = lane; other < span.groups; other += 64u) {
		share += norms[model * NORM_GROUPS + span.firstGroup + other];
	}
	shares[lane] = share;
	workgroupBarrier();
	var sum = vec2f();
	for (var other = 0u; other < 64u; other++) {
		sum += shares[other];
	}
	return sqrt(sum);
}

@compute @workgroup_size(64)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) lane: u32) {
	let model = group.z;
	let span = spanOf(group.x);
	let found = layerNorms(model, span, lane);
	if (update.number > models[model].last) {
		return;
	}
	var ratio = 1.0;
	if (found.x > 0.0 && found.y > 0.0) { ratio = ratioOf(found.x, found.y); }
	let pace = paceOf(model);
	for (var k = 0u; k < NORM_BLOCK / 64u; k++) {
		let index = indexOf(span, group.x, lane, k);
		if (index >= span.end) { return; }
		stride(pace, model * PARAMETERS + index, ratio);
	}
}
