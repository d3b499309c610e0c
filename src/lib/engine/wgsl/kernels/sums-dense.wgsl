// sums-dense.wgsl — the first layer's gradient from all pixels of a quad.

fn pixelSums(tile: Tile) -> Sums {
	var a = mat4x4f();
	var b = mat4x4f();
	let place = tile.model * update.stride + update.first + tile.begin;
	for (var e = 0u; e < tile.count; e++) {
		let x = unpack4x8unorm(digits[positions[place + e] * ROW + tile.q]);
		let at = e * tile.width;
		a = outer(a, x, deltasAt(tile.a + at));
		b = outer(b, x, deltasAt(tile.b + at));
	}
	return Sums(a, b, tile.count);
}
