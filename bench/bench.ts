// npm run bench -- [--quick] [--hardware] [--json FILE]: times our engines and their peers in one run of one browser.
// Ends with 1 where a contender failed or did not train as the others do; a target missed is only told.
import { chromium, type Page } from '@playwright/test';
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { ensureChromium, hardwareFlags, launchFlags } from '../scripts/browser.ts';
import { type ContenderName, allNames, type Limits, netName, type Point, type PointResult } from './contenders.ts';
import type {} from './page/page.ts';
import { expected, type Known, LONGEST_UPDATE, plan } from './plan.ts';
import { gap, type Gap, report, reportText, type Row, rowsOf, strays } from './report.ts';
import type { Pace } from './rounds.ts';
import { serveBench } from './serve.ts';
import { tables } from './tables.ts';

/** What has been found so far. */
interface Found {
	readonly rows: Row[];
	readonly skipped: Gap[];
	readonly failed: Gap[];
}

const knownOf = (rows: readonly Row[]): Known[] =>
	rows.map(({ engine, net, models, batch, msPerUpdate }) => ({ contender: engine, net, models, batch, msPerUpdate }));

/** Those of a point's contenders that are there and whose update is not expected to take too long. */
function takingPart(point: Point, present: readonly ContenderName[], { rows, skipped }: Found): ContenderName[] {
	const known = knownOf(rows);
	return point.contenders.filter((contender) => {
		if (!present.includes(contender)) return false;
		const ms = expected(known, { ...point, contender, net: netName(point.widths) });
		const tooLong = ms !== null && ms > LONGEST_UPDATE;
		if (tooLong) skipped.push(gap(point, contender, `an update would take about ${(ms / 1000).toFixed(0)} s`));
		return !tooLong;
	});
}

function keep(point: Point, result: PointResult, limits: Limits | null, found: Found): void {
	found.rows.push(...rowsOf(point, result, limits));
	found.skipped.push(...result.skipped.map(({ contender, reason }) => gap(point, contender, reason)));
	found.failed.push(...result.failures.map(({ contender, reason }) => gap(point, contender, reason)));
	found.failed.push(...strays(point, result));
	for (const { contender, losses } of result.laps)
		console.log(`  ${contender}: loss ${losses.map((loss) => loss.toFixed(4)).join(' then ')}`);
}

async function timePoints(page: Page, quick: boolean, limits: Limits | null, present: readonly ContenderName[]) {
	const found: Found = { rows: [], skipped: [], failed: [] };
	const pace: Pace = { shortest: 80, rounds: 15, budget: quick ? 10_000 : 15_000 };
	for (const planned of plan(quick)) {
		const point = { ...planned, contenders: takingPart(planned, present, found) };
		if (point.contenders.length === 0) continue;
		console.log(`${netName(point.widths)}, batch ${point.batch}, models ${point.models}, examples ${point.examples}`);
		try {
			const result = await page.evaluate(([at, how]) => globalThis.bench.point(at, how), [point, pace] as const);
			keep(point, result, limits, found);
		} catch (error) {
			found.failed.push(...point.contenders.map((contender) => gap(point, contender, String(error))));
		}
	}
	return found;
}

async function run(page: Page, browser: string, quick: boolean) {
	const adapter = await page.evaluate(() => globalThis.bench.adapter());
	const limits = await page.evaluate(() => globalThis.bench.limits());
	const missing = await page.evaluate((names) => globalThis.bench.open(names), allNames);
	const present = allNames.filter((name) => !missing.some(({ contender }) => contender === name));
	const found = await timePoints(page, quick, limits, present);
	const cores = await page.evaluate(() => navigator.hardwareConcurrency);
	const date = new Date().toISOString();
	const device = { adapter: adapter?.name ?? '', software: adapter?.software ?? true, limits };
	return report({ date, browser, cores, quick, ...device, ...found, missing });
}

/** A browser that cannot have the GPU takes the software adapter without a word. */
async function expectHardware(page: Page): Promise<void> {
	const adapter = await page.evaluate(() => globalThis.bench.adapter());
	if (!adapter) throw new Error('--hardware: expected a GPU, got no WebGPU adapter');
	if (adapter.software) throw new Error(`--hardware: expected a GPU, got the software adapter ${adapter.name}`);
}

async function main(args: readonly string[]): Promise<void> {
	const flag = { type: 'boolean', default: false } as const;
	const options = { quick: flag, hardware: flag, json: { type: 'string' } } as const;
	const { quick, hardware, json } = parseArgs({ args: [...args], options }).values;
	const flags = [...(hardware ? hardwareFlags : launchFlags), '--js-flags=--expose-gc'];
	const served = await serveBench();
	const browser = await chromium.launch({ executablePath: ensureChromium().path, args: flags });
	try {
		const page = await browser.newPage();
		page.on('pageerror', (error) => console.warn(`page: ${error.message}`));
		await page.goto(served.url);
		await page.waitForFunction(() => 'bench' in globalThis);
		if (hardware) await expectHardware(page);
		const found = await run(page, `Chromium ${browser.version()}`, quick);
		console.log(`\n${tables(found)}`);
		if (json !== undefined) writeFileSync(json, reportText(found));
		process.exitCode = found.failed.length > 0 ? 1 : 0;
	} finally {
		await browser.close();
		await served.close();
	}
}

await main(process.argv.slice(2));
