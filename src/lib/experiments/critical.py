"""What kind of place a point is, and three ways to leave a saddle: the PyTorch twin of the figure.

Needs torch. Run it with: python critical.py
Its random numbers are PyTorch's, so the orders are others than in the figure.
"""
import math

import torch

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
    """The verdict at a place. A critical point near it is found by Newton's method on the gradient."""
    near = place.clone()
    for _ in range(60):
        gradient = torch.func.grad(loss)(near)
        near = near - torch.linalg.pinv(torch.func.hessian(loss)(near)) @ gradient
    gradient = torch.func.grad(loss)(near)
    if not ((near - place).norm() < SNAP and gradient.norm() < 1e-6):
        gradient = torch.func.grad(loss)(place)
        return "slope", gradient, torch.linalg.eigvalsh(torch.func.hessian(loss)(place))
    values = torch.linalg.eigvalsh(torch.func.hessian(loss)(near))
    most = values.abs().max()
    if most < 1e-6 or (values.abs() < 1e-3 * most).any():
        return "undecided: the Hessian is silent", gradient, values
    return {2: "minimum", 1: "saddle", 0: "maximum"}[int((values > 0).sum())], gradient, values


place = torch.tensor([pointX, pointY], dtype=torch.float64)
verdict, gradient, values = look(surfaces[surface], place)
print(f"{surface} at ({pointX}, {pointY}): {verdict}; gradient {gradient.tolist()}, eigenvalues {values.tolist()}")

EXAMPLES, CAP = 20, 400
# A multiple of a power of two: sums of it are exact, so that all tilts together are exactly nothing.
size = round(noise * 2**20) / 2**20
tilts = torch.tensor([size, -size] * (EXAMPLES // 2), dtype=torch.float64)


def leave(start, factor, batches=None):
    """Updates until |y| >= 1 on (x^2 - y^2) / 2 from (1, start), None where that is never."""
    theta = torch.tensor([1.0, start], dtype=torch.float64, requires_grad=True)
    optimiser = torch.optim.SGD([theta], lr=rate, momentum=factor)
    for update in range(CAP):
        if abs(theta[1].item()) >= 1:
            return update
        loss = surfaces["saddle"](theta)
        if batches is not None:
            loss = loss + tilts[next(batches)].mean() * theta[1]
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
    return None


def shuffled(generator):
    """Batches of an order that is drawn anew every epoch."""
    while True:
        order = torch.randperm(EXAMPLES, generator=generator)
        yield from order.split(int(batchSize))


away = 10.0**-awayPower
print("plain:", leave(away, 0), "updates; with momentum:", leave(away, momentum))
print("from y = 0 exactly, plain:", leave(0.0, 0), "with momentum:", leave(0.0, momentum))
orders = [leave(0.0, 0, shuffled(torch.Generator().manual_seed(seed + run))) for run in range(25)]
times = sorted(math.inf if updates is None else updates for updates in orders)
print("from y = 0 exactly, with noise: a median of", times[12], "updates over 25 orders")
