// The WGSL engine's kernels as a reader looks at them: the very texts that are compiled.
import { type KernelName, kernels, textOf } from '../../lib/engine/wgsl/kernels.ts';

/** What a kernel does; a step that is sized layer by layer takes one kernel for the norms and one for the stride. */
function groupOf(name: KernelName): string {
	const [deed] = name.split('-');
	return deed === 'norms' || deed === 'stride' ? 'step' : deed;
}

/** Kernels by what they do in an update, in its order; last those that hold every ReLU, for Hessian-vector products. */
export function kernelGroups(): Map<string, KernelName[]> {
	const names = Object.keys(kernels) as KernelName[];
	const isHeld = (name: KernelName): boolean => name.endsWith('-held');
	const groups = new Map<string, KernelName[]>();
	for (const name of [...names.filter((each) => !isHeld(each)), ...names.filter(isHeld)]) {
		const group = isHeld(name) ? 'held' : groupOf(name);
		groups.set(group, [...(groups.get(group) ?? []), name]);
	}
	return groups;
}

export interface ShaderFile {
	/** E.g. "forward.wgsl". */
	readonly name: string;
	/** What the comment at its head says: the file's contract. */
	readonly header: string;
	readonly text: string;
}

/** The comment lines with which a text begins, without their slashes. */
export function headerOf(text: string): string {
	const lines = text.split('\n');
	const end = lines.findIndex((line) => !line.startsWith('//'));
	return lines
		.slice(0, end < 0 ? lines.length : end)
		.map((line) => line.replace(/^\/\/ ?/, ''))
		.join('\n');
}

/** Files of a kernel in the order in which they are joined. */
export const filesOf = (kernel: KernelName): ShaderFile[] =>
	kernels[kernel].map((file) => {
		const text = textOf(file);
		return { name: `${file}.wgsl`, header: headerOf(text), text };
	});

/** A kernel's text without the constants of a shape, which are put before it. */
export const joinedText = (kernel: KernelName): string => kernels[kernel].map(textOf).join('\n');
