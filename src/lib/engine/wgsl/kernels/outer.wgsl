// outer.wgsl — products of four numbers with four, held in registers.

/** sums[r] + x[r] · w: four rows × four columns. */
fn outer(sums: mat4x4f, x: vec4f, w: vec4f) -> mat4x4f {
	return mat4x4f(fma(x.xxxx, w, sums[0]), fma(x.yyyy, w, sums[1]), fma(x.zzzz, w, sums[2]), fma(x.wwww, w, sums[3]));
}
