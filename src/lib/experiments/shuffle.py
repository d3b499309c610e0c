"""Training on label-sorted digits in four orders: the PyTorch twin of the figure.

Needs torch and torchvision. Run it with: python shuffle.py
Prints for every order and network how the accuracy on validation examples goes on.
Its random numbers are PyTorch's, and its digits are drawn from all 60,000, with 256 greys; the figure loads no more than it needs, with 16:
results differ as those of two seeds do, and on the first 6,000 digits accuracies may be a point higher.
"""
import math

import torch
from torch import nn
from torchvision import datasets

# settings: begin
orders = ["never", "once", "epoch", "replacement"]
sorted = True
batchSize = 32
rate = 0.1
epochs = 3
seeds = 3
examples = 6000
hidden = 100
validation = 5000
perEpoch = 4
seed = 1
# settings: end


def split():
    """Training and validation examples: the first and the last of the shuffled training set."""
    digits = datasets.MNIST("data", train=True, download=True)
    shuffled = torch.randperm(len(digits.data), generator=torch.Generator().manual_seed(seed))
    pixels = digits.data.reshape(-1, 784).float() / 255
    rows, held_back = shuffled[:examples], shuffled[-validation:]
    if sorted:
        rows = rows[torch.argsort(digits.targets[rows], stable=True)]
    return (pixels[rows], digits.targets[rows]), (pixels[held_back], digits.targets[held_back])


def make_model(number):
    torch.manual_seed(seed + number)
    model = nn.Sequential(nn.Linear(784, hidden), nn.ReLU(), nn.Linear(hidden, 10))
    for layer in (model[0], model[2]):
        nn.init.kaiming_normal_(layer.weight, nonlinearity="relu")
        nn.init.zeros_(layer.bias)
    return model


def batches(order, generator):
    """Endless batches of positions; a smaller last batch is kept."""
    shuffled = torch.randperm(examples, generator=generator)
    while True:
        if order == "never":
            positions = torch.arange(examples)
        elif order == "once":
            positions = shuffled
        elif order == "epoch":
            positions = torch.randperm(examples, generator=generator)
        else:
            positions = torch.randint(examples, (examples,), generator=generator)
        yield from torch.split(positions, batchSize)


def accuracy(model, inputs, labels):
    with torch.no_grad():
        return (model(inputs).argmax(1) == labels).float().mean().item()


def train(order, number, training, held_back):
    model = make_model(number)
    optimiser = torch.optim.SGD(model.parameters(), lr=rate)
    source = batches(order, torch.Generator().manual_seed(seed + number))
    last = epochs * math.ceil(examples / batchSize)
    points = {round(index / (epochs * perEpoch) * last) for index in range(1, epochs * perEpoch + 1)}
    for update in range(1, last + 1):
        rows = next(source)
        optimiser.zero_grad()
        nn.functional.cross_entropy(model(training[0][rows]), training[1][rows]).backward()
        optimiser.step()
        if update in points:
            yield accuracy(model, *held_back)


def main():
    training, held_back = split()
    for order in orders:
        for number in range(seeds):
            curve = [f"{100 * value:.1f}" for value in train(order, number, training, held_back)]
            print(f"{order:11} seed {seed + number}: validation accuracy {' '.join(curve)} %")


if __name__ == "__main__":
    main()
