"""The scorecard's verdict on "at equal updates small batches train better", measured anew: the same network and digits, a small batch and a
large one, equally many updates, and equally many epochs beside it. The other rows have programs of their own, at their figures.
Needs torch and torchvision."""

import torch
from torchvision.datasets import MNIST

# settings: begin
whose = "own"
# settings: end
assert whose in ("own", "recorded"), whose  # this program's results are always its own

small, large, examples, rate = 10, 1000, 6000, 0.05
epochs, updates, seeds = 5, 1000, 3

mnist = MNIST("data", train=True, download=True)
pixels = mnist.data[:examples].reshape(-1, 784).float() / 255
labels = mnist.targets[:examples]


def trained(batch, steps, seed):
    """Training accuracy in percent after so many updates."""
    torch.manual_seed(seed)
    model = torch.nn.Sequential(torch.nn.Linear(784, 100), torch.nn.ReLU(), torch.nn.Linear(100, 10))
    for layer in (model[0], model[2]):
        torch.nn.init.kaiming_normal_(layer.weight, nonlinearity="relu")
        torch.nn.init.zeros_(layer.bias)
    optimiser = torch.optim.SGD(model.parameters(), lr=rate)
    done = 0
    while done < steps:
        for chosen in torch.randperm(examples).split(batch):
            if done == steps:
                break
            optimiser.zero_grad()
            torch.nn.functional.cross_entropy(model(pixels[chosen]), labels[chosen]).backward()
            optimiser.step()
            done += 1
    with torch.no_grad():
        return 100 * (model(pixels).argmax(1) == labels).float().mean().item()


def verdict(of_small, of_large):
    """Only what all runs say counts."""
    if max(of_large) < min(of_small):
        return "seen"
    return "reversed" if max(of_small) < min(of_large) else "not seen"


for name, steps in (("equal epochs", lambda batch: epochs * -(-examples // batch)), ("equal updates", lambda batch: updates)):
    of_small, of_large = ([trained(batch, steps(batch), seed) for seed in range(seeds)] for batch in (small, large))
    means = [sum(runs) / seeds for runs in (of_small, of_large)]
    print(f"{name}: B = {small}: {means[0]:.1f} %, B = {large}: {means[1]:.1f} %: {verdict(of_small, of_large)}")
