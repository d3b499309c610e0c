// The equivalent PyTorch program with a run's own settings in it.
import type { AnySettings, SettingValue } from '../../lib/settings/schema.ts';

const programs = import.meta.glob<string>('../../lib/experiments/*.py', { query: '?raw', import: 'default' });
const block = /(# settings: begin\n)[^]*?(# settings: end)/;

function literal(value: SettingValue): string {
	if (typeof value === 'boolean') return value ? 'True' : 'False';
	// JSON's numbers, texts and lists are Python's too.
	return JSON.stringify(value).replaceAll(',', ', ');
}

/** The program with these settings in place of its own. @throws RangeError for a program without a block of settings */
export function filled(program: string, settings: AnySettings, seed: number): string {
	if (!block.test(program)) throw new RangeError('program: expected a block "# settings: begin … end", got none');
	const lines = Object.entries({ ...settings, seed }).map(([key, value]) => `${key} = ${literal(value)}\n`);
	return program.replace(block, (_, begin: string, end: string) => begin + lines.join('') + end);
}

/** @throws RangeError for an experiment that has no program */
export async function programOf(experiment: string, settings: AnySettings, seed: number): Promise<string> {
	const load = programs[`../../lib/experiments/${experiment}.py`];
	if (!load) throw new RangeError(`program: expected one for "${experiment}", got none`);
	return filled(await load(), settings, seed);
}
