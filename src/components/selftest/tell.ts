// Puts a self-test's report into words. Pure.
import { type Facts, parts, type Report, type Row, type Verdict, verdictOf } from '../../lib/selftest/report.ts';
import { formatNumber } from '../../lib/text/format.ts';
import { fill } from '../../lib/text/template.ts';
import { wordOf } from '../frame/words.ts';
import type { EngineWords, SelfTestWords } from './words.ts';

export interface Language {
	readonly words: SelfTestWords;
	readonly engines: EngineWords;
	readonly lang: string;
}

/** What a row's value or its lack says; '' where there is neither. */
export function valueText({ part, value, reason }: Row, { words, lang }: Language): string {
	if (reason && reason !== 'wrong') return wordOf(words.reasons, reason);
	if (value === null) return '';
	// A whole number of milliseconds reads better than one in three digits.
	if (part === 'speed') return formatNumber(value < 100 ? value : Math.round(value), lang, 3);
	return Number.isFinite(value) ? formatNumber(value, lang, 2) : '∞';
}

/** What came of it all, in a sentence or two. @param running whether it still goes on */
export function verdictText(report: Report | null, running: boolean, { words, lang }: Language): string {
	if (!report) return words.verdict.ready;
	const { key, ...counts } = verdictOf(report);
	if (running) return words.verdict.running;
	const reason = wordOf(words.reasons, report.failure?.reason ?? '');
	const sentence = fill(words.verdict[key satisfies Verdict['key']], { ...counts, reason }, lang);
	return report.facts?.adapter === '' ? `${words.verdict.noWebGpu} ${sentence}` : sentence;
}

/** Labels and values that the page lists; '' before they are known. */
export function factsOf(facts: Facts | null, { words, lang }: Language): [string, string][] {
	const { device, report } = words;
	const told = (value: (facts: Facts) => string): string => (facts ? value(facts) : '');
	return [
		[device.adapter, told(({ adapter }) => adapter || device.none)],
		[
			device.kind,
			told(({ software, adapter }) => (adapter === '' ? device.none : software ? device.software : device.hardware)),
		],
		[device.cores, told(({ cores }) => String(cores))],
		[device.secure, told(({ secure }) => (secure ? device.yes : device.no))],
		[device.tick, told(({ tick }) => fill(report.milliseconds, { value: formatNumber(tick, lang, 2) }, lang))],
	];
}

function rowText(row: Row, { words, engines, lang }: Language): string {
	const isEngine = row.part === 'engines' || row.part === 'speed';
	const batch = row.batchSize === null ? '' : fill(words.columns.batch, { batch: row.batchSize }, lang);
	const name = isEngine ? wordOf(engines, row.name) : row.name;
	const outcome = words.outcomes[row.outcome];
	return [name, batch, outcome, valueText(row, { words, engines, lang }), row.detail].filter(Boolean).join(' | ');
}

/** The whole report, for a mail or an issue. */
export function reportText(report: Report, language: Language): string {
	const { words, lang } = language;
	const { facts, rows, seconds } = report;
	const took = seconds === null ? '' : fill(words.report.seconds, { seconds: formatNumber(seconds, lang, 2) }, lang);
	const listed = factsOf(facts, language).map(([label, value]) => `${label}: ${value}`);
	const further = facts && [
		`${words.device.browser}: ${facts.browser}`,
		`${words.device.features}: ${facts.features.join(', ')}`,
		`${words.device.limits}: ${Object.entries(facts.limits)
			.map(([name, value]) => `${name} ${value}`)
			.join(', ')}`,
	];
	const sections = parts.flatMap((part) => [
		'',
		words.parts[part],
		...rows.filter((row) => row.part === part).map((row) => rowText(row, language)),
	]);
	return [
		[words.title, report.startedAt, took].filter(Boolean).join(' | '),
		verdictText(report, false, language),
		...(report.failure ? [report.failure.detail] : []),
		'',
		...listed,
		...(further ?? []),
		...sections,
	].join('\n');
}
