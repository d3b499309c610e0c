// sums-sparse.wgsl — the first layer's gradient from those examples alone that have ink in a quad. What is left out would add x · delta = 0:
// the sums are the same to the last bit.

@group(0) @binding(11) var<storage, read> columns: array<vec2u>;

fn listOf(tile: Tile) -> u32 {
	return column(tile.model, update.splits, tile.split, tile.q);
}
/** Examples that have anything to say. Meant for the first layer; elsewhere any number. */
fn pixelTerms(tile: Tile) -> u32 {
	return columns[listOf(tile)].x;
}
fn sumPixels(tile: Tile) -> mat4x4f {
	let list = listOf(tile);
	let last = list + columns[list].x;
	var sums = mat4x4f();
	for (var k = list + 1u; k <= last; k++) {
		let entry = columns[k];
		sums = outer(sums, unpack4x8unorm(entry.y), deltasOf(tile, entry.x));
	}
	return sums;
}
