// sums-sparse.wgsl — the first layer's gradient from those examples alone that have ink in a quad. What is left out would add x · delta = 0:
// the sums are the same to the last bit.

@group(0) @binding(11) var<storage, read> columns: array<vec2u>;

fn addPixels(tile: Tile, a: ptr<function, mat4x4f>, b: ptr<function, mat4x4f>) -> u32 {
	let list = column(tile.model, update.splits, tile.split, tile.q);
	let last = list + columns[list].x;
	for (var k = list + 1u; k <= last; k++) {
		let entry = columns[k];
		let x = unpack4x8unorm(entry.y);
		let at = entry.x * tile.width;
		*a = outer(*a, x, deltasAt(tile.a + at));
		*b = outer(*b, x, deltasAt(tile.b + at));
	}
	return columns[list].x;
}
