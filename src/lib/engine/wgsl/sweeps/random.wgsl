// random.wgsl — streams of random words, the same as in TypeScript and in every browser: integers only.
// Philox4x32-10: Salmon, Moraes, Dror, Shaw, "Parallel random numbers: as easy as 1, 2, 3", SC 2011.
// How a seed leads to an order of examples: tests/numerics/derivation.md.

struct Stream {
	/// Seed and purpose.
	key: vec2u,
	/// Block, epoch, run, 0.
	counter: vec4u,
	block: vec4u,
	/// Words of the block that are used up.
	used: u32,
}

fn stream(seed: u32, purpose: u32, index: u32, run: u32) -> Stream {
	return Stream(vec2u(seed, purpose), vec4u(0u, index, run, 0u), vec4u(), 4u);
}

/// Upper 32 bits of the 64-bit products a.x · b.x and a.y · b.y, from halves.
fn highWords(a: vec2u, b: vec2u) -> vec2u {
	let half = vec2u(16u);
	let low = vec2u(0xffffu);
	let middle = (a >> half) * (b & low) + (((a & low) * (b & low)) >> half);
	let carry = (a & low) * (b >> half) + (middle & low);
	return (a >> half) * (b >> half) + (middle >> half) + (carry >> half);
}

fn philox(counter: vec4u, key: vec2u) -> vec4u {
	let multipliers = vec2u(0xd2511f53u, 0xcd9e8d57u);
	var words = counter;
	var round_key = key;
	for (var round = 0u; round < 10u; round++) {
		let high = highWords(words.xz, multipliers);
		let low = words.xz * multipliers;
		words = vec4u(high.y ^ words.y ^ round_key.x, low.y, high.x ^ words.w ^ round_key.y, low.x);
		round_key += vec2u(0x9e3779b9u, 0xbb67ae85u);
	}
	return words;
}

/// The next 32 random bits.
fn word(stream: ptr<function, Stream>) -> u32 {
	if ((*stream).used == 4u) {
		(*stream).block = philox((*stream).counter, (*stream).key);
		(*stream).counter.x += 1u;
		(*stream).used = 0u;
	}
	(*stream).used += 1u;
	return (*stream).block[(*stream).used - 1u];
}

/// A whole number from 0 to bound − 1, each equally likely: words of the last run of `bound`, if 2³² cuts it short, are drawn again.
fn below(stream: ptr<function, Stream>, bound: u32) -> u32 {
	var drawn = word(stream);
	while (drawn - drawn % bound > 0u - bound) {
		drawn = word(stream);
	}
	return drawn % bound;
}
