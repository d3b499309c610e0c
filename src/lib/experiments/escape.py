"""Who leaves a valley, at each batch size: the NumPy twin of the figure. All runs of a point go side by side.

Needs numpy. Run it with: python escape.py
"""
import math

import numpy as np

# settings: begin
batchSizes = [1, 2, 4, 5, 10, 20]
rate = 0.2
landscape = "escape"
depth = 1.42
order = "epoch"
starts = ["left", "right"]
updates = 400
runs = 16384
seed = 1
# settings: end

EXAMPLES = 20
EVENLY = np.linspace(-1, 1, EXAMPLES)
Z95 = 1.959963984540054


def escape_slope(w, example):
    """Derivative of V(w - s_i): a sharp hollow at -1, a flat one at 1, and walls."""
    v = w - 0.3295 * EVENLY[example]
    sharp, flat = (v + 1) / 0.2, (v - 1) / 0.6
    return depth * sharp * np.exp(-(sharp**2) / 2) / 0.2 + flat * np.exp(-(flat**2) / 2) / 0.6 + 0.08 * v**3


def tilts_slope(w, example):
    """Derivative of w^4/4 - w^2/2 - 0.2w + a_i w: one double valley, tilted."""
    return w**3 - w - 0.2 + 0.76 * EVENLY[example]


slope = {"escape": escape_slope, "tilts": tilts_slope}[landscape]


def flat_places():
    """The left minimum, the barrier and the right minimum of the mean loss."""
    grid = np.linspace(-3, 3, 60_001)
    mean = np.mean([slope(grid, example) for example in range(EXAMPLES)], axis=0)
    return grid[:-1][np.signbit(mean[:-1]) != np.signbit(mean[1:])]


def draw_orders(random, count):
    """An epoch's order for every run, [runs, EXAMPLES]."""
    if order == "replacement":
        return random.integers(EXAMPLES, size=(count, EXAMPLES))
    return random.permuted(np.tile(np.arange(EXAMPLES), (count, 1)), axis=1)


def descend(start, size, count, random):
    w = np.full(count, start)
    made = 0
    while made < updates:
        orders = draw_orders(random, count)
        for begin in range(0, EXAMPLES, size):
            batch = orders[:, begin : begin + size]
            w = w - rate * slope(w[:, None], batch).mean(axis=1)
            made += 1
            if made == updates:
                break
    return w


def wilson(hits, count):
    share, z2 = hits / count, Z95**2 / count
    half = Z95 * math.sqrt(share * (1 - share) / count + z2 / (4 * count))
    return (share + z2 / 2 - half) / (1 + z2), (share + z2 / 2 + half) / (1 + z2)


def main():
    random = np.random.default_rng(seed)
    left, barrier, right = flat_places()
    for start in starts:
        begin = {"left": left, "right": right}[start]
        for size in batchSizes:
            # The full batch leaves nothing to chance.
            count = 1 if size == EXAMPLES and order == "epoch" else runs
            ends = descend(begin, size, count, random)
            hits = int(np.sum((ends > barrier) != (begin > barrier)))
            low, high = wilson(hits, count) if count > 1 else (hits, hits)
            print(
                f"from the {start:5} valley, batch {size:2}: {100 * hits / count:5.1f} % of {count} runs left "
                f"({100 * low:.1f} to {100 * high:.1f} %)"
            )


if __name__ == "__main__":
    main()
