"""Who leaves a valley, at each batch size: the PyTorch twin of the figure. All runs of a point go side by side.

Needs torch. Run it with: python escape.py
Prints for every valley and batch size which share of the runs ended beyond the barrier, with its 95 % interval.
Its random numbers are PyTorch's, so other runs than in the figure.
"""
import math

import torch

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
EVENLY = torch.linspace(-1, 1, EXAMPLES, dtype=torch.float64)
Z95 = 1.959963984540054


def escape_slope(w, example):
    """Derivative of V(w - s_i): a sharp hollow at -1, a flat one at 1, and walls."""
    v = w - 0.3295 * EVENLY[example]
    sharp, flat = (v + 1) / 0.2, (v - 1) / 0.6
    return depth * sharp * torch.exp(-(sharp**2) / 2) / 0.2 + flat * torch.exp(-(flat**2) / 2) / 0.6 + 0.08 * v**3


def tilts_slope(w, example):
    """Derivative of w^4/4 - w^2/2 - 0.2w + a_i w: one double valley, tilted."""
    return w**3 - w - 0.2 + 0.76 * EVENLY[example]


slope = {"escape": escape_slope, "tilts": tilts_slope}[landscape]


def flat_places():
    """The left minimum, the barrier and the right minimum of the mean loss."""
    grid = torch.linspace(-3, 3, 60_001, dtype=torch.float64)
    mean = torch.stack([slope(grid, example) for example in range(EXAMPLES)]).mean(0)
    return grid[:-1][(mean[:-1] < 0) != (mean[1:] < 0)].tolist()


def draw_orders(count):
    """An epoch's order for every run, [runs, EXAMPLES]."""
    if order == "replacement":
        return torch.randint(EXAMPLES, (count, EXAMPLES))
    return torch.rand(count, EXAMPLES).argsort(1)


def descend(start, size, count):
    w = torch.full((count,), start, dtype=torch.float64)
    made = 0
    while made < updates:
        for batch in draw_orders(count).split(size, dim=1):
            w = w - rate * slope(w[:, None], batch).mean(1)
            made += 1
            if made == updates:
                break
    return w


def wilson(hits, count):
    share, z2 = hits / count, Z95**2 / count
    half = Z95 * math.sqrt(share * (1 - share) / count + z2 / (4 * count))
    return (share + z2 / 2 - half) / (1 + z2), (share + z2 / 2 + half) / (1 + z2)


def main():
    torch.manual_seed(seed)
    left, barrier, right = flat_places()
    for start in starts:
        begin = {"left": left, "right": right}[start]
        for size in batchSizes:
            # The full batch leaves nothing to chance.
            count = 1 if size == EXAMPLES and order == "epoch" else runs
            ends = descend(begin, size, count)
            hits = int(((ends > barrier) != (begin > barrier)).sum())
            low, high = wilson(hits, count) if count > 1 else (hits, hits)
            print(
                f"from the {start:5} valley, batch {size:2}: {100 * hits / count:5.1f} % of {count} runs left "
                f"({100 * low:.1f} to {100 * high:.1f} %)"
            )


if __name__ == "__main__":
    main()
