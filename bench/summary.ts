// The bench's answer in one table for the README: times on 784-100-10, and how many times as long each peer takes.
import type { ContenderName } from './contenders.ts';
import type { Report, Row } from './report.ts';
import { digits } from './tables.ts';

const net = '784-100-10';
/** Ours, each followed by the peers it is compared with. */
const groups: readonly (readonly ContenderName[])[] = [
	['wgsl', 'tensorflow-webgpu', 'jax-js-webgpu'],
	['plain', 'tensorflow-wasm', 'jax-js-wasm'],
];

function cellsOf(rows: readonly Row[], [own, ...peers]: readonly ContenderName[]): string[] {
	const ms = (name: ContenderName) => rows.find(({ engine }) => engine === name)?.msPerUpdate;
	const mine = ms(own);
	const compared = peers.map((peer) => {
		const theirs = ms(peer);
		if (mine === undefined || theirs === undefined) return '–';
		return `${digits(theirs)} (${digits(theirs / mine)} ×)`;
	});
	return [mine === undefined ? '–' : `**${digits(mine)}**`, ...compared];
}

const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

/** Markdown. */
export function summary({ rows }: Pick<Report, 'rows'>): string {
	const peers = rows.filter((row) => row.table === 'peers' && row.net === net);
	const batches = [...new Set(peers.map(({ batch }) => batch))].sort((a, b) => a - b);
	const lines = batches.map((batch) => {
		const found = peers.filter((row) => row.batch === batch);
		return line([String(batch), ...groups.flatMap((group) => cellsOf(found, group))]);
	});
	return [line(['batch', ...groups.flat()]), line(['batch', ...groups.flat()].map(() => '---:')), ...lines].join('\n');
}
