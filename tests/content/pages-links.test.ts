// Links of the prose that set a figure mean something to it: the figure is in this chapter, and takes every setting.
import { describe, expect, test } from 'vitest';
import { read } from '../../src/components/frame/address.ts';
import type { Plan } from '../../src/lib/experiments/experiment.ts';
import { experiments } from '../../src/lib/experiments/list.ts';
import { toys } from '../../src/lib/experiments/toys.ts';
import { labels } from '../../src/lib/experiments/two-dozen.ts';
import { chapterFiles } from './content.ts';

/** Figures that show the result of another figure's experiment. */
const shared: Readonly<Record<string, string>> = { 'epoch-time': 'update-time' };
const planOf = (figure: string): Promise<Plan> => ({ ...experiments, ...toys })[shared[figure] ?? figure]();

const links = (body: string) =>
	[...body.matchAll(/\]\((\?[^)#]*)#([\w-]+)\)/g)].map(([, search, id]) => ({ search, id }));
const exercises = (body: string) => [...body.matchAll(/<Exercise>([\s\S]*?)<Answer>/g)].map(([, question]) => question);

describe.each(chapterFiles.map((file) => ({ ...file, name: `${file.language}/${file.id}` })))('$name', ({ body }) => {
	test.each(links(body))('$search leads to a figure of the chapter that takes it', async ({ search, id }) => {
		expect(body).toContain(`<Figure id="${id}"`);
		const said = read({ experiment: await planOf(id), id, set: {}, embed: false }, search);
		expect(said?.problems).toEqual([]);
	});
	test('has three to five exercises, each with a link that sets a figure', () => {
		const all = exercises(body);
		expect(all.length).toBeGreaterThanOrEqual(3);
		expect(all.length).toBeLessThanOrEqual(5);
		for (const question of all) expect(links(question), question).not.toEqual([]);
	});
	test.runIf(body.includes('$1/5$'))('counts ones and sevens as the figure shows them', () => {
		const count = (digit: number) => labels.filter((label) => label === digit).length;
		expect([labels.length, count(1), count(7)]).toEqual([24, 5, 1]);
	});
});
