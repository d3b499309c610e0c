// update.wgsl — what every kernel knows: the chunk of a batch that it works on, and where each model stands.

struct Update {
	first: u32, // of the chunk's examples, a place within a model's positions
	size: u32, // examples in the chunk
	stride: u32, // positions a model; 0: all models share them
	capacity: u32, // examples that the signals have room for
	number: u32, // of this update, from 1
	splits: u32, // parts into which the chunk's sums are split
	models: u32,
	begins: u32, // 1 in a batch's first chunk
	ends: u32, // 1 in its last one
	scale: f32, // 1 / examples in the batch
	factor: f32, // of the learning rate, by the schedule
	correction1: f32, // 1 − β₁ᵗ in step t of Adam and LAMB
	correction2: f32, // 1 − β₂ᵗ
}
struct Model {
	rate: f32,
	momentum: f32,
	last: u32, // the last update that this model makes
	diverged: u32, // the update that went wrong, 0 for none
	stopped: u32, // 1 once the loss was low enough
	batches: u32, // since the sums below were cleared
	right: u32, // right answers in them
	loss: f32, // sum of their mean losses, nats
	chunks: f32, // loss of the present batch's chunks so far, nats
	score: f32, // sum of the losses of an evaluation, nats
	hits: u32, // right answers in it
}
@group(0) @binding(0) var<uniform> update: Update;

/** Where a chunk's values of one layer begin, [capacity, width], within the signals of a model. */
fn place(model: u32, start: u32) -> u32 {
	return (model * SIGNALS + start) * update.capacity;
}
