// What is measured of a slice through a network's parameters: the solution lies at (0, 0), the start of training at (1, 0), both on the grid.
import type { Lattice } from './grid.ts';

export const sliceLattice: Lattice = { x: [-0.8, 1.8], y: [-1, 1], columns: 27, rows: 21 };
