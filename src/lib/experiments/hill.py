"""One ball on a hill, and what each of its movements is made of: the PyTorch twin of the figure.

Needs torch. Run it with: python hill.py
Prints every update, with its movement as a sum of what the gradient gives and what is left of the last movement; then where the ball ends.
Nothing in it is random: it prints the figure's numbers, whatever the seed.
"""
import torch

# settings: begin
hump = 0.3
momentum = 0.9
rate = 0.05
start = -2.5
seed = 1
# settings: end

UPDATES = 2000

# Steep slope, gentle slope, level floor, hump, deeper valley: w, loss, slope and curvature of each place.
KNOTS = [
    (-2.6, 3.0, -3.5, 0.0),
    (-1.6, 1.2, -0.3, 0.0),
    (-0.6, 0.9, -0.3, 0.0),
    (0.35, 0.0, 0.0, 0.0),
    (0.65, 0.0, 0.0, 0.0),
    (1.6, hump, 0.0, -3.0),
    (2.5, -0.4, 0.0, 4.0),
    (3.1, 1.6, 7.0, 0.0),
]


def loss(w):
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


def roll():
    """Heavy ball: the learning rate stands inside the movement, which begins with 0."""
    w = torch.tensor(start, dtype=torch.float64, requires_grad=True)
    movement = torch.zeros((), dtype=torch.float64)
    for update in range(UPDATES):
        (slope,) = torch.autograd.grad(loss(w), w)
        if abs(movement) < 1e-4 and abs(slope) < 1e-3:
            return w, f"rests after {update} updates"
        downhill, carried = -rate * slope, momentum * movement
        movement = downhill + carried
        print(
            f"update {update + 1}: from w = {w.item():.3f} with gradient {slope.item():.3f}: "
            f"downhill {downhill.item():.4f}, carried over {carried.item():.4f}, movement {movement.item():.4f}"
        )
        w = (w + movement).detach().requires_grad_()
        if abs(w) > 10:
            return w, f"has rolled away after {update + 1} updates"
    return w, f"still moves after {UPDATES} updates"


w, end = roll()
print(f"{end} at w = {w.item():.3f} with a loss of {loss(w).item():.3f}")
