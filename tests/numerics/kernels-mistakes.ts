// Mistakes that a kernel, or what it is told, could have: each must push an error over its bound, or be seen to write where it should not.
import type { Slot } from '../../src/lib/engine/wgsl/slots.ts';
import type { Shape } from './kernels-setting.ts';
import { layered, steep, zero } from './kernels-shapes.ts';
import type { Mistake } from './kernels.ts';

interface Planted {
	readonly name: string;
	readonly shape: Shape;
	readonly mistake: Mistake;
	/** Whether guards are written over. */
	readonly beyond?: true;
}

const small: Shape = {
	widths: [9, 6, 3],
	size: 7,
	momenta: [0.9, 0.5],
	scheme: 'sparse',
	optimiser: { name: 'sgd' },
	work: 'whole',
};
const dense: Shape = { ...small, scheme: 'dense' };
const later: Shape = { ...small, work: 'last' };
const adaptive: Shape = { ...small, momenta: [0, 0], optimiser: { name: 'adam' } };

/** Wherever it stands in a kernel's text. */
const text = (find: string, replace: string): Mistake => ({
	source: (source) => source.replaceAll(find, () => replace),
});
const told = (change: (slot: Slot) => Partial<Slot>): Mistake => ({ slot: (slot) => ({ ...slot, ...change(slot) }) });
/** A constant that is one more than it should be. */
const more = (name: string): Mistake => ({
	source: (source) =>
		source.replace(RegExp(`const ${name} = (\\d+)u;`), (_, n) => `const ${name} = ${Number(n) + 1}u;`),
});

export const mistakes: readonly Planted[] = [
	{ name: 'the batch were not divided by its size', shape: small, mistake: told(() => ({ scale: 1 })) },
	{ name: 'one example too many were taken', shape: small, mistake: told(({ size }) => ({ size: size + 1 })) },
	{ name: 'the batch began one example late', shape: small, mistake: told(({ first }) => ({ first: first + 1 })) },
	{ name: 'all models had the examples of the first', shape: small, mistake: told(() => ({ stride: 0 })) },
	{
		name: 'signals had room for one example more',
		shape: small,
		mistake: told((slot) => ({ capacity: slot.capacity + 1 })),
		beyond: true,
	},
	{ name: 'chunks before were forgotten', shape: later, mistake: told(() => ({ begins: true })) },
	{ name: 'the schedule were not followed', shape: small, mistake: told(() => ({ factor: 1 })) },
	{
		name: 'the second moment were corrected as the first',
		shape: adaptive,
		mistake: told((slot) => ({ correction2: slot.correction1 })),
	},
	{ name: 'rows of weights were one longer', shape: dense, mistake: more('OUTPUTS') },
	{ name: 'biases lay one place later', shape: small, mistake: more('BIASES') },
	{ name: 'models lay one parameter further apart', shape: small, mistake: more('PARAMETERS') },
	{ name: 'losses lay one place later', shape: small, mistake: more('LOSS_START'), beyond: true },
	{ name: 'digits lay one word further apart', shape: dense, mistake: more('ROW') },
	{ name: 'softmax were without its maximum', shape: steep, mistake: text(' - maximum)', ')') },
	{
		name: 'all examples had the label of the first',
		shape: small,
		mistake: text('digits[digit(model, example) + ROW', 'digits[digit(model, 0u) + ROW'),
	},
	{
		name: 'one loss too many were summed',
		shape: small,
		mistake: text('e < update.size; e++', 'e <= update.size; e++'),
	},
	{ name: 'there were no ReLU', shape: dense, mistake: text('return !(sum <= 0.0);', 'return true;') },
	{ name: 'no movement were kept', shape: small, mistake: text('storeMoments(at, movement, isInside);', '') },
	{
		name: 'ended models went on',
		shape: { ...small, ended: true },
		mistake: text('update.number > models[model].last', 'false'),
	},
	{
		name: 'ended models made steps sized layer by layer',
		shape: layered,
		mistake: text('if (update.number > models[model].last) {\n\t\treturn;\n\t}\n\tvar ratio', 'var ratio'),
	},
	{ name: 'norms were sums', shape: layered, mistake: text('share = fma(both, both, share);', 'share += both;') },
	{ name: 'norms were without their root', shape: layered, mistake: text('return sqrt(sum);', 'return sum;') },
	{ name: 'all layers had the norms of the first', shape: layered, mistake: text('span.firstGroup + other', 'other') },
	{
		name: 'a layer of zeros had a ratio',
		shape: zero,
		mistake: text('if (found.x > 0.0 && found.y > 0.0)', 'if (true)'),
	},
	{
		name: 'norms lay one workgroup further apart',
		shape: { ...layered, optimiser: { name: 'lamb' }, momenta: [0, 0] },
		mistake: more('NORM_GROUPS'),
		beyond: true,
	},
	{
		name: 'a layer had one parameter more',
		shape: layered,
		mistake: text('if (index >= span.end)', 'if (index > span.end)'),
		beyond: true,
	},
];
