// pixels.wgsl — the first layer's inputs: grey level / 255.

fn row(model: u32, example: u32) -> u32 {
	return digit(model, example);
}
/** Inputs 4q … 4q + 3 of an example. @param row where it begins */
fn quad(row: u32, q: u32) -> vec4f {
	return unpack4x8unorm(digits[row + q]);
}
