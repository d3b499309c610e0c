// signals.wgsl — what hidden layers give. activations: f32, [models, SIGNALS, capacity], layer by layer [capacity, width].

@group(0) @binding(5) var<storage, read_write> activations: array<f32>;
