// sums-dense.wgsl — the first layer's gradient from all pixels of a quad.

fn isEmpty(tile: Tile) -> bool {
	return false;
}
fn pixelSums(tile: Tile) -> mat4x4f {
	var sums = mat4x4f();
	var at = tile.deltas;
	let place = tile.model * update.stride + update.first;
	for (var e = tile.begin; e < tile.end; e++) {
		let x = unpack4x8unorm(digits[positions[place + e] * ROW + tile.q]);
		sums = outer(sums, x, deltasAt(at));
		at += tile.width;
	}
	return sums;
}
