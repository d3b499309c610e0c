"""What each gradient gives to each movement, in three notations of momentum: the PyTorch twin of the figure.

Needs torch. Run it with: python ledger.py
Prints what each gradient gives to the movement of one update, then where each notation ends, and PyTorch's own optimiser.
Nothing in it is random: it prints the figure's numbers, whatever the seed.
"""
import torch

# settings: begin
momentum = 0.9
rate = 0.1
schedule = "constant"
notation = "inside"
updates = 12
update = 9
step = 3
seed = 1
# settings: end


def loss(w):
    return w**2 / 2


rates = [rate / 2 if schedule == "halved" and k >= updates // 2 else rate for k in range(updates)]


def way(written):
    """Places before the first update and after each, and the gradients."""
    w = torch.tensor(1.0, dtype=torch.float64, requires_grad=True)
    kept, places, gradients = 0.0, [w.item()], []
    for now in rates:
        (slope,) = torch.autograd.grad(loss(w), w)
        gradients.append(slope.item())
        if written == "inside":
            kept = momentum * kept - now * gradients[-1]
            movement = kept
        elif written == "outside":
            kept = momentum * kept + gradients[-1]
            movement = -now * kept
        else:
            kept = momentum * kept + (1 - momentum) * gradients[-1]
            movement = -now / (1 - momentum) * kept
        w = (w + movement).detach().requires_grad_()
        places.append(w.item())
    return places, gradients


def by_pytorch(averaged=False):
    """PyTorch keeps the rate outside. Its dampening makes that an average, if what is kept begins with 0: else the first gradient is not damped."""
    w = torch.tensor(1.0, dtype=torch.float64, requires_grad=True)
    share = 1 - momentum if averaged else 1
    optimiser = torch.optim.SGD([w], lr=rate, momentum=momentum, dampening=1 - share)
    optimiser.state[w]["momentum_buffer"] = torch.zeros_like(w)
    places = [w.item()]
    for now in rates:
        optimiser.param_groups[0]["lr"] = now / share
        optimiser.zero_grad()
        loss(w).backward()
        optimiser.step()
        places.append(w.item())
    return places


written = "outside" if notation == "averaged" and momentum == 1 else notation
places, gradients = way(written)
last = min(update, updates)
share = 1 - momentum if written == "averaged" else 1
total = 0.0
for k in range(last):
    weight = share * momentum ** (last - 1 - k)
    factor = (rates[k] if written == "inside" else rates[last - 1]) / share
    contribution = -factor * weight * gradients[k]
    total += contribution
    mark = " <" if k == min(step, last - 1) else ""
    print(f"step {k}: w {places[k]:.4f}, gradient {gradients[k]:.4f}, weight {weight:.4f}, contribution {contribution:.4f}{mark}")
print(f"movement of update {last}: {places[last] - places[last - 1]:.6f}, sum of contributions {total:.6f}")

names = [name for name in ("inside", "outside", "averaged") if name != "averaged" or momentum < 1]
for name in names:
    print(f"{name:9} ends at {way(name)[0][-1]:.6f}")
print(f"torch.optim.SGD ends at {by_pytorch()[-1]:.6f}")
if momentum < 1:
    print(f"torch.optim.SGD ends at {by_pytorch(averaged=True)[-1]:.6f}, with dampening for an average")
