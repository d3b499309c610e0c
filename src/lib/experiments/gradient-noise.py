"""Noise of batch gradients against batch size, at stages of training: the PyTorch twin of the figure.

Needs torch 2 or later and torchvision. Run it with: python gradient-noise.py
Prints for every network and stage at which batch size noise equals signal, then noise, angle and mean of the gradients of each batch size.
Its random numbers are PyTorch's, and its digits have 256 greys where the figure's have 16: results differ as those of two seeds do.
"""
import math

import torch
from torch import nn
from torch.func import functional_call, grad, vmap
from torchvision import datasets

# settings: begin
batchSizes = [4, 16, 64, 256, 1024]
epochs = [0, 1, 5]
batches = 512
sample = 6000
seeds = 3
examples = 6000
seed = 1
# settings: end

RATE, BATCH, HIDDEN = 0.05, 100, 100


def make_model(number):
    torch.manual_seed(seed + number)
    model = nn.Sequential(nn.Linear(784, HIDDEN), nn.ReLU(), nn.Linear(HIDDEN, 10))
    for layer in (model[0], model[2]):
        nn.init.kaiming_normal_(layer.weight, nonlinearity="relu")
        nn.init.zeros_(layer.bias)
    return model


def train_epoch(model, x, y, generator):
    optimiser = torch.optim.SGD(model.parameters(), lr=RATE)
    order = torch.randperm(len(x), generator=generator)
    for start in range(0, len(x), BATCH):
        rows = order[start : start + BATCH]
        optimiser.zero_grad()
        nn.functional.cross_entropy(model(x[rows]), y[rows]).backward()
        optimiser.step()


def gradient(model, x, y):
    """Gradient of the mean loss as one flat vector."""
    model.zero_grad()
    nn.functional.cross_entropy(model(x), y).backward()
    return torch.cat([parameter.grad.flatten() for parameter in model.parameters()])


def mean_squared_length(model, x, y):
    """Mean of the squared lengths of the gradients of single examples."""
    parameters = {name: value.detach() for name, value in model.named_parameters()}

    def loss(values, one, label):
        return nn.functional.cross_entropy(functional_call(model, values, one[None]), label[None])

    lengths = []
    for start in range(0, len(x), 100):
        part = slice(start, start + 100)
        gradients = vmap(grad(loss), in_dims=(None, 0, 0))(parameters, x[part], y[part])
        lengths.append(sum((each**2).flatten(1).sum(1) for each in gradients.values()))
    return torch.cat(lengths).mean().item()


def batch_count(size):
    return batches if size <= 16 else math.ceil(max(batches / 8, 16 * batches / size))


def measure(model, x, y, epoch, generator):
    signal = gradient(model, x, y)
    squared = signal.dot(signal).item()
    rows = torch.randperm(len(x), generator=generator)[:sample]
    scale = mean_squared_length(model, x[rows], y[rows]) / squared - 1
    print(f"epochs {epoch}: noise equals signal at a batch size of {scale:.0f}")
    for size in [1] + [size for size in batchSizes if size < len(x)]:
        squares, angles, total = 0.0, 0.0, torch.zeros_like(signal)
        for _ in range(batch_count(size)):
            rows = torch.randperm(len(x), generator=generator)[:size]
            one = gradient(model, x[rows], y[rows])
            total += one
            squares += ((one - signal) ** 2).sum().item() / squared
            angles += math.degrees(math.acos(nn.functional.cosine_similarity(one, signal, dim=0).clamp(-1, 1).item()))
        count = batch_count(size)
        expected = math.sqrt(scale / size) * math.sqrt((len(x) - size) / (len(x) - 1))
        off = (total / count - signal).norm().item() / math.sqrt(squared)
        print(
            f"  batch {size:5}: noise/signal {math.sqrt(squares / count):.3g} (expected {expected:.3g}), "
            f"angle {angles / count:.0f} degrees, mean of {count} batches off by {off:.2g}"
        )


def main():
    digits = datasets.MNIST("data", train=True, download=True)
    x = digits.data[:examples].reshape(-1, 784).float() / 255
    y = digits.targets[:examples]
    for number in range(seeds):
        model, generator = make_model(number), torch.Generator().manual_seed(seed + number)
        for epoch in range(max(epochs) + 1):
            if epoch in epochs:
                measure(model, x, y, epoch, generator)
            train_epoch(model, x, y, generator)


if __name__ == "__main__":
    main()
