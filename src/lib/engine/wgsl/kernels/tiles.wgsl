// tiles.wgsl — products of two matrices by tiles of 32 × 32: 64 invocations bring in 16 terms of 32 rows and 32 columns together, into memory
// that they share, and each of them sums 4 × 4 products. So a value is fetched once for 32 sums, not once for four or eight.

const TILE = 32u;
const DEPTH = 16u;

/** [DEPTH, TILE]: terms of the tile's rows, and of its columns. */
var<workgroup> rowTerms: array<f32, 512>;
var<workgroup> columnTerms: array<f32, 512>;
/** Whether the workgroup's model goes on. Read from memory it could differ from one invocation to the next, for all that a compiler knows. */
var<workgroup> goesOn: u32;

fn rowsAt(at: u32) -> vec4f {
	return vec4f(rowTerms[at], rowTerms[at + 1u], rowTerms[at + 2u], rowTerms[at + 3u]);
}
fn columnsAt(at: u32) -> vec4f {
	return vec4f(columnTerms[at], columnTerms[at + 1u], columnTerms[at + 2u], columnTerms[at + 3u]);
}
fn setColumns(at: u32, values: vec4f) {
	columnTerms[at] = values.x;
	columnTerms[at + 1u] = values.y;
	columnTerms[at + 2u] = values.z;
	columnTerms[at + 3u] = values.w;
}
/** Adds the terms that are in shared memory, in ascending order. */
fn addTerms(start: mat4x4f, row: u32, column: u32) -> mat4x4f {
	var sums = start;
	for (var k = 0u; k < DEPTH; k++) {
		sums = outer(sums, rowsAt(k * TILE + row), columnsAt(k * TILE + column));
	}
	return sums;
}
