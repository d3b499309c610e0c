// norms.wgsl — sums of squares of a layer's parameters and of what its step goes along, a workgroup's share each, in a fixed order.
// What squares to less than 2⁻¹²⁶ may count as zero.
// Workgroups: NORM_GROUPS × 1 × models.

var<workgroup> shares: array<vec2f, 64>;

@compute @workgroup_size(64)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) lane: u32) {
	let model = group.z;
	let span = spanOf(group.x);
	let pace = paceOf(model);
	var share = vec2f();
	for (var k = 0u; k < NORM_BLOCK / 64u; k++) {
		let index = indexOf(span, group.x, lane, k);
		if (index >= span.end) { break; }
		let at = model * PARAMETERS + index;
		let both = vec2f(parameters[at], directionAt(pace, at));
		share = fma(both, both, share);
	}
	shares[lane] = share;
	workgroupBarrier();
	if (lane > 0u || update.number > models[model].last) {
		return;
	}
	var sum = vec2f();
	for (var other = 0u; other < 64u; other++) {
		sum += shares[other];
	}
	norms[model * NORM_GROUPS + group.x] = sum;
}
