// Shared by the plain engine's kernels in AssemblyScript, which compute four float32 at once (WebAssembly SIMD): `npm run wasm` compiles
// lists.as, products.as and steps.as into binary.ts. Parameters of type usize are addresses in bytes, or counts. Lists are those of
// ../sparse.ts: entry k of list e lies at starts[e] ≤ k < starts[e + 1]; index, row and starts are int32, all else is float32. Nothing
// outside the arrays is read or written. Sums are of float32, in an order that the shape alone fixes.

/** Bytes of four float32. */
export const VECTOR: usize = 16;
/** Bytes of an int32 or a float32. */
export const WORD: usize = 4;

/** The first `count` (1 … 3) lanes from memory, 0 in the others. */
export function loadPart(from: usize, count: usize): v128 {
	if (count == 1) return v128.load32_zero(from);
	const two = v128.load64_zero(from);
	return count == 2 ? two : v128.load32_lane(from, two, 2, 8);
}
export function storePart(to: usize, count: usize, vector: v128): void {
	if (count == 1) return v128.store32_lane(to, vector, 0);
	v128.store64_lane(to, vector, 0);
	if (count == 3) v128.store32_lane(to, vector, 2, 8);
}
/** sum + a · b */
export function added(sum: v128, a: v128, b: v128): v128 {
	return f32x4.add(sum, f32x4.mul(a, b));
}
