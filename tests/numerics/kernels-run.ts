// One dispatch of a kernel: what it was told, what lay on the device before and after, and what should lie there.
import type { Examples } from '../../src/lib/datasets/dataset.ts';
import type { TrainSpec } from '../../src/lib/engine/engine.ts';
import { type Constants, type KernelName, textOf } from '../../src/lib/engine/wgsl/kernels.ts';
import type { LayerShape, NetworkShape } from '../../src/lib/engine/wgsl/shape.ts';
import type { Slot } from '../../src/lib/engine/wgsl/slots.ts';
import { Expected } from './kernels-expected.ts';
import type { Contents } from './kernels-guards.ts';

/** What all dispatches of a chunk share. */
export interface Setting {
	readonly spec: TrainSpec;
	readonly shape: NetworkShape;
	readonly slot: Slot;
	readonly digits: Examples;
	/** Of each model's examples in the chunk, within `digits`. */
	readonly positions: readonly Uint32Array[];
	/** Whether ReLUs are held, and parameters are the others. */
	readonly held: boolean;
}

/** Words of struct Model by name, as update.wgsl declares them. */
const declared = /struct Model \{([^}]*)\}/.exec(textOf('update'))?.[1] ?? '';
const modelFields = [...declared.matchAll(/^\s*(\w+): [fu]32/gm)].map(([, name]) => name);

/** Where a model's field lies among the words of all. */
export function fieldOf(model: number, name: string): number {
	const at = modelFields.indexOf(name);
	if (at >= 0) return model * modelFields.length + at;
	throw new RangeError(`struct Model: expected one of ${modelFields.join(', ')}, got "${name}"`);
}

const float32 = ({ buffer, byteOffset, length }: Uint32Array): Float32Array =>
	new Float32Array(buffer, byteOffset, length);

export class Run {
	readonly name: KernelName;
	readonly setting: Setting;
	readonly constants: Constants;
	readonly #before: Contents;
	readonly #after: Contents;
	readonly #expected = new Map<string, Expected>();

	constructor(name: KernelName, constants: Constants, setting: Setting, before: Contents, after: Contents) {
		this.name = name;
		this.setting = setting;
		this.constants = constants;
		this.#before = before;
		this.#after = after;
	}

	/** The layer that the kernel was compiled for. */
	get layer(): LayerShape {
		const found = this.setting.shape.layers.find(({ weights }) => `${weights}u` === this.constants.WEIGHTS);
		if (found) return found;
		throw new RangeError(`${this.name}: expected the weights of a layer, got ${String(this.constants.WEIGHTS)}`);
	}

	/** Numbers of the models that go on. */
	get running(): number[] {
		const { slot } = this.setting;
		const all = Array.from({ length: slot.models }, (_, m) => m);
		return all.filter((m) => slot.number <= this.words('models')[fieldOf(m, 'last')]);
	}

	words(buffer: string): Uint32Array {
		return contentsOf(this.#before, buffer);
	}
	floats(buffer: string): Float32Array {
		return float32(this.words(buffer));
	}
	/** What the kernel left. */
	left(buffer: string): Float32Array {
		return float32(contentsOf(this.#after, buffer));
	}
	parameters(model: number): Float32Array {
		const { held, shape } = this.setting;
		return this.floats(held ? 'others' : 'parameters').subarray(
			model * shape.parameters,
			(model + 1) * shape.parameters,
		);
	}

	/** Where a layer's values begin within the signals. */
	place(model: number, start: number): number {
		const { shape, slot } = this.setting;
		return (model * shape.signals + start) * slot.capacity;
	}

	/** What goes into a layer for one example. */
	inputs(layer: LayerShape, model: number, example: number): ArrayLike<number> {
		const { digits, positions } = this.setting;
		if (layer.weights > 0) return this.signals('activations', model, layer.inputStart, example, layer.inputs);
		const at = positions[model][example] * layer.inputs;
		return Float64Array.from(digits.pixels.subarray(at, at + layer.inputs), (grey) => grey / 255);
	}
	/** One example's values of one layer. */
	signals(buffer: string, model: number, start: number, example: number, width: number): Float32Array {
		const at = this.place(model, start) + example * width;
		return this.floats(buffer).subarray(at, at + width);
	}

	/** Expectations of a buffer: until told otherwise that it is left as it was. */
	expect(buffer: string): Expected {
		const expected = this.#expected.get(buffer) ?? new Expected(this.words(buffer));
		this.#expected.set(buffer, expected);
		return expected;
	}

	/** The largest error over its bound, and what else is wrong. */
	compare(): { readonly ratio: number; readonly wrong: readonly string[] } {
		const compared = [...this.#after].map(([buffer, words]) => ({ buffer, ...this.#compareOne(buffer, words) }));
		return {
			ratio: Math.max(...compared.map(({ ratio }) => ratio)),
			wrong: compared.flatMap(({ buffer, wrong }) => (wrong ? [`${this.name}: ${buffer}${wrong}`] : [])),
		};
	}

	#compareOne(buffer: string, after: Uint32Array): { readonly ratio: number; readonly wrong: string } {
		const expected = this.#expected.get(buffer);
		if (expected) return expected.compare(after);
		const before = this.words(buffer);
		const at = after.findIndex((word, i) => word !== before[i]);
		return { ratio: 0, wrong: at < 0 ? '' : `[${at}]: expected still ${before[at]}, got ${after[at]}` };
	}
}

function contentsOf(contents: Contents, buffer: string): Uint32Array {
	const words = contents.get(buffer);
	if (words) return words;
	throw new RangeError(`buffer: expected one of ${[...contents.keys()].join(', ')}, got "${buffer}"`);
}
