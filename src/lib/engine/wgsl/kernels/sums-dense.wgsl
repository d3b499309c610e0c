// sums-dense.wgsl — the first layer's gradient from all pixels of a quad.

fn pixelTerms(tile: Tile) -> u32 {
	return tile.count;
}
fn sumPixels(tile: Tile) -> mat4x4f {
	let place = tile.model * update.stride + update.first + tile.begin;
	var sums = mat4x4f();
	for (var e = 0u; e < tile.count; e++) {
		let x = unpack4x8unorm(digits[positions[place + e] * ROW + tile.q]);
		sums = outer(sums, x, deltasOf(tile, e));
	}
	return sums;
}
