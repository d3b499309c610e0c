// What a training curve can be looked at along.
export const xAxes = ['updates', 'examples', 'epochs', 'seconds'] as const;
export type XAxis = (typeof xAxes)[number];
