// A result grows by the steps that a worker reports. Each growth is a new value; what did not change is shared.
import type { Step } from '../experiments/experiment.ts';
import { withRows } from '../series/map.ts';
import type { Measurement, Provenance, Result, Series } from '../series/result.ts';

/** What was asked for. */
export type Asked = Pick<Result, 'experiment' | 'settings' | 'preset' | 'seed'>;

export const begin = (asked: Asked, provenance: Provenance): Result => ({ ...asked, ...provenance, series: [] });

const beside = ['epochs', 'examples', 'seconds'] as const;

const belongs = (series: Series, { series: name, at, model, axis }: Measurement): boolean =>
	series.name === name &&
	series.model === model &&
	series.axis === axis &&
	Object.keys(at).length === Object.keys(series.at).length &&
	Object.entries(at).every(([key, value]) => series.at[key] === value);

const emptySeries = ({ series: name, at, model, axis }: Measurement): Series => ({
	name,
	at,
	model,
	axis,
	x: [],
	value: [],
});

/** JSON knows no infinity and no NaN. */
const finite = (value: number | null): number | null => (value !== null && Number.isFinite(value) ? value : null);

function extended(series: Series, measurement: Measurement): Series {
	const columns = beside.flatMap((key) =>
		measurement[key] === undefined ? [] : [[key, [...(series[key] ?? []), measurement[key]]] as const],
	);
	const x = [...series.x, measurement.x];
	return { ...series, x, value: [...series.value, finite(measurement.value)], ...Object.fromEntries(columns) };
}

function withMeasurement(all: readonly Series[], measurement: Measurement): readonly Series[] {
	const index = all.findIndex((series) => belongs(series, measurement));
	if (index < 0) return [...all, extended(emptySeries(measurement), measurement)];
	return all.with(index, extended(all[index], measurement));
}

export const withStep = (result: Result, { measurements, maps }: Step): Result => ({
	...result,
	series: measurements.reduce(withMeasurement, result.series),
	...(maps ? { maps: maps.reduce(withRows, result.maps ?? []) } : {}),
});
