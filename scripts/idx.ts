// The original MNIST files: big-endian header (magic number, sizes), then bytes. Source: http://yann.lecun.com/exdb/mnist/

export interface Digits {
	readonly count: number;
	/** [count, 784], grey values 0 … 255 */
	readonly pixels: Uint8Array;
	/** [count], 0 … 9 */
	readonly labels: Uint8Array;
}

function body(file: Buffer, magic: number, header: number, name: string): Uint8Array {
	if (file.readUInt32BE(0) !== magic)
		throw new Error(`${name}: expected magic number ${magic}, got ${file.readUInt32BE(0)}`);
	return new Uint8Array(file.buffer, file.byteOffset + header, file.length - header);
}

/** @throws Error for another kind of file, or images and labels that do not belong together */
export function readDigits(images: Buffer, labelled: Buffer): Digits {
	const pixels = body(images, 0x803, 16, 'images');
	const labels = body(labelled, 0x801, 8, 'labels');
	const count = images.readUInt32BE(4);
	if (labels.length !== count || pixels.length !== count * 784)
		throw new Error(`expected ${count} labels and ${count * 784} pixels, got ${labels.length} and ${pixels.length}`);
	return { count, pixels, labels };
}
