// Bounds of the sweeps, on which a figure that follows one run agrees with both twins.

/** Further from 0 than this a run has diverged and stops; far below float32's largest number, even after one more step. */
export const FAR = 1000;
/** A ball rests while neither its last movement nor the gradient is longer than this. */
export const RESTING = 1e-4;
/** A run has converged once its distance to the minimum stays within this share of the first one. */
export const CONVERGED = 1e-3;
