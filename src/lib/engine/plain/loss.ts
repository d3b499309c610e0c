// Softmax cross-entropy over one slice of examples.
import type { Floats } from './floats.ts';

/** Sums over a slice or more. */
export interface Sums {
	/** Cross-entropies in nats. */
	loss: number;
	/** Rows whose largest output is their label's; the first of equals counts. */
	right: number;
}

/**
 * Turns logits into softmax(logits) − onehot(label), the gradient of each row's cross-entropy, in place, and adds to `sums`. The
 * row's maximum is subtracted first, so that no finite logits overflow; what is not finite stays so.
 * @param logits [rows, classes]   @param labels [rows], 0 … classes − 1
 * Source: Bishop 2006, eq. 4.108 and 4.109
 */
export function crossEntropy(logits: Floats, labels: Uint8Array, rows: number, classes: number, sums: Sums): void {
	for (let row = 0; row < rows; row++) {
		const first = row * classes;
		const end = first + classes;
		const label = first + labels[row];
		let largest = first;
		for (let j = first; j < end; j++) if (logits[j] > logits[largest]) largest = j;
		const maximum = logits[largest];
		let loss = maximum - logits[label];
		let sum = 0;
		for (let j = first; j < end; j++) {
			const share = Math.exp(logits[j] - maximum);
			logits[j] = share;
			sum += share;
		}
		loss += Math.log(sum);
		sums.loss += loss;
		if (largest === label && sum > 0) sums.right++;
		// The label's own delta is minus the others: p − 1 would lose its digits once p is near 1.
		let others = 0;
		logits[label] = 0;
		for (let j = first; j < end; j++) others += logits[j] /= sum;
		logits[label] = -others;
	}
}
