"""What kind of place a point is, and three ways to leave a saddle: the PyTorch twin of the figure.

Needs torch. Run it with: python critical.py
Prints the verdict at the place, or at the critical point beside it, with the gradient and the eigenvalues of the Hessian there; then how
many updates each way needs to leave. Its random numbers are PyTorch's, so the orders of the noise are others than in the figure.
"""
import math

import torch
from torch.autograd.functional import hessian, jacobian

# settings: begin
surface = "saddle"
pointX = 0.0
pointY = 0.0
rate = 0.1
momentum = 0.9
awayPower = 6
noise = 0.1
batchSize = "1"
seed = 1
# settings: end

surfaces = {
    "saddle": lambda p: (p[0] ** 2 - p[1] ** 2) / 2,
    "two-minima": lambda p: p[0] ** 4 / 4 - p[0] ** 2 / 2 - 0.2 * p[0] + (p[1] - p[0]) ** 2 / 2,
    "bowl": lambda p: (p[0] ** 2 + 0.5 * p[1] ** 2) / 2,
    "hill": lambda p: -(p[0] ** 2 + 0.5 * p[1] ** 2) / 2,
    "flat-valley": lambda p: p[0] ** 2 + p[1] ** 4,
    "inflection": lambda p: p[0] ** 3 / 3 + p[1] ** 2 / 2,
    "monkey-saddle": lambda p: p[0] ** 3 - 3 * p[0] * p[1] ** 2,
}
SNAP = 0.12


def look(loss, place):
    """The verdict at a place, or at the critical point near it, which Newton's method on the gradient finds; and that point."""
    near = place.clone()
    for _ in range(60):
        near = near - torch.linalg.pinv(hessian(loss, near)) @ jacobian(loss, near)
    if not ((near - place).norm() < SNAP and jacobian(loss, near).norm() < 1e-6):
        return "slope", place
    sizes = torch.linalg.eigvalsh(hessian(loss, near))
    most = sizes.abs().max()
    if most < 1e-6 or (sizes.abs() < 1e-3 * most).any():
        return "undecided, the Hessian is silent", near
    return {2: "minimum", 1: "saddle", 0: "maximum"}[int((sizes > 0).sum())], near


def shown(vector):
    return "(" + ", ".join(f"{value:.3f}" for value in vector.tolist()) + ")"


verdict, place = look(surfaces[surface], torch.tensor([pointX, pointY], dtype=torch.float64))
gradient, eigenvalues = jacobian(surfaces[surface], place), torch.linalg.eigvalsh(hessian(surfaces[surface], place))
print(f"{surface} at {shown(place)}: {verdict}; gradient {shown(gradient)}, eigenvalues {shown(eigenvalues)}")

EXAMPLES, CAP = 20, 400
# A multiple of a power of two: sums of it are exact, so that all tilts together are exactly nothing.
size = round(noise * 2**20) / 2**20
tilts = torch.tensor([size, -size] * (EXAMPLES // 2), dtype=torch.float64)


def leave(start, factor, batches=None):
    """Updates until |y| >= 1 on (x^2 - y^2) / 2 from (1, start), infinitely many where that is not so after CAP."""
    theta = torch.tensor([1.0, start], dtype=torch.float64, requires_grad=True)
    optimiser = torch.optim.SGD([theta], lr=rate, momentum=factor)
    for update in range(CAP + 1):
        if abs(theta[1].item()) >= 1:
            return update
        loss = surfaces["saddle"](theta)
        if batches is not None:
            loss = loss + tilts[next(batches)].mean() * theta[1]
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
    return math.inf


def shuffled(generator):
    """Batches of an order that is drawn anew every epoch."""
    while True:
        order = torch.randperm(EXAMPLES, generator=generator)
        yield from order.split(int(batchSize))


def told(updates):
    return f"leaves the saddle after {updates} updates" if updates < math.inf else f"does not leave the saddle in {CAP} updates"


for name, start in ((f"y = 1e-{awayPower}", 10.0**-awayPower), ("y = 0 exactly", 0.0)):
    print(f"from {name}, plain: {told(leave(start, 0))}")
    print(f"from {name}, with momentum: {told(leave(start, momentum))}")
times = sorted(leave(0.0, 0, shuffled(torch.Generator().manual_seed(seed + run))) for run in range(25))
spread = f" ({times[0]} to {times[-1]})" if times[-1] < math.inf else ""
print(f"from y = 0 exactly, with noise: {told(times[12])}, the median of 25 orders{spread}")
