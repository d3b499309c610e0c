// Faults on the way from the server's files to examples in memory.
import type { Fault } from '../plant.ts';

const source = (file: string): string => `src/lib/datasets/${file}.ts`;
const right = 'tests/unit/datasets.test.ts';
const hostile = 'tests/unit/datasets-hostile.test.ts';

export const datasetFaults: readonly Fault[] = [
	{
		name: 'two pixels of a byte are read in the wrong order',
		file: source('packing'),
		find: 'into[at + 2 * i] = (pair & 15)',
		replace: 'into[at + 2 * i] = (pair >> 4)',
		test: right,
	},
	{
		name: 'a level stands for 16 grey values',
		file: source('packing'),
		find: 'into[at + 2 * i + 1] = (pair >> 4) * greyPerLevel;',
		replace: 'into[at + 2 * i + 1] = (pair >> 4) * 16;',
		test: right,
	},
	{
		name: 'pictures are read one digit too far',
		file: source('packing'),
		find: 'count + digit * bytesPerDigit',
		replace: 'count + (digit + 1) * bytesPerDigit',
		test: right,
	},
	{
		name: 'labels and pictures of a drawn example do not belong together',
		file: source('mnist'),
		find: 'labels[i] = shard.bytes[digit];',
		replace: 'labels[i] = shard.bytes[i];',
		test: right,
	},
	{
		name: 'examples are drawn from the first shard alone',
		file: source('mnist'),
		find: '(held += count) >= needed) + 1',
		replace: '(held += count) >= 0) + 1',
		test: right,
	},
	{
		name: 'another seed gets the examples of the first',
		file: source('mnist'),
		find: 'JSON.stringify([examples, parts, labelNoise, validation, test, seed, arranged])',
		replace: 'JSON.stringify([examples, parts, labelNoise, validation, test, arranged])',
		test: right,
	},
	{
		name: 'digits are sorted the wrong way round',
		file: source('mnist'),
		find: 'labels[a] - labels[b]',
		replace: 'labels[b] - labels[a]',
		test: right,
	},
	{
		name: 'sorted digits are those that an unsorted spec left behind',
		file: source('mnist'),
		find: 'seed, arranged])',
		replace: 'seed])',
		test: right,
	},
	{
		name: 'the sum of a shard is not checked',
		file: source('shards'),
		find: 'if (crc32(bytes) !== sum)',
		replace: 'if (sum < 0)',
		test: hostile,
	},
	{
		name: 'the length of a file is not checked',
		file: source('shards'),
		find: "checkLength('bytes', file, length, came.received);",
		replace: '',
		test: hostile,
	},
	{
		name: 'the second attempt takes the bad copy from the cache',
		file: source('download'),
		find: "return attempt('reload');",
		replace: 'return attempt(first);',
		test: hostile,
	},
	{
		name: 'a silent connection is waited for without end',
		file: source('download'),
		find: 'const response = await next(fetcher(url, { cache, signal: abort.signal }));',
		replace: 'const response = await fetcher(url, { cache, signal: abort.signal });',
		test: hostile,
	},
	{
		name: 'an error page counts as the file',
		file: source('download'),
		find: 'if (!response.ok || !response.body)',
		replace: 'if (!response.body)',
		test: hostile,
	},
	{
		name: 'progress keeps the bytes of a failed attempt',
		file: source('shards'),
		find: 'arrived(-counted);',
		replace: '',
		test: hostile,
	},
	{
		name: 'parts together have no more digits than one',
		file: source('mnist'),
		find: "subset(total(pool, 'count'), parts * examples,",
		replace: "subset(total(pool, 'count'), examples,",
		test: right,
	},
	{
		name: 'all parts are sorted together',
		file: source('mnist'),
		find: 'first < positions.length; first += examples) {\n\t\tconst part = positions.subarray(first, first + examples);',
		replace: 'first < positions.length; first += positions.length) {\n\t\tconst part = positions;',
		test: right,
	},
	{
		name: 'every seed gets the same random labels',
		file: source('mnist'),
		find: "new Stream(seed ?? 0, 'labels')",
		replace: "new Stream(0, 'labels')",
		test: right,
	},
	{
		name: 'labels are drawn at random for the others',
		file: source('mnist'),
		find: 'random.uniform() < labelNoise',
		replace: 'random.uniform() >= labelNoise',
		test: right,
	},
];
