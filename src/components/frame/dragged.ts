// What a drag on a drawing sets.
import type { NumberField } from '../../lib/settings/schema.ts';

/** Two decimals, as a link shows them, within what can be set. */
export const settled = (value: number, { min, max }: NumberField): number =>
	Math.min(max, Math.max(min, Number(value.toFixed(2))));
