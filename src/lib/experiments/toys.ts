// Every toy; the pages that show one import it themselves.
import type { Toy } from './toy.ts';

export const toys: Readonly<Record<string, () => Promise<Toy>>> = {
	epoch: async () => (await import('./epoch.ts')).epoch,
	cooldown: async () => (await import('./cooldown.ts')).cooldown,
	scorecard: async () => (await import('./scorecard.ts')).scorecard({ recorded: [], kept: () => [] }),
	'sharp-flat': async () => (await import('./sharp-flat.ts')).sharpFlat,
	steps: async () => (await import('./steps.ts')).steps,
	critical: async () => (await import('./critical.ts')).critical,
	ball: async () => (await import('./ball.ts')).ball,
	hill: async () => (await import('./hill.ts')).hill,
	ledger: async () => (await import('./ledger.ts')).ledger,
};
