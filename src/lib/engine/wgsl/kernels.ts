// The kernels: which .wgsl files make one, and with which constants.
const files = import.meta.glob<string>('./kernels/*.wgsl', { query: '?raw', import: 'default', eager: true });

/** How a gradient becomes a step at once: a file each. */
export type OptimiserFile = 'sgd' | 'momentum' | 'adam';

const fused = <const O extends OptimiserFile>(optimiser: O) =>
	['update', 'optimiser', optimiser, 'tally', 'finish-step', 'digits'] as const;
const part = ['update', 'finish-part', 'digits'] as const;
const dense = ['outer', 'layers', 'sums-dense', 'gradient'] as const;
const sparse = ['outer', 'layers', 'columns', 'sums-sparse', 'gradient'] as const;
const tiled = ['outer', 'layers', 'tiles', 'gradient-tiled'] as const;

/** The files of each kernel in the order in which they are joined; the last one holds `main`. */
export const kernels = {
	'forward-pixels': ['update', 'signals', 'digits', 'pixels', 'relu', 'outer', 'forward'],
	'forward-pixels-held': ['update', 'signals', 'digits', 'pixels', 'relu-held', 'outer', 'forward'],
	'forward-activations': ['update', 'signals', 'activations', 'relu', 'outer', 'forward'],
	'forward-activations-held': ['update', 'signals', 'activations', 'relu-held', 'outer', 'forward'],
	'forward-pixels-tiled': ['update', 'signals', 'digits', 'pixels', 'relu', 'outer', 'tiles', 'forward-tiled'],
	'forward-activations-tiled': ['update', 'signals', 'activations', 'relu', 'outer', 'tiles', 'forward-tiled'],
	'forward-sparse': ['update', 'digits', 'columns', 'forward-sparse'],
	'output-pixels': ['update', 'digits', 'pixels', 'relu', 'output'],
	'output-activations': ['update', 'signals', 'digits', 'activations', 'relu', 'output'],
	'output-activations-held': ['update', 'signals', 'digits', 'activations', 'relu-held', 'output'],
	backward: ['update', 'signals', 'relu', 'backward'],
	'backward-held': ['update', 'signals', 'relu-held', 'backward'],
	'gradient-sgd-dense': [...fused('sgd'), ...dense],
	'gradient-sgd-sparse': [...fused('sgd'), ...sparse],
	'gradient-sgd-tiled': [...fused('sgd'), ...tiled],
	'gradient-momentum-dense': [...fused('momentum'), ...dense],
	'gradient-momentum-sparse': [...fused('momentum'), ...sparse],
	'gradient-momentum-tiled': [...fused('momentum'), ...tiled],
	'gradient-adam-dense': [...fused('adam'), ...dense],
	'gradient-adam-sparse': [...fused('adam'), ...sparse],
	'gradient-adam-tiled': [...fused('adam'), ...tiled],
	'gradient-part-dense': [...part, ...dense],
	'gradient-part-sparse': [...part, ...sparse],
	'gradient-part-tiled': [...part, ...tiled],
	'step-sgd': ['update', 'optimiser', 'sgd', 'tally', 'step'],
	'step-momentum': ['update', 'optimiser', 'momentum', 'tally', 'step'],
	'step-adam': ['update', 'optimiser', 'adam', 'tally', 'step'],
	'norms-lars': ['update', 'optimiser', 'layerwise', 'lars', 'norms'],
	'norms-lamb': ['update', 'optimiser', 'layerwise', 'lamb', 'norms'],
	'stride-lars': ['update', 'optimiser', 'layerwise', 'lars', 'stride'],
	'stride-lamb': ['update', 'optimiser', 'layerwise', 'lamb', 'stride'],
	score: ['update', 'tally', 'score'],
} as const;
export type KernelName = keyof typeof kernels;

export type Constants = Readonly<Record<string, number | boolean | string>>;

const constant = ([name, value]: [string, number | boolean | string]): string => `const ${name} = ${value};`;

/** A file's text, as it is shown to readers. */
export const textOf = (file: string): string => files[`./kernels/${file}.wgsl`];

/** Whole WGSL text of a kernel. @param constants text values stand as they are, e.g. '3u'   @param made text that follows from a shape */
export const sourceOf = (name: KernelName, constants: Constants, made = ''): string =>
	[Object.entries(constants).map(constant).join('\n'), made, ...kernels[name].map(textOf)].join('\n');

export interface Binding {
	readonly binding: number;
	readonly buffer: string;
	readonly type: GPUBufferBindingType;
}
const declaration = /@binding\((\d+)\) var<(storage, read_write|storage, read|uniform)> (\w+)/g;
const types = { uniform: 'uniform', 'storage, read': 'read-only-storage', 'storage, read_write': 'storage' } as const;

/** What a kernel's text binds, by the names of the buffers: the text itself is the only place that says it. */
export const bindingsOf = (source: string): Binding[] =>
	[...source.matchAll(declaration)].map(([, binding, type, buffer]) => ({
		binding: Number(binding),
		buffer,
		type: types[type as keyof typeof types],
	}));
