// Faults of random streams, shuffles, normal numbers, checksums and summaries.
import type { Fault } from '../plant.ts';

const source = (file: string): string => `src/lib/numbers/${file}.ts`;
const test = (file: string): string => `tests/unit/numbers-${file}.test.ts`;

export const numberFaults: readonly Fault[] = [
	{
		name: 'Philox makes nine rounds',
		file: source('philox'),
		find: 'ROUNDS = 10',
		replace: 'ROUNDS = 9',
		test: test('random'),
	},
	{
		name: 'Philox loses the carry of a product',
		file: source('philox'),
		find: ' + (carry >>> 16)',
		replace: '',
		test: test('random'),
	},
	{
		name: 'Philox raises one key twice',
		file: source('philox'),
		find: 'k1 = (k1 + WEYL_1)',
		replace: 'k1 = (k1 + WEYL_0)',
		test: test('random'),
	},
	{
		name: 'a stream gives its first block again and again',
		file: source('random'),
		find: 'this.#counter[0]++;',
		replace: '',
		test: test('random'),
	},
	{
		name: 'a stream is the same for every purpose',
		file: source('random'),
		find: "word(seed, 'seed'), purposes[purpose]",
		replace: "word(seed, 'seed'), 1",
		test: test('random'),
	},
	{
		name: 'a stream is the same for every index',
		file: source('random'),
		find: "word(index, 'index')",
		replace: "0 * word(index, 'index')",
		test: test('random'),
	},
	{
		name: 'whole numbers are not drawn again where they would be uneven',
		file: source('random'),
		find: 'while (drawn >= limit)',
		replace: 'while (drawn > WORDS)',
		test: test('random'),
	},
	{
		name: 'uniform numbers have 32 bits, which float32 rounds',
		file: source('random'),
		find: '(this.word() >>> 8) / 2 ** 24',
		replace: 'this.word() / 2 ** 32',
		test: test('random'),
	},
	{
		name: 'normal numbers are not centred within a word',
		file: source('random'),
		find: '(this.word() + 0.5) / WORDS',
		replace: '(this.word() + 1) / (WORDS + 2)',
		test: test('batches'),
	},
	{
		name: 'the tails of the normal distribution keep their sign',
		file: source('normal'),
		find: 'centred < 0 ? -distance : distance',
		replace: 'centred < 0 ? distance : distance',
		test: test('normal'),
	},
	{
		name: 'the logarithm leaves out a term',
		file: source('normal'),
		find: '[23, 21, 19, 17, 15, 13, 11, 9, 7, 5, 3, 1]',
		replace: '[13, 11, 9, 7, 5, 3, 1]',
		test: test('normal'),
	},
	{
		name: 'the shuffle never leaves an item where it is',
		file: source('shuffle'),
		find: 'stream.below(last + 1)',
		replace: 'stream.below(last)',
		test: test('shuffle'),
	},
	{
		name: 'the shuffle exchanges with any place',
		file: source('shuffle'),
		find: 'stream.below(last + 1)',
		replace: 'stream.below(items.length)',
		test: test('shuffle'),
	},
	{
		name: 'validation examples are taken from those trained on',
		file: source('subset'),
		find: 'order.slice(pool - validation)',
		replace: 'order.slice(0, validation)',
		test: test('shuffle'),
	},
	{
		name: 'the checksum forgets what came before',
		file: source('crc32'),
		find: 'let remainder = ~before;',
		replace: 'let remainder = ~(before * 0);',
		test: test('crc32'),
	},
	{
		name: 'a quantile lies one place too high',
		file: source('statistics'),
		find: '(sorted.length - 1) * share',
		replace: 'Math.min(sorted.length * share, sorted.length - 1)',
		test: test('statistics'),
	},
	{
		name: 'the fitted line counts large times most',
		file: source('fit'),
		find: 'vv += (batchSize / time) ** 2;',
		replace: 'vv += batchSize ** 2 / time;',
		test: test('fit'),
	},
];
