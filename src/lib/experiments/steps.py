"""Down a surface one step at a time, plainly and with momentum: the PyTorch twin of the figure.

Needs torch. Run it with: python steps.py
Prints where both ways end, and the parts of the one step whose arrows the figure shows.
Nothing in it is random: it prints the figure's numbers, whatever the seed.
"""
import torch

# settings: begin
surface = "ravine"
rate = 1.8
momentum = 0.5
startX = -0.7
startY = 1.3
updates = 20
step = 2
condition = 12
tilt = 0.2
seed = 1
# settings: end

surfaces = {
    "ravine": lambda x, y: (x**2 + y**2 / condition) / 2,
    "bowl": lambda x, y: (x**2 + 0.5 * y**2) / 2,
    "saddle": lambda x, y: (x**2 - y**2) / 2,
    "two-minima": lambda x, y: x**4 / 4 - x**2 / 2 - tilt * x + (y - x) ** 2 / 2,
}


def shown(vector):
    return "(" + ", ".join(f"{value:.3f}" for value in vector.tolist()) + ")"


def descend(name, factor):
    """The movement as the book writes it, with the rate inside: m = factor * m - rate * gradient."""
    theta = torch.tensor([startX, startY], dtype=torch.float64, requires_grad=True)
    movement = torch.zeros(2, dtype=torch.float64)
    for update in range(1, updates + 1):
        loss = surfaces[surface](*theta)
        (gradient,) = torch.autograd.grad(loss, theta)
        downhill, carried = -rate * gradient, factor * movement
        movement = carried + downhill
        if update == step and factor > 0:
            print(f"step {update} {name}: from {shown(theta)} with gradient {shown(gradient)}:")
            print(f"  downhill {shown(downhill)}, carried over {shown(carried)}, movement {shown(movement)}")
        theta = (theta + movement).detach().requires_grad_()
        if theta.norm() > 100:
            print(f"{name}: ran away with update {update}")
            return
    print(f"{name}: at {shown(theta.detach())} after {updates} updates, loss {surfaces[surface](*theta).item():.6f}")


descend("plain", 0)
descend("with momentum", momentum)
