// finish-part.wgsl — a batch of several splits: step.wgsl folds the parts. parts: f32, [splits, models, PARAMETERS].

@group(0) @binding(8) var<storage, read> models: array<Model>;
@group(0) @binding(9) var<storage, read_write> parts: array<f32>;

/** A part is stored even where it is zero. */
const RESTLESS = true;

/** Nothing: the step comes later. */
struct Pace {
	none: u32,
}
fn paceOf(model: u32) -> Pace {
	return Pace();
}

/** @param sum of the gradient of the parameters at `index`, where `isInside` */
fn finish(pace: Pace, model: u32, split: u32, index: vec4u, sum: vec4f, isInside: vec4<bool>) {
	let at = index + (split * update.models + model) * PARAMETERS;
	if (isInside.x) { parts[at.x] = sum.x; }
	if (isInside.y) { parts[at.y] = sum.y; }
	if (isInside.z) { parts[at.z] = sum.z; }
	if (isInside.w) { parts[at.w] = sum.w; }
}
fn close(model: u32) {}
