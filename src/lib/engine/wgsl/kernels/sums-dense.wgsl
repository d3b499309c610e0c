// sums-dense.wgsl — the first layer's gradient from all pixels of a quad.

fn addPixels(tile: Tile, a: ptr<function, mat4x4f>, b: ptr<function, mat4x4f>) -> u32 {
	let place = tile.model * update.stride + update.first + tile.begin;
	for (var e = 0u; e < tile.count; e++) {
		let x = unpack4x8unorm(digits[positions[place + e] * ROW + tile.q]);
		let at = e * tile.width;
		*a = outer(*a, x, deltasAt(tile.a + at));
		*b = outer(*b, x, deltasAt(tile.b + at));
	}
	return tile.count;
}
