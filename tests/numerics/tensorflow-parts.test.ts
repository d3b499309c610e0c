// The parts around TensorFlow.js that need no device: how work is paced, and what a full memory says.
import { describe, expect, test } from 'vitest';
import { OutOfMemory } from '../../src/lib/engine/errors.ts';
import { Pacer } from '../../src/lib/engine/pacer.ts';
import { Pool } from '../../src/lib/engine/tensorflow/pool.ts';

const wait = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds));

/** A device that finishes its work in order, each piece taking so long, and says so only every `poll` milliseconds. */
function slowDevice(each: number, poll = 0) {
	const seen = { asked: 0, done: 0, waiting: 0, stretches: 0, most: 0 };
	let free = performance.now();
	const work = (size: number) => {
		seen.asked += size;
		free = Math.max(free, performance.now()) + size * each;
	};
	const finished = async () => {
		seen.stretches++;
		seen.most = Math.max(seen.most, ++seen.waiting);
		const end = poll > 0 ? Math.ceil(free / poll) * poll : free;
		await wait(Math.max(0, end - performance.now()));
		seen.waiting--;
	};
	return { seen, work, finished };
}

describe('work for the device', () => {
	test('is done as often as asked, none included', async () => {
		for (const count of [0, 1, 5, 100]) {
			const { seen, work, finished } = slowDevice(0);
			await new Pacer().run(count, work, finished);
			expect(seen.asked).toBe(count);
		}
	});

	test('waits in two stretches at most', async () => {
		const { seen, work, finished } = slowDevice(5);
		await new Pacer().run(40, work, finished);
		expect(seen.most).toBe(2);
	});

	test('comes in longer stretches where each piece is short', async () => {
		const { seen, work, finished } = slowDevice(0.1);
		await new Pacer().run(2000, work, finished);
		expect(seen.stretches).toBeLessThan(100);
	});

	test('comes in longer stretches where the browser looks only now and then', async () => {
		const { seen, work, finished } = slowDevice(0.5, 50);
		await new Pacer().run(500, work, finished);
		expect(seen.stretches).toBeLessThan(30);
	});
});

describe('the pool', () => {
	const usage = 128;
	function made(limit: number) {
		const alive = new Set<number>();
		let next = 0;
		const createBuffer = ({ size }: GPUBufferDescriptor) => {
			if (size > 1000) throw new RangeError('too large to map');
			const id = next++;
			alive.add(id);
			return { size, usage, destroy: () => alive.delete(id) } as unknown as GPUBuffer;
		};
		return { alive, pool: new Pool({ createBuffer } as unknown as GPUDevice, limit) };
	}

	test('gives a buffer of the same kind again', () => {
		const { pool } = made(1000);
		const first = pool.acquireBuffer(100, usage);
		pool.releaseBuffer(first);
		expect(pool.acquireBuffer(100, usage)).toBe(first);
	});

	test('lets idle buffers go before it passes its limit', () => {
		const { pool, alive } = made(250);
		pool.releaseBuffer(pool.acquireBuffer(100, usage));
		pool.acquireBuffer(90, usage);
		expect(alive.size).toBe(2);
		pool.acquireBuffer(80, usage);
		expect(alive.size).toBe(2);
		expect(pool.numBytesAllocated).toBe(170);
		pool.dispose();
		expect([alive.size, pool.numBytesAllocated, pool.numBytesUsed]).toEqual([0, 0, 0]);
	});

	test('says out of memory where the browser cannot map so much', () => {
		expect(() => made(5000).pool.acquireBuffer(2000, usage, true)).toThrow(OutOfMemory);
	});
});
