"""Every pixel is a training run: the PyTorch twin of the figure. All runs of the map go side by side.

Needs torch. Run it with: python phase.py
Prints what stands out on the map: in the ravine the fewest steps, in the valleys at eight momenta how many starts end elsewhere.
Nothing in it is random: it prints the figure's numbers, whatever the seed.
"""
import math

import torch

# settings: begin
map = "steps"
condition = 100
side = "256"
rate = 3.17
start = -1.5
momentum = 0.688
seed = 1
# settings: end

MOST_STEPS = 1000
BASIN_RATE, BASIN_STEPS, RESTING, FAR = 0.1, 4000, 1e-4, 1000
pixels = torch.arange(int(side), dtype=torch.float64) / int(side)


def steps_in_ravine(rates, momenta):
    """1 + the last step at which a run is further than a thousandth of its first distance from the minimum."""
    curvature = torch.tensor([1, 1 / condition], dtype=torch.float64)
    w = torch.ones(*rates.shape, 2, dtype=torch.float64)
    m = torch.zeros_like(w)
    steps = torch.zeros(rates.shape, dtype=torch.int64)
    near = 1e-3 * math.sqrt(2)
    for t in range(MOST_STEPS):
        # What has run away is no longer a number, and far.
        steps[~(w.norm(dim=-1) <= near)] = t + 1
        m = momenta[..., None] * m - rates[..., None] * curvature * w
        w = w + m
    return steps


def ends_in_two_minima(starts, momenta):
    """Where balls that start at (x, 0) end along x, and whether they have come to rest."""
    x, y = starts.clone(), torch.zeros_like(starts)
    mx, my = torch.zeros_like(x), torch.zeros_like(x)
    rests = torch.zeros(x.shape, dtype=torch.bool)
    for _ in range(BASIN_STEPS):
        gx, gy = x**3 - x - 0.2 - (y - x), y - x
        rests = (torch.hypot(gx, gy) <= RESTING) & (torch.hypot(mx, my) <= RESTING)
        mx, my = momenta * mx - BASIN_RATE * gx, momenta * my - BASIN_RATE * gy
        x, y = (x + mx).clamp(-FAR, FAR), (y + my).clamp(-FAR, FAR)
    return x, rests


def ravine():
    rates, momenta = torch.meshgrid(4 * (pixels + 1 / int(side)), pixels, indexing="xy")
    steps = steps_in_ravine(rates, momenta)
    beyond = steps[rates >= 2 * (1 + momenta)]
    best = steps.argmin()
    root = math.sqrt(condition)
    named = {
        "this pixel": (rate, momentum),
        "best without momentum, asymptotically": (2 / (1 + 1 / condition), 0.0),
        "best with momentum, asymptotically": (4 / (1 + 1 / root) ** 2, ((root - 1) / (root + 1)) ** 2),
    }
    print(f"{int((beyond < MOST_STEPS).sum())} of {len(beyond)} runs at or beyond the boundary converged")
    print(f"fewest without momentum: {int(steps[0].min())} steps")
    print(
        f"fewest on the map: {int(steps.min())} steps, "
        f"at rate {rates.flatten()[best]:.3f} and momentum {momenta.flatten()[best]:.3f}"
    )
    for name, (eta, lam) in named.items():
        one = steps_in_ravine(torch.tensor([eta], dtype=torch.float64), torch.tensor([lam], dtype=torch.float64))
        print(f"{name}: {int(one)} steps at rate {eta:.3f} and momentum {lam:.3f}")


def basins():
    starts, momenta = torch.meshgrid(-2 + 4 * (pixels + 0.5 / int(side)), 1 - 10 ** (-2 * pixels), indexing="xy")
    x, rests = ends_in_two_minima(starts, momenta)
    plain = x[0] > 0
    for row in range(0, int(side), int(side) // 8):
        gained = (rests[row] & (x[row] > 0) & ~plain).double().mean()
        lost = (rests[row] & (x[row] < 0) & plain).double().mean()
        print(
            f"momentum {momenta[row, 0]:.3f}: {100 * gained:4.1f} % of the starts now end in the better minimum, "
            f"{100 * lost:4.1f} % in the worse"
        )
    one, _ = ends_in_two_minima(torch.tensor([start], dtype=torch.float64), torch.tensor([momentum], dtype=torch.float64))
    print(f"from ({start}, 0) with momentum {momentum}: ends at x = {float(one):.3f}")


if __name__ == "__main__":
    {"steps": ravine, "basins": basins}[map]()
