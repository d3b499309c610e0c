// optimiser.wgsl — what every optimiser's step shares. parameters: f32, [models, PARAMETERS]. moments: f32, [models, PARAMETERS] movement or
// m; with Adam and LAMB v follows, of the same shape.

@group(0) @binding(3) var<storage, read_write> parameters: array<f32>;
@group(0) @binding(4) var<storage, read_write> moments: array<f32>;
@group(0) @binding(8) var<storage, read_write> models: array<Model>;

/** What one model's parameters share in an update. */
struct Pace {
	rate: f32,
	momentum: f32,
	scale: f32,
	correction1: f32,
	correction2: f32,
}
fn paceOf(model: u32) -> Pace {
	let rate = models[model].rate * update.factor;
	return Pace(rate, models[model].momentum, update.scale, update.correction1, update.correction2);
}

fn loadParameters(at: vec4u) -> vec4f {
	return vec4f(parameters[at.x], parameters[at.y], parameters[at.z], parameters[at.w]);
}
fn storeParameters(at: vec4u, values: vec4f, isInside: vec4<bool>) {
	if (isInside.x) { parameters[at.x] = values.x; }
	if (isInside.y) { parameters[at.y] = values.y; }
	if (isInside.z) { parameters[at.z] = values.z; }
	if (isInside.w) { parameters[at.w] = values.w; }
}
fn loadMoments(at: vec4u) -> vec4f {
	return vec4f(moments[at.x], moments[at.y], moments[at.z], moments[at.w]);
}
fn storeMoments(at: vec4u, values: vec4f, isInside: vec4<bool>) {
	if (isInside.x) { moments[at.x] = values.x; }
	if (isInside.y) { moments[at.y] = values.y; }
	if (isInside.z) { moments[at.z] = values.z; }
	if (isInside.w) { moments[at.w] = values.w; }
}
