// columns.wgsl — where the sparse path finds what is not zero.
// entries: pixel | grey level << 16 of every pixel that is not zero, example by example; example e has entries starts[e] … starts[e + 1] − 1.
// columns: [models, splits, PIXEL_QUADS, SPLIT + 1] of pairs: for each four pixels, how many of a split's examples have ink there; then which
// example, and its four bytes.

/** Where the list of a quad begins, its length first. */
fn column(model: u32, splits: u32, split: u32, q: u32) -> u32 {
	return ((model * splits + split) * PIXEL_QUADS + q) * (SPLIT + 1u);
}
