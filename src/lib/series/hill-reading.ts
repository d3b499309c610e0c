// The table, sentences and doubts of the figure `hill`.
import { HUMP_AT } from '../landscapes/hill.ts';
import { endingOf, movesOf, positionsOf, shownMove, type Ending } from './hill.ts';
import type { Cell, Reading, Sentence, Table } from './reading.ts';
import type { Result } from './result.ts';

/** Rows of the table: what comes later are ever smaller movements. */
const ROWS = 60;

const hundredths = (value: number): number => Math.round(100 * value) / 100 + 0;

function tableOf(result: Result): Table {
	const rows = movesOf(result)
		.slice(0, ROWS)
		.map((move): Cell[] => {
			const { downhill, carried, movement } = shownMove(move);
			return [move.update + 1, move.w, move.gradient, downhill, carried, movement];
		});
	return { columns: ['update', 'w', 'gradient', 'downhill', 'carried', 'movement'], rows };
}

/** A place counts as level where the gradient is less. */
const LEVEL = 1e-9;

function onFloor(result: Result): Sentence[] {
	const floor = positionsOf(result).find(({ station, gradient }) => station === 'floor' && Math.abs(gradient) < LEVEL);
	if (!floor) return [];
	return [{ key: 'floor', values: { update: floor.update + 1, movement: shownMove(floor).movement } }];
}

type Outcome = 'over' | 'back' | 'turned' | 'plain' | 'beyond' | 'moves' | 'away';
function outcomeOf(result: Result, { state, passed, beyond }: Ending): Outcome {
	if (state !== 'rests') return state;
	if (Number(result.settings.start) > HUMP_AT) return 'beyond';
	if (beyond) return 'over';
	if (passed) return 'back';
	return Number(result.settings.momentum) === 0 ? 'plain' : 'turned';
}

export const hillReading: Reading = {
	table: tableOf,
	summary(result) {
		const ending = endingOf(result);
		const { w, loss, updates, farthest } = ending;
		const values = { updates, w: hundredths(w), loss: hundredths(loss), farthest: hundredths(farthest) };
		return [...onFloor(result), { key: outcomeOf(result, ending), values }];
	},
	/** Against N17: momentum was there, and the ball did not get over the hump, or not for good. */
	disagreement(result) {
		const outcome = outcomeOf(result, endingOf(result));
		return outcome === 'turned' || outcome === 'back' ? outcome : null;
	},
};
