"""Two balls from one start, without and with momentum: the PyTorch twin of the figure.

Needs torch. Run it with: python ball.py
Prints where either ball ends, then the same for each momentum from 0 to 0.99.
Nothing in it is random: it prints the figure's numbers, whatever the seed.
"""
import torch

# settings: begin
landscape = "double-well"
momentum = 0.9
rate = 0.05
start = -1.5
tilt = 0.2
hump = 1.0
updates = 2000
seed = 1
# settings: end

# Steep slope, plateau, flat inflection, shallow valley, hump, deep valley: w, loss, slope and curvature of each place.
KNOTS = [
    (-3.0, 4.0, -5.0, 0.0),
    (-2.2, 1.75, -0.25, 0.0),
    (-1.1, 1.5, -0.2, 0.0),
    (-0.4, 1.2, 0.0, 0.0),
    (0.6, 0.4, 0.0, 4.0),
    (1.3, 0.4 + 0.35 * hump, 0.0, -4.0),
    (2.1, 0.4 - 2 * tilt, 0.0, 4.0),
    (3.0, 4.0, 9.0, 0.0),
]


def terraces(w):
    """The curve through the knots, of degree five between two of them; straight beyond the first and the last."""
    for at, value, slope, _ in (KNOTS[0], KNOTS[-1]):
        if (w <= at) if at < 0 else (w > at):
            return value + slope * (w - at)
    (a, la, sa, ca), (b, lb, sb, cb) = next(pair for pair in zip(KNOTS, KNOTS[1:]) if w <= pair[1][0])
    width = b - a
    t = (w - a) / width
    sa, sb, ca, cb = sa * width, sb * width, ca * width**2, cb * width**2
    rise, turn, bend = lb - la - sa - ca / 2, sb - sa - ca, cb - ca
    high = (10 * rise - 4 * turn + bend / 2) + t * ((7 * turn - 15 * rise - bend) + t * (6 * rise - 3 * turn + bend / 2))
    return la + t * (sa + t * (ca / 2 + t * high))


def loss(w):
    return terraces(w) if landscape == "terraces" else w**4 / 4 - hump * w**2 / 2 - tilt * w


def roll(momentum):
    """Heavy ball: the learning rate stands inside the movement, which begins with 0."""
    w = torch.tensor(start, dtype=torch.float64, requires_grad=True)
    movement = torch.zeros((), dtype=torch.float64)
    for update in range(updates):
        (slope,) = torch.autograd.grad(loss(w), w)
        if abs(movement) < 1e-4 and abs(slope) < 1e-3:
            return w, f"rests after {update} updates"
        movement = momentum * movement - rate * slope
        w = (w + movement).detach().requires_grad_()
        if abs(w) > 10:
            return w, f"has rolled away after {update + 1} updates"
    return w, f"still moves after {updates} updates"


for name, each in (("without momentum", 0), (f"with momentum {momentum}", momentum)):
    w, end = roll(each)
    print(f"{name}: {end} at w = {w.item():.3f} with a loss of {loss(w).item():.3f}")

for each in range(100):
    w, end = roll(each / 100)
    print(f"momentum {each / 100:.2f}: {end} at w = {w.item():.3f}")
