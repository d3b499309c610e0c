// The lecture's table, row by row: what the reader's own runs say of it, else the recordings. It measures nothing itself.
import { rowNames, scoreSeries, type Scored } from '../series/scorecard.ts';
import { choice } from '../settings/schema.ts';
import { defineToy } from './toy.ts';

const schema = { whose: choice(['own', 'recorded'], 'own') };

interface Sources {
	readonly recorded: readonly Scored[];
	/** Of this browser's runs, at most one a row. */
	kept(): readonly Scored[];
}

/** Its film turns the rows up one after the other. */
export const scorecard = ({ recorded, kept }: Sources) =>
	defineToy({
		id: 'scorecard',
		settings: schema,
		presets: { own: {}, recorded: { whose: 'recorded' } },
		seedless: true,
		compute: ({ whose }) => scoreSeries(recorded, whose === 'own' ? kept() : []),
		moments: () => rowNames.length,
	});
