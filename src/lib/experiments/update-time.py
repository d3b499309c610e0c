"""Time of one training update, and of an epoch, against batch size: the PyTorch twin of the figure.

Needs torch and torchvision. Run it with: python update-time.py
Prints for every device and batch size the median time of an update with both quartiles, and the time of an epoch.
Times are this machine's; the figure's are those of a browser.
"""
import math
import statistics
import time

import torch
from torch import nn
from torchvision import datasets

# settings: begin
batchSizes = [1, 10, 100, 1000, 10000, 60000]
lines = ["engine", "thread"]
hidden = 100
repeats = 9
examples = 60000
epochLimit = 10
seed = 1
# settings: end

RATE = 0.05
SHORTEST = 0.010  # seconds that a timed interval lasts at least


def choose_devices():
    """'engine' is the fastest device here, 'thread' the processor on one thread."""
    fastest = "cuda" if torch.cuda.is_available() else "mps" if torch.backends.mps.is_available() else "cpu"
    wanted = [fastest] if "engine" in lines or "tensorflow" in lines else []
    return list(dict.fromkeys(wanted + (["cpu"] if "thread" in lines else [])))


def finish(device):
    """Waits until the device has done all that was asked of it."""
    if device == "cuda":
        torch.cuda.synchronize()
    elif device == "mps":
        torch.mps.synchronize()


def batches(inputs, labels, size, generator):
    """Endless batches; the order is drawn anew every epoch, a smaller last batch is kept."""
    while True:
        order = torch.randperm(len(inputs), generator=generator).to(inputs.device)
        for start in range(0, len(inputs), size):
            rows = order[start : start + size]
            yield inputs[rows], labels[rows]


def make_update(inputs, labels, size, device):
    generator = torch.Generator().manual_seed(seed)
    torch.manual_seed(seed)
    model = nn.Sequential(nn.Linear(784, hidden), nn.ReLU(), nn.Linear(hidden, 10))
    for layer in (model[0], model[2]):
        nn.init.kaiming_normal_(layer.weight, nonlinearity="relu")
        nn.init.zeros_(layer.bias)
    model.to(device)
    optimiser = torch.optim.SGD(model.parameters(), lr=RATE)
    source = batches(inputs, labels, size, generator)

    def update(count):
        start = time.perf_counter()
        for _ in range(count):
            x, y = next(source)
            optimiser.zero_grad()
            nn.functional.cross_entropy(model(x), y).backward()
            optimiser.step()
        finish(device)
        return time.perf_counter() - start

    return update


def time_update(update):
    """Median and quartiles in seconds; the warm-up is dropped, intervals double until they are long enough."""
    update(1)
    count = 1
    while update(count) < SHORTEST:
        count *= 2
    update(count)
    taken = [update(count) / count]
    wanted = min(3, repeats) if taken[0] * count > 1 else repeats
    taken += [update(count) / count for _ in range(wanted - 1)]
    return statistics.quantiles(taken, n=4, method="inclusive")


def main():
    torch.set_num_threads(1)
    digits = datasets.MNIST("data", train=True, download=True)
    pixels = digits.data[:examples].reshape(-1, 784).float() / 255
    for device in choose_devices():
        inputs, labels = pixels.to(device), digits.targets[:examples].to(device)
        for size in [size for size in batchSizes if size <= examples] or [examples]:
            update = make_update(inputs, labels, size, device)
            low, median, high = time_update(update)
            count = math.ceil(examples / size)
            measured = median * count <= epochLimit
            epoch = update(count) if measured else median * count
            print(
                f"{device:5} batch {size:6}: update {1000 * median:.4g} ms ({1000 * low:.4g} to {1000 * high:.4g}), "
                f"epoch {epoch:.4g} s ({'measured' if measured else 'computed'})"
            )


if __name__ == "__main__":
    main()
