// Puts every buffer that an engine makes on a device between guard words, of which the engine knows nothing.

/** Words that nobody writes; read as a float, they are so large that whoever reads them is found out. */
const GUARD = 0x5a5a5a5a;
/** Bytes before a buffer's own: what offsets of bindings are aligned to at most. */
const BEFORE = 256;
/** Bytes after them. */
const AFTER = 256;
const COPIES = 0x4 | 0x8;
const UNIFORM_OR_STORAGE = 0x40 | 0x80;

/** What buffers hold, by their labels. */
export type Contents = ReadonlyMap<string, Uint32Array>;

interface Reading {
	readonly contents: Contents;
	/** Labels of the buffers whose guards were written over. */
	readonly overrun: readonly string[];
}

/** The guards of one device. */
export class Guards {
	readonly device: GPUDevice;
	readonly #live = new Set<GPUBuffer>();
	/** Names of the buffers of which some kernel asks the length: they are bound without the guards behind them. */
	readonly #measured = new Set<string>();
	readonly #write: GPUQueue['writeBuffer'];
	readonly #createEncoder: () => GPUCommandEncoder;
	readonly #createBuffer: GPUDevice['createBuffer'];

	/** Changes the methods of the device by which buffers are made, filled, copied and bound. */
	constructor(device: GPUDevice) {
		this.device = device;
		this.#write = device.queue.writeBuffer.bind(device.queue);
		this.#createEncoder = device.createCommandEncoder.bind(device);
		this.#createBuffer = device.createBuffer.bind(device);
		device.createBuffer = (descriptor) => this.#make(descriptor);
		device.queue.writeBuffer = (buffer: GPUBuffer, offset: number, ...rest: [BufferSource, number?, number?]) =>
			this.#write(buffer, offset + this.#before(buffer), ...(rest as [BufferSource]));
		this.#watchShaders();
		this.#watchBindings();
		this.#watchCopies();
	}

	/** Fills the beginning of the buffer of this label. */
	fill(label: string, words: Uint32Array<ArrayBuffer>): void {
		this.#write(this.#labelled(label), BEFORE, words);
	}

	/** Words of each buffer that lives. */
	lengths(): ReadonlyMap<string, number> {
		return new Map([...this.#live].map(({ label, size }) => [label, size / 4]));
	}

	/** What all buffers hold after all that was submitted. */
	async read(): Promise<Reading> {
		const buffers = [...this.#live];
		const sizes = buffers.map(({ size }) => BEFORE + size + AFTER);
		const bytes = await this.#copy(
			buffers,
			sizes,
			sizes.reduce((sum, size) => sum + size, 0),
		);
		const contents = new Map<string, Uint32Array>();
		const overrun: string[] = [];
		let at = 0;
		buffers.forEach(({ label, size }, index) => {
			const own = at + BEFORE;
			contents.set(label, new Uint32Array(bytes, own, size / 4));
			const guards = [new Uint32Array(bytes, at, BEFORE / 4), new Uint32Array(bytes, own + size, AFTER / 4)];
			if (guards.some((words) => words.some((word) => word !== GUARD))) overrun.push(label);
			at += sizes[index];
		});
		return { contents, overrun };
	}

	async #copy(buffers: readonly GPUBuffer[], sizes: readonly number[], size: number): Promise<ArrayBuffer> {
		const staging = this.#createBuffer({ size, usage: 0x1 | 0x8 });
		const encoder = this.#createEncoder();
		let at = 0;
		buffers.forEach((buffer, index) => {
			encoder.copyBufferToBuffer(buffer, 0, staging, at, sizes[index]);
			at += sizes[index];
		});
		this.device.queue.submit([encoder.finish()]);
		await staging.mapAsync(1);
		const bytes = staging.getMappedRange().slice(0);
		staging.destroy();
		return bytes;
	}

	#labelled(label: string): GPUBuffer {
		const [found, ...others] = [...this.#live].filter((buffer) => buffer.label === label);
		if (found && others.length === 0) return found;
		throw new RangeError(`expected one buffer called "${label}", got ${found ? others.length + 1 : 0}`);
	}

	#before(buffer: GPUBuffer): number {
		return this.#live.has(buffer) ? BEFORE : 0;
	}

	#make(descriptor: GPUBufferDescriptor): GPUBuffer {
		if (!(descriptor.usage & UNIFORM_OR_STORAGE)) return this.#createBuffer(descriptor);
		const size = BEFORE + descriptor.size + AFTER;
		const buffer = this.#createBuffer({ ...descriptor, size, usage: descriptor.usage | COPIES });
		const guard = (bytes: number) => new Uint32Array(bytes / 4).fill(GUARD);
		this.#write(buffer, 0, guard(BEFORE));
		this.#write(buffer, BEFORE + descriptor.size, guard(AFTER));
		Object.defineProperty(buffer, 'size', { value: descriptor.size });
		const destroy = buffer.destroy.bind(buffer);
		buffer.destroy = () => {
			this.#live.delete(buffer);
			return destroy();
		};
		this.#live.add(buffer);
		return buffer;
	}

	#watchShaders(): void {
		const createShaderModule = this.device.createShaderModule.bind(this.device);
		this.device.createShaderModule = (descriptor) => {
			for (const [, name] of descriptor.code.matchAll(/arrayLength\(&(\w+)\)/g)) this.#measured.add(name);
			return createShaderModule(descriptor);
		};
	}

	#watchBindings(): void {
		const createBindGroup = this.device.createBindGroup.bind(this.device);
		this.device.createBindGroup = (descriptor) => {
			const entries = [...descriptor.entries].map(({ binding, resource }) => ({
				binding,
				resource: this.#within(resource as GPUBufferBinding),
			}));
			return createBindGroup({ ...descriptor, entries });
		};
	}

	/** Guards behind a buffer's own words are bound with them: a device would move what is written beyond a binding to its end. */
	#within({ buffer, offset = 0, size }: GPUBufferBinding): GPUBufferBinding {
		if (!this.#live.has(buffer)) return { buffer, offset, size };
		const own = buffer.size - offset;
		return { buffer, offset: BEFORE + offset, size: size ?? (this.#measured.has(buffer.label) ? own : own + AFTER) };
	}

	#watchCopies(): void {
		this.device.createCommandEncoder = () => {
			const encoder = this.#createEncoder();
			const copy = encoder.copyBufferToBuffer.bind(encoder) as (...all: unknown[]) => undefined;
			const shifted = (from: GPUBuffer, start: number, to: GPUBuffer, place: number, size: number) =>
				copy(from, start + this.#before(from), to, place + this.#before(to), size);
			encoder.copyBufferToBuffer = shifted as GPUCommandEncoder['copyBufferToBuffer'];
			return encoder;
		};
	}
}
