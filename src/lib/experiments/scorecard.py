"""Two rows of the scorecard measured anew, "small batches train better" at equal epochs and at equal updates: the PyTorch twin of the figure.

Needs torch and torchvision. Run it with: python scorecard.py
Prints for either row the mean accuracy on training examples by a small and by a large batch, and the verdict.
The other rows have programs of their own, at their figures.
Its random numbers are PyTorch's, and its digits are drawn from all 60,000, with 256 greys; the figure loads no more than it needs, with 16:
results differ as those of two seeds do, and on the first 6,000 digits accuracies may be a point higher.
"""
import math

import torch
from torch import nn
from torchvision import datasets

# settings: begin
whose = "own"
seed = 1
# settings: end

# Whatever was chosen, the results of this program are its own.
RATE, EPOCHS, UPDATES, SEEDS = 0.05, 5, 1000, 3
SMALL, LARGE, EXAMPLES, HIDDEN = 10, 1000, 6000, 100


def load():
    digits = datasets.MNIST("data", train=True, download=True)
    rows = torch.randperm(len(digits.data), generator=torch.Generator().manual_seed(seed))[:EXAMPLES]
    return digits.data[rows].reshape(-1, 784).float() / 255, digits.targets[rows]


def make_model(number):
    torch.manual_seed(seed + number)
    model = nn.Sequential(nn.Linear(784, HIDDEN), nn.ReLU(), nn.Linear(HIDDEN, 10))
    for layer in (model[0], model[2]):
        nn.init.kaiming_normal_(layer.weight, nonlinearity="relu")
        nn.init.zeros_(layer.bias)
    return model


def batches(size, generator):
    """Endless batches of positions, shuffled every epoch."""
    while True:
        yield from torch.split(torch.randperm(EXAMPLES, generator=generator), size)


def train(size, updates, number, inputs, labels):
    """Training accuracy in percent after so many updates."""
    model = make_model(number)
    optimiser = torch.optim.SGD(model.parameters(), lr=RATE)
    source = batches(size, torch.Generator().manual_seed(seed + number))
    for _ in range(updates):
        rows = next(source)
        optimiser.zero_grad()
        nn.functional.cross_entropy(model(inputs[rows]), labels[rows]).backward()
        optimiser.step()
    with torch.no_grad():
        return 100 * (model(inputs).argmax(1) == labels).float().mean().item()


def verdict(of_small, of_large):
    """Only what all runs say counts."""
    if max(of_large) < min(of_small):
        return "seen"
    return "reversed" if max(of_small) < min(of_large) else "not seen"


def main():
    inputs, labels = load()
    for comparison in ("epochs", "updates"):
        runs = []
        for size in (SMALL, LARGE):
            updates = EPOCHS * math.ceil(EXAMPLES / size) if comparison == "epochs" else UPDATES
            runs.append([train(size, updates, number, inputs, labels) for number in range(SEEDS)])
        small, large = [sum(each) / SEEDS for each in runs]
        print(f"equal {comparison}: batch {SMALL} {small:.1f} %, batch {LARGE} {large:.1f} %: {verdict(*runs)}")


if __name__ == "__main__":
    main()
