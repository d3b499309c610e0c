// sums-sparse.wgsl — the first layer's gradient from those examples alone that have ink in a quad. What is left out would add x · delta = 0:
// the sums are the same to the last bit.

@group(0) @binding(11) var<storage, read> columns: array<vec2u>;

/** Whether nothing is to be done for a quad: no ink, so no gradient, and nothing moves without one. */
fn isEmpty(tile: Tile) -> bool {
	return !RESTLESS && columns[column(tile.model, update.splits, tile.split, tile.q)].x == 0u;
}
fn pixelSums(tile: Tile) -> mat4x4f {
	var sums = mat4x4f();
	let list = column(tile.model, update.splits, tile.split, tile.q);
	let last = list + columns[list].x;
	for (var k = list + 1u; k <= last; k++) {
		let entry = columns[k];
		sums = outer(sums, unpack4x8unorm(entry.y), deltasAt(tile.deltas + entry.x * tile.width));
	}
	return sums;
}
