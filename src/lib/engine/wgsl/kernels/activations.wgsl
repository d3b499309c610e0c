// activations.wgsl — a later layer's inputs: what the layer before it gave.

fn row(model: u32, example: u32) -> u32 {
	return place(model, INPUT_START) + example * INPUTS;
}
/** Inputs 4q … 4q + 3 of an example, zero beyond the last. @param row where it begins */
fn quad(row: u32, q: u32) -> vec4f {
	let i = vec4u(0u, 1u, 2u, 3u) + q * 4u;
	let at = row + min(i, vec4u(INPUTS - 1u));
	let x = vec4f(activations[at.x], activations[at.y], activations[at.z], activations[at.w]);
	return select(vec4f(), x, i < vec4u(INPUTS));
}
