"""Accuracy against batch size at equal epochs, equal updates or in equal time: the PyTorch twin of the figure.

Needs torch and torchvision. Run it with: python accuracy.py
Prints for every point of every line the rate and, network by network, the accuracy on training and on validation examples.
Its random numbers are PyTorch's, and its digits are drawn from all 60,000, with 256 greys; the figure loads no more than it needs, with 16:
results differ as those of two seeds do, and on the first 6,000 digits accuracies may be a point higher.
"""
import math
import time

import torch
from torch import nn
from torchvision import datasets

# settings: begin
comparisons = ["epochs", "updates"]
batchSizes = [1, 10, 100, 1000, 10000, 55000]
policies = ["fixed", "best"]
updatePolicies = ["fixed"]
rate = 0.05
scaledFrom = 10
gridSteps = 3
epochs = 5
updates = 1000
seconds = 1
seeds = 3
examples = 55000
fewer = 6000
hidden = 100
validation = 5000
seed = 1
# settings: end

FACTOR = 4  # between two rates that are tried


def rates(policy, batch_size):
    if policy == "fixed":
        return [rate]
    if policy == "scaled":
        return [rate * batch_size / scaledFrom]
    return [rate * FACTOR**step for step in range(-gridSteps, gridSteps + 1)]


def split(count):
    """Training and validation examples: the first and the last of the shuffled training set."""
    digits = datasets.MNIST("data", train=True, download=True)
    shuffled = torch.randperm(len(digits.data), generator=torch.Generator().manual_seed(seed))
    pixels = digits.data.reshape(-1, 784).float() / 255
    return [(pixels[rows], digits.targets[rows]) for rows in (shuffled[:count], shuffled[-validation:])]


def make_model(number):
    torch.manual_seed(seed + number)
    model = nn.Sequential(nn.Linear(784, hidden), nn.ReLU(), nn.Linear(hidden, 10))
    for layer in (model[0], model[2]):
        nn.init.kaiming_normal_(layer.weight, nonlinearity="relu")
        nn.init.zeros_(layer.bias)
    return model


def batches(count, size, generator):
    """Endless batches of positions, shuffled every epoch; a smaller last batch is kept."""
    while True:
        yield from torch.split(torch.randperm(count, generator=generator), size)


def accuracy(model, inputs, labels):
    with torch.no_grad():
        return 100 * (model(inputs).argmax(1) == labels).float().mean().item()


def train(comparison, size, learning_rate, number, training):
    model = make_model(number)
    optimiser = torch.optim.SGD(model.parameters(), lr=learning_rate)
    count = len(training[0])
    wanted = {"epochs": epochs * math.ceil(count / size), "updates": updates, "seconds": math.inf}[comparison]
    start = time.perf_counter()
    for update, rows in enumerate(batches(count, size, torch.Generator().manual_seed(seed + number))):
        if update >= wanted or (comparison == "seconds" and time.perf_counter() - start >= seconds):
            return model
        optimiser.zero_grad()
        nn.functional.cross_entropy(model(training[0][rows]), training[1][rows]).backward()
        optimiser.step()


def run(comparison, size, learning_rate, training, held_back):
    models = [train(comparison, size, learning_rate, number, training) for number in range(seeds)]
    return [[accuracy(model, *part) for model in models] for part in (training, held_back)]


def main():
    for comparison in comparisons:
        for policy in updatePolicies if comparison == "updates" else policies:
            count = fewer if comparison == "updates" or policy == "best" else examples
            training, held_back = split(count)
            for size in dict.fromkeys(min(size, count) for size in batchSizes):
                tried = [(value, *run(comparison, size, value, training, held_back)) for value in rates(policy, size)]
                used, *scores = max(tried, key=lambda each: sum(each[2]))
                shown = [" ".join(f"{value:.1f}" for value in each) for each in scores]
                print(f"equal {comparison}, {policy} rate, batch {size:6}: rate {used:g}, training {shown[0]}, validation {shown[1]} %")


if __name__ == "__main__":
    main()
