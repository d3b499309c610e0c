// score.wgsl — adds a chunk's losses to a model's evaluation; after the last chunk, stops the models whose mean loss is low enough.
// Workgroups: models.

@group(0) @binding(6) var<storage, read> deltas: array<f32>;
@group(0) @binding(8) var<storage, read_write> models: array<Model>;

@compute @workgroup_size(1)
fn main(@builtin(workgroup_id) group: vec3u) {
	let model = group.x;
	if (update.number > models[model].last) {
		return;
	}
	let chunk = chunkSum(model);
	let isFirst = update.begins == 1u;
	let score = chunk.x + select(models[model].score, 0.0, isFirst);
	models[model].score = score;
	models[model].hits = u32(chunk.y) + select(models[model].hits, 0u, isFirst);
	if (STOPS && update.ends == 1u && score * update.scale <= STOP_BELOW) {
		models[model].stopped = 1u;
		models[model].last = update.number;
	}
}
