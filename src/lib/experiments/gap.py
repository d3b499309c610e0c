"""Pairs of networks trained to the same loss by small batches and by the full batch: the PyTorch twin of the figure.

Needs torch and torchvision. Run it with: python gap.py
Prints both test accuracies of every pair, then their differences with mean and 95 % interval.
Its random numbers are PyTorch's, and its digits are drawn from all 60,000, with 256 greys; the figure loads no more than it needs, with 16:
results differ as those of two seeds do, and on the first 6,000 digits accuracies may be a point higher.
"""
import math
import statistics

import torch
from torch import nn
from torchvision import datasets

# settings: begin
batchSize = 16
optimiser = "adam"
rate = 0.001
target = 0.01
labelNoise = 0
pairs = 5
examples = 2000
layers = 2
hidden = 256
cap = 20000
seed = 1
# settings: end

EVERY = 5
# Two-sided 95 % of Student's t by degrees of freedom, from 1.
T = [12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201]


def load(train):
    digits = datasets.MNIST("data", train=train, download=True)
    return digits.data.reshape(-1, 784).float() / 255, digits.targets.clone()


def parts():
    """Training examples of every pair, no two with a common digit; some labels drawn at random."""
    pixels, labels = load(True)
    generator = torch.Generator().manual_seed(seed)
    rows = torch.randperm(len(labels), generator=generator)[: pairs * examples]
    drawn = torch.rand(len(rows), generator=generator) < labelNoise
    noisy = torch.where(drawn, torch.randint(10, (len(rows),), generator=generator), labels[rows])
    return list(zip(torch.split(pixels[rows], examples), torch.split(noisy, examples)))


def make_model(number):
    torch.manual_seed(seed + number)
    widths = [784] + [hidden] * layers
    modules = []
    for inputs, outputs in zip(widths, widths[1:]):
        modules += [nn.Linear(inputs, outputs), nn.ReLU()]
    model = nn.Sequential(*modules, nn.Linear(widths[-1], 10))
    for layer in model:
        if isinstance(layer, nn.Linear):
            nn.init.kaiming_normal_(layer.weight, nonlinearity="relu")
            nn.init.zeros_(layer.bias)
    return model


def batches(size, generator):
    """Endless batches of positions, shuffled every epoch; a smaller last batch is kept."""
    while True:
        yield from torch.split(torch.randperm(examples, generator=generator), size)


def train(size, number, pixels, labels):
    """The trained network, the updates that it took, and whether its loss came down as far as was asked for."""
    model = make_model(number)
    make = torch.optim.Adam if optimiser == "adam" else torch.optim.SGD
    descent = make(model.parameters(), lr=rate)
    source = batches(size, torch.Generator().manual_seed(seed + number))
    for update in range(1, cap + 1):
        rows = next(source)
        descent.zero_grad()
        nn.functional.cross_entropy(model(pixels[rows]), labels[rows]).backward()
        descent.step()
        if update % EVERY == 0:
            with torch.no_grad():
                loss = nn.functional.cross_entropy(model(pixels), labels).item()
            if loss <= target or not math.isfinite(loss):
                return model, update, loss <= target
    return model, cap, False


def accuracy(model, pixels, labels):
    with torch.no_grad():
        return 100 * (model(pixels).argmax(1) == labels).float().mean().item()


def main():
    test = load(False)
    differences = []
    for number, (pixels, labels) in enumerate(parts()):
        results = []
        for size in (batchSize, examples):
            model, updates, reached = train(size, number, pixels, labels)
            results.append(accuracy(model, *test))
            note = "" if reached else ", loss not low enough"
            print(f"pair {number + 1}, batch size {size:5}: {updates} updates, test accuracy {results[-1]:.2f} %{note}")
        differences.append(results[0] - results[1])
    mean = statistics.mean(differences)
    half = T[pairs - 2] * statistics.stdev(differences) / math.sqrt(pairs)
    print("small minus full: " + ", ".join(f"{each:+.2f}" for each in differences))
    print(f"mean {mean:+.2f} ± {half:.2f} percentage points")


if __name__ == "__main__":
    main()
