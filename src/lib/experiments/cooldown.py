"""One long step or twenty short ones: the PyTorch twin of the figure.

Needs torch. Run it with: python cooldown.py
Prints how many updates both batch sizes make, and which share of the way to the lowest point is left after them.
Its random numbers are PyTorch's, so points and orders are others than in the figure.
"""
import torch

# settings: begin
batchSize = "1"
compare = "epochs"
epochs = 1
rate = 0.2
ownRate = False
fullRate = 0.95
dataSeed = 1
seed = 1
# settings: end

POINTS = 20
x = torch.linspace(-1.7, 1.7, POINTS, dtype=torch.float64)
y = 1 + x + torch.randn(POINTS, dtype=torch.float64, generator=torch.Generator().manual_seed(dataSeed))

# The lowest point: least squares for y = b + wx.
design = torch.stack([torch.ones_like(x), x], dim=1)
best = torch.linalg.lstsq(design, y.unsqueeze(1)).solution.squeeze(1)


def descend(size, step, updates):
    """Distance left after every update, as a share of the first one."""
    generator = torch.Generator().manual_seed(seed)
    start = best + torch.tensor([-3.0, -2.0], dtype=torch.float64)
    theta = start.clone().requires_grad_()
    optimiser = torch.optim.SGD([theta], lr=step)
    left = []
    for update in range(updates):
        place = update * size % POINTS
        if place == 0:
            order = torch.randperm(POINTS, generator=generator)
        batch = order[place : place + size]
        loss = ((design[batch] @ theta - y[batch]) ** 2).mean() / 2
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
        left.append((theta.detach() - best).norm().item() / (start - best).norm().item())
    return left


size = int(batchSize)
updates = epochs * POINTS // size
small = descend(size, rate, updates)
full = descend(POINTS, fullRate if ownRate else rate, epochs if compare == "epochs" else updates)
for name, left in ((f"batch size {size}", small), ("full batch", full)):
    print(f"{name}: {len(left)} updates, {100 * left[-1]:.1f} % of the distance left")
