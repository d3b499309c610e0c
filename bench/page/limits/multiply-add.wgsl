// Multiply-adds alone: eight independent vec4 sums an invocation, kept in registers; memory is written once at the end.
override steps: u32;
@group(0) @binding(0) var<storage, read_write> result: array<vec4f>;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u) {
	// Not known when the program is compiled, so that nothing of the loop can be worked out beforehand.
	let factor = result[id.x] * 1e-9 + 0.999;
	let term = factor * 1e-3;
	var a = factor;
	var b = factor + 1;
	var c = factor + 2;
	var d = factor + 3;
	var e = factor + 4;
	var f = factor + 5;
	var g = factor + 6;
	var h = factor + 7;
	for (var step = 0u; step < steps; step++) {
		a = fma(a, factor, term);
		b = fma(b, factor, term);
		c = fma(c, factor, term);
		d = fma(d, factor, term);
		e = fma(e, factor, term);
		f = fma(f, factor, term);
		g = fma(g, factor, term);
		h = fma(h, factor, term);
	}
	result[id.x] = a + b + c + d + e + f + g + h;
}
