// node scripts/two-dozen.ts: keeps the first 24 training digits, packed as a shard, beside the data sets' code.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { packShard, pixelsPerDigit } from '../src/lib/datasets/packing.ts';
import { original } from './idx.ts';

const COUNT = 24;
const { digits } = original('train');
const shard = packShard(digits.labels.subarray(0, COUNT), digits.pixels.subarray(0, COUNT * pixelsPerDigit));
const file = join(import.meta.dirname, '../src/lib/datasets/two-dozen.json');
writeFileSync(file, `${JSON.stringify({ shard: Buffer.from(shard).toString('base64') })}\n`);
