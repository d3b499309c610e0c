"""A flat and a sharp minimum under a test curve that is moved: the PyTorch twin of the figure.

Needs torch. Run it with: python sharp-flat.py
Prints where both minima lie, how much the training loss curves there, both losses and the gap between them.
Nothing in it is random: it prints the figure's numbers, whatever the seed.
"""
import torch

# settings: begin
shift = 0.2
lift = 0.0
seed = 1
# settings: end

# The training loss is the mean of 20 examples' losses, which are one potential in different places.
places = torch.linspace(-0.3295, 0.3295, 20, dtype=torch.float64)


def training(w):
    at = w - places
    sharp = 1.42 * torch.exp(-((at + 1) ** 2) / (2 * 0.2**2))
    flat = torch.exp(-((at - 1) ** 2) / (2 * 0.6**2))
    return (1 - sharp - flat + 0.02 * at**4).mean()


def test(w):
    return training(w - shift) + lift


for name, start in (("sharp", -1.0), ("flat", 1.0)):
    # Newton's method: from so near it is there after a few steps.
    w = torch.tensor(start, dtype=torch.float64, requires_grad=True)
    for _ in range(20):
        (slope,) = torch.autograd.grad(training(w), w, create_graph=True)
        (curvature,) = torch.autograd.grad(slope, w)
        w = (w - slope / curvature).detach().requires_grad_()
    low, high = training(w).item(), test(w).item()
    print(
        f"{name} minimum at w = {w.item():.4f}, curvature {curvature.item():.2f}: "
        f"training loss {low:.4f}, test loss {high:.4f}, gap {high - low:.4f}"
    )
