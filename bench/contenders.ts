// Who takes part, and what a row of the bench says. Shared by the command and its page.

/** In the order of the table. Ours come first. */
export const contenderNames = [
	'wgsl',
	'plain',
	'tensorflow-webgpu',
	'tensorflow-wasm',
	'jax-js-webgpu',
	'jax-js-wasm',
] as const;
/** Ours on a GPU, held to one way of computing layers: by them `wgsl` is seen to choose well, or not. */
export const schemeNames = ['wgsl-sparse', 'wgsl-tiled', 'wgsl-dense'] as const;
/** Columns of the tables. */
export const allNames = [...contenderNames, ...schemeNames] as const;
export type SchemeName = (typeof schemeNames)[number];
export type ContenderName = (typeof allNames)[number];
/** Our engines: the only ones that train several models in one update. */
export const own = ['wgsl', 'plain'] as const satisfies readonly ContenderName[];
export type OwnName = (typeof own)[number] | SchemeName;

interface Trait {
	readonly gpu: boolean;
	/** Whether products with zero pixels are left out. */
	readonly skipsZeros: boolean;
	/** Of a pixel in memory. */
	readonly pixelBytes: number;
}
const ours = { skipsZeros: true, pixelBytes: 1 };
const peer = { skipsZeros: false, pixelBytes: 4 };
export const traits: Readonly<Record<ContenderName, Trait>> = {
	wgsl: { ...ours, gpu: true },
	'wgsl-sparse': { ...ours, gpu: true },
	'wgsl-tiled': { ...ours, gpu: true },
	'wgsl-dense': { ...ours, gpu: true },
	plain: { ...ours, gpu: false },
	'tensorflow-webgpu': { ...peer, gpu: true },
	'tensorflow-wasm': { ...peer, gpu: false },
	'jax-js-webgpu': { ...peer, gpu: true },
	'jax-js-wasm': { ...peer, gpu: false },
};

export type TableName = 'peers' | 'population' | 'width' | 'examples' | 'schemes';
/** One timing: the same work for every contender named. */
export interface Point {
	/** Layer widths, input first. */
	readonly widths: readonly number[];
	readonly batch: number;
	/** Models side by side in one update. */
	readonly models: number;
	/** Training examples that batches are drawn from. */
	readonly examples: number;
	readonly contenders: readonly ContenderName[];
	/** The table that shows it. */
	readonly table: TableName;
}

/** What a contender did at a point. */
export interface Lap {
	readonly contender: ContenderName;
	/** Milliseconds an update of all models, one an interval. */
	readonly times: readonly number[];
	/** Updates in an interval. */
	readonly updates: number;
	/** Dispatches an update, counted; 0 where no GPU is used. */
	readonly dispatches: number;
	/** Mean batch loss in nats: of the first `check` updates, and of as many after twice as many. */
	readonly losses: readonly [number, number];
}
export interface Failure {
	readonly contender: ContenderName;
	readonly reason: string;
}
/** Shares of pixels, 0 … 1, measured on the point's own batches. */
export interface Density {
	/** Not zero. */
	readonly pixels: number;
	/** Not zero in at least one example of the batch: rows of the first weights that such a batch touches. */
	readonly rows: number;
}
export interface PointResult {
	readonly laps: readonly Lap[];
	readonly failures: readonly Failure[];
	/** Those of which one update took too long. */
	readonly skipped: readonly Failure[];
	readonly density: Density;
}

/** What the adapter can do at best, measured by tiny programs. */
export interface Limits {
	/** Milliseconds that a dispatch of an empty program takes, among many in a submission. */
	readonly emptyDispatchMs: number;
	/** 10⁹ operations a second; a multiply-add counts as two. */
	readonly multiplyAddGflops: number;
	/** 10⁹ bytes a second, read and written. */
	readonly memoryGBs: number;
}

export const netName = (widths: readonly number[]): string => widths.join('-');
