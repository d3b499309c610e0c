"""Accuracy against batch size in equally many epochs, by five ways of sizing the step: the PyTorch twin of the figure.

Needs torch and torchvision. Run it with: python both.py
Prints for every batch size and way the rate that was best and, network by network, the accuracy on validation examples.
Its random numbers are PyTorch's, and its digits are drawn from all 60,000, with 256 greys; the figure loads no more than it needs, with 16:
results differ as those of two seeds do, and on the first 6,000 digits accuracies may be a point higher.
"""
import math

import torch
from torch import nn
from torchvision import datasets

# settings: begin
policies = ["fixed", "linear", "warmUp", "lars", "lamb"]
batchSizes = [16, 32, 64, 128, 256, 512, 1024]
rate = 0.05
scaledFrom = 16
warmUp = 1
larsRate = 0.008
lambRate = 0.002
gridSteps = 1
epochs = 5
seeds = 3
examples = 20480
hidden = 100
validation = 5000
seed = 1
# settings: end

FACTOR = 2  # between two coefficients that are tried


class ByLayers(torch.optim.Optimizer):
    """LARS, along the gradient, or LAMB, along Adam's direction; a layer is its weights and biases, and a step's length a share of the layer's."""

    def __init__(self, layers, lr, adaptive):
        super().__init__([{"params": list(layer.parameters())} for layer in layers], {"lr": lr})
        self.adaptive, self.number = adaptive, 0

    def direction(self, parameter):
        if not self.adaptive:
            return parameter.grad
        state = self.state[parameter]
        first = state.get("first", torch.zeros_like(parameter)).mul(0.9).add(parameter.grad, alpha=0.1)
        second = state.get("second", torch.zeros_like(parameter)).mul(0.999).addcmul(parameter.grad, parameter.grad, value=0.001)
        state["first"], state["second"] = first, second
        return first / (1 - 0.9**self.number) / ((second / (1 - 0.999**self.number)).sqrt() + 1e-6)

    @torch.no_grad()
    def step(self):
        self.number += 1
        for group in self.param_groups:
            layer = group["params"]
            along = [self.direction(parameter) for parameter in layer]
            length = lambda tensors: torch.cat([tensor.reshape(-1) for tensor in tensors]).norm()
            above, below = length(layer), length(along)
            ratio = above / below if above > 0 and below > 0 else 1
            for parameter, slope in zip(layer, along):
                parameter -= group["lr"] * ratio * slope


def rates(policy, size):
    times = size / scaledFrom
    if policy == "fixed":
        return [rate]
    if policy in ("linear", "warmUp"):
        return [rate * times]
    middle = (larsRate if policy == "lars" else lambRate) * math.sqrt(times)
    return [middle * FACTOR**step for step in range(-gridSteps, gridSteps + 1)]


def factor(policy, size, update):
    """Of the rate: warm-up rises from the rate of the first batch size."""
    updates = round(warmUp * math.ceil(examples / size))
    if policy != "warmUp" or update >= updates:
        return 1
    begin = min(1, scaledFrom / size)
    return begin + (1 - begin) * update / updates


def split():
    """Training and validation examples: the first and the last of the shuffled training set."""
    digits = datasets.MNIST("data", train=True, download=True)
    shuffled = torch.randperm(len(digits.data), generator=torch.Generator().manual_seed(seed))
    pixels = digits.data.reshape(-1, 784).float() / 255
    return [(pixels[rows], digits.targets[rows]) for rows in (shuffled[:examples], shuffled[-validation:])]


def make_model(number):
    torch.manual_seed(seed + number)
    model = nn.Sequential(nn.Linear(784, hidden), nn.ReLU(), nn.Linear(hidden, 10))
    for layer in (model[0], model[2]):
        nn.init.kaiming_normal_(layer.weight, nonlinearity="relu")
        nn.init.zeros_(layer.bias)
    return model


def train(policy, size, learning_rate, number, inputs, labels):
    model = make_model(number)
    if policy in ("lars", "lamb"):
        optimiser = ByLayers([model[0], model[2]], learning_rate, policy == "lamb")
    else:
        optimiser = torch.optim.SGD(model.parameters(), lr=learning_rate)
    generator, update = torch.Generator().manual_seed(seed + number), 0
    for _ in range(epochs):
        for rows in torch.split(torch.randperm(examples, generator=generator), size):
            for group in optimiser.param_groups:
                group["lr"] = learning_rate * factor(policy, size, update)
            optimiser.zero_grad()
            nn.functional.cross_entropy(model(inputs[rows]), labels[rows]).backward()
            optimiser.step()
            update += 1
    return model


def accuracy(model, inputs, labels):
    with torch.no_grad():
        return 100 * (model(inputs).argmax(1) == labels).float().mean().item()


def main():
    training, held_back = split()
    for size in sorted({min(size, examples) for size in batchSizes}, reverse=True):
        for policy in policies:
            tried = rates(policy, size)
            first = lambda value: accuracy(train(policy, size, value, 0, *training), *held_back)
            best = max(tried, key=first) if len(tried) > 1 else tried[0]
            scores = [accuracy(train(policy, size, best, number, *training), *held_back) for number in range(seeds)]
            print(f"batch {size:5}, {policy:6}: rate {best:g}, validation " + " ".join(f"{score:.1f}" for score in scores) + " %")


if __name__ == "__main__":
    main()
