// digits.wgsl — the data set as it lies on the device, and the batch as places in it.
// digits: bytes, 4 a word, [examples, ROW]; the last word of a row is the label. positions: [models, stride].

@group(0) @binding(1) var<storage, read> digits: array<u32>;
@group(0) @binding(2) var<storage, read> positions: array<u32>;

/** Where a chunk's example begins in `digits`. */
fn digit(model: u32, example: u32) -> u32 {
	return positions[model * update.stride + update.first + example] * ROW;
}
