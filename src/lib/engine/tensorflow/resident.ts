// The splits of a data set on the device, each put there when it is first used.
import type { Dataset, Examples, Split } from '../../datasets/dataset.ts';
import { examplesOf } from '../spec.ts';
import { Pictures } from './pictures.ts';
import type { Session } from './session.ts';

export class Resident {
	readonly #session: Session;
	readonly #data: Dataset;
	readonly #pictures = new Map<Split, Pictures>();

	constructor(session: Session, data: Dataset) {
		this.#session = session;
		this.#data = data;
	}

	/** Bytes of all splits on the device. */
	get bytes(): number {
		const { training, validation, test, pixels } = this.#data;
		const bytesOf = (examples: Examples | null): number =>
			examples ? examples.count * (4 * Math.ceil(pixels / 4) + 4) : 0;
		return bytesOf(training) + bytesOf(validation) + bytesOf(test);
	}

	/** @throws RangeError where the spec did not ask for this split */
	of(split: Split): Pictures {
		const held = this.#pictures.get(split);
		if (held) return held;
		const pictures = new Pictures(this.#session, examplesOf(this.#data, split), this.#data.pixels);
		this.#pictures.set(split, pictures);
		return pictures;
	}

	dispose(): void {
		this.#pictures.forEach((pictures) => pictures.dispose());
		this.#pictures.clear();
	}
}
