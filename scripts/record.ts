// npm run record -- [experiment…] [--check]: runs every preset in the built site and keeps what its readers could take away.
// With --check it runs only the first point of each arm, and renews the code hash of a recording that this confirms.
import { chromium, type Browser, type Page } from '@playwright/test';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { experiments } from '../src/lib/experiments/list.ts';
import type { Result, Series } from '../src/lib/series/result.ts';
import { serve } from '../tests/pages/serve.ts';
import { ensureChromium, launchFlags } from './browser.ts';
import { experimentIds } from './code-hash.ts';

const folder = join(import.meta.dirname, '../src/content/recordings');
const fileOf = (experiment: string, preset: string) => join(folder, `${experiment}.${preset}.json`);
/** Milliseconds; a full preset on a slow machine takes minutes. */
const PATIENCE = 3_600_000;

/** One figure's embed page, as a reader would work it. */
class Figure {
	readonly #page: Page;
	readonly #figure;

	constructor(page: Page, id: string) {
		this.#page = page;
		this.#figure = page.locator(`figure[data-figure="${id}"]`);
	}

	async open(address: string): Promise<void> {
		await this.#page.goto(address);
		await this.#figure.locator('[data-action="json"]').waitFor({ state: 'attached' });
		await this.#figure.locator('details.take-away > summary').click();
	}

	/** Waits for one of these states and returns it. @throws Error where the run fails instead */
	async reach(...states: string[]): Promise<string> {
		const ends = [...states, 'failed', 'diverged'].map((state) => `[data-state="${state}"]`).join(',');
		await this.#figure.and(this.#page.locator(ends)).waitFor({ timeout: PATIENCE });
		const state = (await this.#figure.getAttribute('data-state')) ?? '';
		if (!states.includes(state))
			throw new Error(`expected ${states.join(' or ')}, got ${state}: ${await this.#said()}`);
		return state;
	}

	async press(action: string): Promise<void> {
		await this.#figure.locator(`[data-action="${action}"]:enabled`).click();
	}

	async take(): Promise<Result> {
		const [download] = await Promise.all([this.#page.waitForEvent('download'), this.press('json')]);
		return JSON.parse(readFileSync(await download.path(), 'utf8')) as Result;
	}

	async #said(): Promise<string> {
		return (await this.#figure.getByRole('alert').locator('..').innerText()).trim();
	}
}

/** Four significant digits are more than any timing has. */
const rounded = (_: string, value: unknown) =>
	typeof value === 'number' && !Number.isInteger(value) ? Number(value.toPrecision(4)) : value;

function save(result: Result, preset: string): void {
	mkdirSync(folder, { recursive: true });
	writeFileSync(fileOf(result.experiment, preset), `${JSON.stringify(result, rounded)}\n`);
}

async function record(figure: Figure, address: string, preset: string): Promise<string> {
	await figure.open(`${address}?preset=${preset}&autorun=1`);
	await figure.reach('done');
	const result = await figure.take();
	save(result, preset);
	return `${result.series.length} series on ${result.engine}`;
}

const arm = ({ name, at, model }: Series) => JSON.stringify([name, at, model]);

/** Steps until every arm of the recording has its first point. */
async function firstPoints(figure: Figure, recorded: Result): Promise<Result> {
	for (;;) {
		await figure.press('step');
		const state = await figure.reach('paused', 'done');
		const result = await figure.take();
		// Before a run has measured anything, the figure hands out the recording.
		const isOwn = result.startedAt !== recorded.startedAt;
		const reached = new Set(isOwn ? result.series.map(arm) : []);
		if (state === 'done' || recorded.series.every((series) => reached.has(arm(series)))) return result;
	}
}

/** Measured by the clock. */
const timed = /Time|^intervals$|^updatesPerInterval$/;
/** What another version of a browser may make of a number. */
const NEAR = 0.005;

/** First values that are not what was recorded, where the machine has no say in them: on plain loops, times left out. */
function changed(recorded: Result, again: Result): string[] {
	if (recorded.engine !== 'plain') return [];
	const firsts = new Map(again.series.map((each) => [arm(each), each.value[0]]));
	return recorded.series.flatMap((each) => {
		const [was, is] = [each.value[0], firsts.get(arm(each)) ?? null];
		const same = was === is || Math.abs(was! - is!) <= NEAR * Math.abs(was!);
		return same || timed.test(each.name) ? [] : [`${arm(each)}: expected ${was}, got ${is}`];
	});
}

/** What a recording and a run of the same settings must share besides. */
const shape = ({ settings, seed, start, order, dataHash, series, maps = [] }: Result): string[] =>
	[
		{ settings, seed, start, order, dataHash, maps: maps.map(({ name }) => name) },
		...series.map((each) => [arm(each), each.axis, each.x[0]]),
	]
		.map((each) => JSON.stringify(each))
		.sort();

async function check(figure: Figure, address: string, preset: string, experiment: string): Promise<string> {
	const file = fileOf(experiment, preset);
	if (!existsSync(file)) throw new Error('there is no recording');
	const recorded = JSON.parse(readFileSync(file, 'utf8')) as Result;
	await figure.open(`${address}?preset=${preset}&seed=${recorded.seed}&engine=${recorded.engine}`);
	// As it would have been written.
	const again = JSON.parse(JSON.stringify(await firstPoints(figure, recorded), rounded)) as Result;
	const [was, is] = [shape(recorded), shape(again)];
	const first = was.findIndex((line, index) => line !== is[index]);
	if (first >= 0 || was.length !== is.length) throw new Error(`expected ${was.at(first)}, got ${is.at(first)}`);
	const others = changed(recorded, again);
	if (others.length > 0) throw new Error(others.join('; '));
	save({ ...recorded, codeHash: again.codeHash }, preset);
	return recorded.codeHash === again.codeHash ? 'confirmed' : 'confirmed, with a new code hash';
}

async function each(browser: Browser, root: string, experiment: string, checks: boolean): Promise<number> {
	let failed = 0;
	for (const preset of Object.keys((await experiments[experiment]()).presets)) {
		const page = await browser.newPage();
		const figure = new Figure(page, experiment);
		const address = `${root}embed/v1/en/${experiment}/`;
		const done = checks ? check(figure, address, preset, experiment) : record(figure, address, preset);
		const told = await done.catch((error: unknown) => (failed++, `FAILED: ${String(error)}`));
		console.log(`${experiment}.${preset}: ${told}`);
		await page.close();
	}
	return failed;
}

async function main(args: readonly string[]): Promise<void> {
	const named = args.filter((arg) => !arg.startsWith('--'));
	const unknown = named.find((name) => !experimentIds().includes(name));
	if (unknown) throw new Error(`experiment: expected one of ${experimentIds().join(', ')}, got "${unknown}"`);
	const site = await serve();
	const browser = await chromium.launch({ executablePath: ensureChromium().path, args: launchFlags });
	try {
		let failed = 0;
		for (const experiment of named.length > 0 ? named : experimentIds())
			failed += await each(browser, site.url, experiment, args.includes('--check'));
		process.exitCode = failed > 0 ? 1 : 0;
	} finally {
		await browser.close();
		await site.close();
	}
}

await main(process.argv.slice(2));
