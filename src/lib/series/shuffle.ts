// What the figure `shuffle` reads off a result.
import { curveArms, type CurveArm } from './curves.ts';
import type { Result } from './result.ts';

/** Validation accuracy, one arm for each order. */
export const shuffleArms = (result: Result): CurveArm[] => curveArms(result, 'validationAccuracy', 'order');
